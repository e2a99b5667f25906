/** How long to rest after a failure: doubling, bounded, and never the same for two who failed together. */
import type { Chance } from '../../shared/identity.ts';

const first = 250;
const longest = 15_000;

/** Milliseconds after the n-th failure in a row (from 1): between half and all of 250 ms x 2^(n-1), at most 15 s. */
export function backoff(failures: number, chance: Chance): number {
  const whole = Math.min(longest, first * 2 ** Math.min(failures - 1, 20));
  return Math.round(whole * (0.5 + chance.fraction() / 2));
}
