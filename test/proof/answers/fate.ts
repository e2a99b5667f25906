/** What becomes of each request of row "answers", by seed. */
import type { SeededChance } from '../../../tools/replay/chance.ts';
import type { Fate } from '../proxy.ts';

/** Half of all delays are no longer than a register's patience. */
const shortDelayMs = 3000;

/** One request in eight meets something. */
export function fateOf(chance: SeededChance, longestDelayMs: number): Fate {
  const drawn = chance.below(160);
  if (drawn < 5) return { fate: 'lostBefore' };
  if (drawn < 10) return { fate: 'lostAfter' };
  if (drawn < 12) {
    const most = chance.happens(0.5) ? shortDelayMs : longestDelayMs;
    return { fate: 'delayed', ms: chance.below(most) };
  }
  if (drawn < 16) return { fate: 'twice' };
  if (drawn < 20) return { fate: 'refused' };
  return { fate: 'passed' };
}
