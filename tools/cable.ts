/** A cable between a register and its channel that can really be cut: a TCP relay on loopback. */
import { createServer, connect, type Server, type Socket } from 'node:net';
import { once } from 'node:events';

export type Cable = {
  /** Where the register finds its channel. */
  readonly url: string;
  /** Ends every connection and refuses new ones, as a pulled plug does. */
  readonly cut: () => Promise<void>;
  /** Lets connections through again, on the same port. */
  readonly mend: () => Promise<void>;
  readonly isCut: () => boolean;
};

/** Lays a cable to the service at the URL. */
export async function layCable(to: string): Promise<Cable> {
  const far = new URL(to);
  const sockets = new Set<Socket>();
  const relay = (near: Socket): void => {
    const onward = connect(Number(far.port), far.hostname);
    for (const [socket, other] of [
      [near, onward],
      [onward, near],
    ] as const) {
      sockets.add(socket);
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
      // A reset connection is what a cut cable is for; 'close' follows and ends the other half.
      socket.on('error', () => socket.destroy());
      socket.pipe(other);
    }
  };
  let server: Server | undefined = createServer(relay).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a cable needs a port');
  const { port } = address;
  return {
    url: `http://127.0.0.1:${port}`,
    isCut: () => server === undefined,
    cut: async () => {
      const closing = server;
      server = undefined;
      if (!closing) return;
      const closed = once(closing, 'close');
      closing.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    mend: async () => {
      if (server) return;
      server = createServer(relay).listen(port, '127.0.0.1');
      await once(server, 'listening');
    },
  };
}
