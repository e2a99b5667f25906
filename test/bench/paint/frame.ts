/** Keys held against one frame, and the window with so many products that the rows share. */
import type { Measured } from '../row.ts';
import { quantile } from '../row.ts';
import type { Seen } from './probe.ts';
import { openRig, type Rig } from './rig.ts';

/** Milliseconds of one frame at 60 a second. */
const frame = 16.7;

export const count = Number(process.env['HOLDFAST_BENCH_PRODUCTS'] ?? 100_000);

let shared: Promise<Rig> | undefined;

export const sharedRig = (tell: (line: string) => void): Promise<Rig> =>
  (shared ??= openRig(count, tell));

export async function closeRig(): Promise<void> {
  const rig = await shared;
  shared = undefined;
  await rig?.close();
}

const spread = (values: readonly number[]): string =>
  [0.5, 0.95, 0.99].map((part) => quantile(values, part).toFixed(1)).join(' / ');

/** p95 against a frame; the notes tell the rest. `idle`: keys that only the window answers, on the same machine. */
export function againstFrame(
  seen: readonly Seen[],
  more: {
    readonly idle?: readonly Seen[];
    readonly carried: readonly number[];
    readonly unseen: number;
  },
): Measured {
  const { idle, carried, unseen } = more;
  const painted = seen.map((one) => one.painted);
  return {
    measured: quantile(painted, 0.95),
    bound: frame,
    unit: 'ms',
    notes: [
      `${seen.length} keys among ${count} products`,
      `p50 / p95 / p99 to the painted frame ${spread(painted)} ms`,
      `to the changed document ${spread(seen.map((one) => one.changed))} ms`,
      ...(idle === undefined
        ? []
        : [
            `beside it, a key that only the window answers ${spread(idle.map((one) => one.painted))} ms`,
          ]),
      `an empty message to the main process and back ${spread(carried)} ms`,
      ...(unseen === 0 ? [] : [`${unseen} keys changed nothing that is seen`]),
    ],
  };
}

/** Empty messages there and back: what this shell takes for any question. */
export const carriage = ({ cashier }: Rig): Promise<number[]> =>
  cashier.page.evaluate<number[]>(`(async () => {
    const times = [];
    for (let time = 0; time < 40; time += 1) {
      const start = performance.now();
      await window.holdfast.query({ query: 'none' });
      times.push(performance.now() - start);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return times;
  })()`);
