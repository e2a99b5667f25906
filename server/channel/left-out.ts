/** Entries that headquarters did not take: they are left out for a while, so that the others go on, and tried again later. */
import type { Clock, Hash } from '../../shared/identity.ts';

export type LeftOut = {
  readonly has: (hash: Hash) => boolean;
  readonly add: (hash: Hash) => void;
  readonly clear: () => void;
  readonly count: () => number;
};

/** Short, for those that come after an entry damaged at its own sender are left out with it until headquarters has set it aside. */
const first = 250;
const longest = 600_000;

/** Each further failure doubles the wait, from a quarter of a second to 10 minutes. */
export function makeLeftOut(clock: Clock): LeftOut {
  const entries = new Map<Hash, { until: number; times: number }>();
  return {
    has: (hash) => (entries.get(hash)?.until ?? 0) > clock.running(),
    add: (hash) => {
      const times = (entries.get(hash)?.times ?? 0) + 1;
      entries.set(hash, {
        until: clock.running() + Math.min(longest, first * 2 ** (times - 1)),
        times,
      });
    },
    clear: () => entries.clear(),
    count: () => entries.size,
  };
}
