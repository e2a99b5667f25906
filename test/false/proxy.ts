/** A proxy before a real service that loses answers: the request is done, and nobody hears of it. */
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';

export type LosingProxy = {
  readonly url: string;
  /** Loses the answers to the next requests of the path, so many. */
  readonly lose: (path: string, count: number) => void;
  /** Answers lost so far. */
  readonly lost: () => number;
  readonly close: () => Promise<void>;
};

export async function openProxy(to: string): Promise<LosingProxy> {
  const far = new URL(to);
  const losing = new Map<string, number>();
  let lost = 0;
  const relay = (near: IncomingMessage, answer: ServerResponse): void => {
    const { method, headers, url = '/' } = near;
    const onward = request(
      { host: far.hostname, port: far.port, method, headers, path: url },
      (heard) => {
        const path = url.split('?')[0] ?? url;
        const left = losing.get(path) ?? 0;
        if (left === 0) {
          answer.writeHead(heard.statusCode ?? 502, heard.headers);
          heard.pipe(answer);
          return;
        }
        heard.resume().once('end', () => {
          losing.set(path, left - 1);
          lost += 1;
          near.socket.destroy();
        });
      },
    );
    // Either side may be cut at any time; the other one then hears of it.
    onward.once('error', () => near.socket.destroy());
    near.pipe(onward);
  };
  const server = createServer(relay).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a proxy needs a port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    lose: (path, count) => losing.set(path, count),
    lost: () => lost,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
