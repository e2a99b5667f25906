/** An ESC/POS printer on TCP that keeps what it got and answers questions about its state. */
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

export type FalsePrinter = {
  readonly port: number;
  /** What was printed, question and answer bytes left out. */
  readonly printed: () => Buffer;
  /** Bytes that it answers to DLE EOT 2, DLE EOT 4 and GS r 1. */
  readonly state: {
    offline: number;
    paper: number;
    sensor: number;
    silent: boolean;
    /** Takes nothing off the line, at once or when it has answered about its paper; or breaks it with the first byte. */
    line: 'good' | 'stalls' | 'stallsAsked' | 'breaks';
  };
  readonly close: () => Promise<void>;
};

const isStatus = (bytes: Buffer, at: number): boolean =>
  bytes[at] === 0x10 && bytes[at + 1] === 0x04;
const isSensor = (bytes: Buffer, at: number): boolean =>
  bytes[at] === 0x1d && bytes[at + 1] === 0x72 && bytes[at + 2] === 1;

export async function startFalsePrinter(port = 0): Promise<FalsePrinter> {
  const sockets = new Set<Socket>();
  const kept: number[] = [];
  /** Bytes of a picture that are still to come: only questions in real time are heard in it. */
  let ofPicture = 0;
  const keep = (byte: number): void => {
    kept.push(byte);
    if (ofPicture > 0) ofPicture -= 1;
    else if (kept.at(-8) === 0x1d && kept.at(-7) === 0x76 && kept.at(-6) === 0x30) {
      const [across = 0, times = 0, down = 0, timesDown = 0] = kept.slice(-4);
      ofPicture = (across + times * 256) * (down + timesDown * 256);
    }
  };
  const state: FalsePrinter['state'] = {
    ...{ offline: 0x12, paper: 0x12, sensor: 0x00, silent: false },
    line: 'good',
  };
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    socket.on('data', (bytes) => {
      if (state.line === 'breaks') socket.resetAndDestroy();
      for (let at = 0; at < bytes.length; at += 1) {
        if (isStatus(bytes, at)) {
          const answer = bytes[at + 2] === 4 ? state.paper : state.offline;
          if (!state.silent) socket.write(Buffer.from([answer]));
          if (bytes[at + 2] === 4 && state.line === 'stallsAsked') socket.pause();
          at += 2;
        } else if (ofPicture === 0 && isSensor(bytes, at)) {
          if (!state.silent) socket.write(Buffer.from([state.sensor]));
          at += 2;
        } else keep(bytes[at] ?? 0);
      }
    });
    if (state.line === 'stalls') socket.pause();
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
