/** What a register's main process holds after a day of sales and after a week of heartbeats, against what it held when it had warmed up. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { openStand } from '../main/sync/channelstand.ts';
import type { Held } from './memory/held.ts';
import type { Measured, Row } from './row.ts';

const sales = Number(process.env['HOLDFAST_BENCH_DAY'] ?? 2_000);
/** A week has 302,400 of them at one in two seconds. */
const beats = Number(process.env['HOLDFAST_BENCH_BEATS'] ?? 40_000);

/** Runs the program in a process of its own, with its collector at hand; answers what it held each time it said so. */
async function watch(
  program: URL,
  args: readonly string[],
  tell: (line: string) => void,
): Promise<Held[]> {
  const path = fileURLToPath(program);
  const child = spawn(process.execPath, ['--expose-gc', path, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const held: Held[] = [];
  for await (const line of createInterface(child.stdout)) {
    const said = JSON.parse(line) as Held;
    held.push(said);
    tell(
      `${said.done} done: heap ${said.heap.toFixed(1)} MB, resident ${said.resident.toFixed(0)} MB`,
    );
  }
  const code = await ended;
  if (code !== 0) throw new Error(`${path} ended with ${code}`);
  return held;
}

/** The worse of the two, heap and resident memory, against the first that was said after the warm-up. */
function grown(held: readonly Held[], notes: readonly string[]): Measured {
  const [cold, warm] = held;
  const last = held.at(-1);
  if (!cold || !warm || !last) throw new Error('nothing was said of memory');
  const heap = last.heap / warm.heap > last.resident / warm.resident;
  const from = (one: Held): string =>
    `heap ${one.heap.toFixed(1)}, resident ${one.resident.toFixed(0)} MB`;
  return {
    measured: heap ? last.heap : last.resident,
    bound: heap ? warm.heap : warm.resident,
    unit: heap ? 'MB of heap' : 'MB resident',
    notes: [
      `before the first: ${from(cold)}; warm, after ${warm.done}: ${from(warm)}; after ${last.done}: ${from(last)}`,
      ...notes,
    ],
  };
}

export const memoryDayRow: Row = {
  name: 'memory',
  title:
    'Memory of the register after a day of 2,000 eight-line sales, after collection: the worse of heap and resident',
  command: 'npm run bench -- memory',
  against: 'after its first 100 sales',
  limit: { atMost: 1.2 },
  run: async (tell) =>
    grown(await watch(new URL('./memory/day.ts', import.meta.url), [String(sales)], tell), [
      `${sales} sales, each with its pictures and its answer`,
    ]),
};

export const memoryIdleRow: Row = {
  name: 'memory-idle',
  title:
    'Memory of the register after idle heartbeats on a simulated clock, after collection: the worse of heap and resident',
  command: 'npm run bench -- memory-idle',
  against: 'after its first 2,000 heartbeats',
  limit: { atMost: 1.05 },
  run: async (tell) => {
    const stand = await openStand();
    const forget = setInterval(() => {
      stand.statuses.length = 0;
      stand.calls.length = 0;
    }, 200);
    try {
      const held = await watch(
        new URL('./memory/week.ts', import.meta.url),
        [stand.url, String(beats)],
        tell,
      );
      return grown(held, [`${beats} heartbeats, ${((beats * 2) / 86_400).toFixed(1)} days`]);
    } finally {
      clearInterval(forget);
      await stand.close();
    }
  },
};
