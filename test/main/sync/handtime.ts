/** Timers on a clock that is moved by hand. */
import { setImmediate } from 'node:timers/promises';
import type { Timers } from '../../../main/sync/timers.ts';

type Waiting = { readonly due: number; readonly run: () => void };

/** `advance` moves the clock and runs what falls due, in order, letting promises settle in between. */
export function handTimers(time: {
  running: number;
}): Timers & { advance: (ms: number) => Promise<void>; readonly waiting: () => number } {
  const waiting = new Set<Waiting>();
  return {
    after: (ms, run) => {
      const one: Waiting = { due: time.running + ms, run };
      waiting.add(one);
      return () => waiting.delete(one);
    },
    advance: async (ms) => {
      const end = time.running + ms;
      for (;;) {
        await setImmediate();
        const next = [...waiting]
          .filter((one) => one.due <= end)
          .toSorted((a, b) => a.due - b.due)[0];
        if (next === undefined) break;
        waiting.delete(next);
        time.running = Math.max(time.running, next.due);
        next.run();
      }
      time.running = end;
      await setImmediate();
    },
    waiting: () => waiting.size,
  };
}
