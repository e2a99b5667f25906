/** An ESC/POS printer on TCP that keeps what it got and answers questions about its state. */
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

export type FalsePrinter = {
  readonly port: number;
  /** What was printed, question and answer bytes left out. */
  readonly printed: () => Buffer;
  /** Bytes that it answers to DLE EOT 2, DLE EOT 4 and GS r 1. */
  readonly state: { offline: number; paper: number; sensor: number; silent: boolean };
  readonly close: () => Promise<void>;
};

const isStatus = (bytes: Buffer, at: number): boolean =>
  bytes[at] === 0x10 && bytes[at + 1] === 0x04;
const isSensor = (bytes: Buffer, at: number): boolean =>
  bytes[at] === 0x1d && bytes[at + 1] === 0x72 && bytes[at + 2] === 1;

export async function startFalsePrinter(port = 0): Promise<FalsePrinter> {
  const sockets = new Set<Socket>();
  const kept: number[] = [];
  const state = { offline: 0x12, paper: 0x12, sensor: 0x00, silent: false };
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    socket.on('data', (bytes) => {
      for (let at = 0; at < bytes.length; at += 1) {
        if (isStatus(bytes, at)) {
          const answer = bytes[at + 2] === 4 ? state.paper : state.offline;
          if (!state.silent) socket.write(Buffer.from([answer]));
          at += 2;
        } else if (isSensor(bytes, at)) {
          if (!state.silent) socket.write(Buffer.from([state.sensor]));
          at += 2;
        } else kept.push(bytes[at] ?? 0);
      }
    });
  }).listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    printed: () => Buffer.from(kept),
    state,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
