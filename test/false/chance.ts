/** Chance that comes out the same in every run: ids count up under a seed. */
import type { Chance } from '../../shared/identity.ts';

export function falseChance(seed = 1): Chance {
  let drawn = 0;
  return {
    id: () => {
      drawn += 1;
      return seed.toString(16).padStart(16, '0') + drawn.toString(16).padStart(16, '0');
    },
    fraction: () => 0.5,
  };
}
