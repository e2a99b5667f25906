/** A line between a register and its channel that fails as lines in shops do. A TCP relay on loopback; what it does to calls is set at any time. */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { seededChance } from '../../tools/replay/chance.ts';

/**
 * `dead`: nobody answers the connection. `silent`: everything is swallowed. `slow`: each answer comes 5 s late. `lossy`: three packets of ten
 * are swallowed. `portal`, `redirect`: a captive portal answers in the channel's place.
 */
export type Condition = 'good' | 'dead' | 'silent' | 'slow' | 'lossy' | 'portal' | 'redirect';

export type BadLine = {
  readonly port: number;
  /** What was connected before is cut off, unless the new condition is one that keeps connections. */
  readonly become: (condition: Condition) => void;
  readonly close: () => Promise<void>;
};

const page = '<!doctype html><title>Welcome</title><p>Accept the terms to go on.</p>';
const told: Partial<Record<Condition, string>> = {
  portal: `HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: ${page.length}\r\n\r\n${page}`,
  redirect: 'HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:9/login\r\ncontent-length: 0\r\n\r\n',
};
const lateMs = 5_000;
const kept: readonly Condition[] = ['silent', 'slow', 'lossy'];

export async function openBadLine(to: string, seed = 1): Promise<BadLine> {
  const far = new URL(to);
  const chance = seededChance(seed);
  const sockets = new Set<Socket>();
  let condition: Condition = 'good';
  const pass = (from: Socket, into: Socket, late: boolean): void => {
    from.on('data', (part) => {
      const isLost = condition === 'lossy' && chance.fraction() < 0.3;
      if (condition === 'silent' || isLost) return;
      if (condition === 'slow' && late) setTimeout(() => into.write(part), lateMs).unref();
      else into.write(part);
    });
    from.on('error', () => from.destroy());
    from.on('close', () => {
      sockets.delete(from);
      into.destroy();
    });
    sockets.add(from);
  };
  const server = createServer((near) => {
    const answer = told[condition];
    if (condition === 'dead') return void near.resetAndDestroy();
    if (answer !== undefined) {
      near.on('error', () => near.destroy());
      near.on('data', () => near.end(answer));
      return;
    }
    const onward = connect(Number(far.port), far.hostname);
    pass(near, onward, false);
    pass(onward, near, true);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a line needs a port');
  return {
    port: address.port,
    become: (next) => {
      condition = next;
      if (!kept.includes(next)) for (const socket of sockets) socket.destroy();
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
