/** A proxy before a real service that a proof lets do anything to a request: lose it, lose its answer, keep it, deliver it twice, refuse it. */
import { once } from 'node:events';
import {
  createServer,
  request,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** What becomes of one request. `delayed` waits half before and half after; `refused` answers 500, and the request was done all the same. */
export type Fate =
  | { readonly fate: 'passed' | 'lostBefore' | 'lostAfter' | 'twice' | 'refused' }
  | { readonly fate: 'delayed'; readonly ms: number };
/** Moments of a request that is let pass: it has come, the service has done it, its answer has been given on. */
export type Moment = 'arrived' | 'done' | 'answered';

export type ProxyPorts = {
  /** `bytes`: length of the body as it was sent. */
  readonly decide: (path: string, bytes: number) => Fate;
  /** Hears each moment before anything more happens to the request. */
  readonly at?: (path: string, moment: Moment) => void;
};
export type Proxy = {
  readonly url: string;
  /** Waits until no request is under way, not even one whose sender gave it up. */
  readonly idle: () => Promise<void>;
  readonly close: () => Promise<void>;
};

type Heard = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
};

export async function openProxy(to: string, ports: ProxyPorts): Promise<Proxy> {
  const far = new URL(to);
  const at = ports.at ?? (() => undefined);

  const forward = (near: IncomingMessage, body: Buffer): Promise<Heard> =>
    new Promise((resolve, reject) => {
      const { method, headers, url: path } = near;
      const onward = request({ host: far.hostname, port: far.port, method, headers, path });
      onward.once('error', reject);
      onward.once('response', (heard) => {
        collect(heard).then(
          (answer) =>
            resolve({ status: heard.statusCode ?? 502, headers: heard.headers, body: answer }),
          reject,
        );
      });
      onward.end(body);
    });

  const relay = async (near: IncomingMessage, answer: ServerResponse): Promise<void> => {
    const path = near.url?.split('?')[0] ?? '';
    const body = await collect(near);
    at(path, 'arrived');
    const fate = ports.decide(path, body.length);
    if (fate.fate === 'lostBefore') return void near.socket.destroy();
    if (fate.fate === 'delayed') await sleep(fate.ms / 2);
    if (fate.fate === 'twice') await forward(near, body);
    const heard = await forward(near, body);
    at(path, 'done');
    if (fate.fate === 'delayed') await sleep(fate.ms / 2);
    if (fate.fate === 'lostAfter') return void near.socket.destroy();
    if (fate.fate === 'refused') return void answer.writeHead(500).end();
    answer.writeHead(heard.status, heard.headers);
    answer.end(heard.body, () => at(path, 'answered'));
  };

  const under = new Set<Promise<void>>();
  const server = createServer((near, answer) => {
    // Either side may be gone at any time; the other one then hears of it.
    const relayed = relay(near, answer).catch(() => void near.socket.destroy());
    under.add(relayed);
    void relayed.then(() => under.delete(relayed));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a proxy needs a port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    idle: async () => {
      while (under.size > 0) await Promise.all(under);
    },
    close: async () => {
      const closed = once(server, 'close');
      server.closeAllConnections();
      server.close();
      await closed;
    },
  };
}

async function collect(stream: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
