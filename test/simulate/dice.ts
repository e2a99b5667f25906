/** Chance that a seed decides: the same seed rolls the same numbers for ever. */
import { hashText } from '../../shared/hash.ts';
import type { Chance, Clock } from '../../shared/identity.ts';

export type Dice = {
  /** A whole number from 0 to below `sides`. */
  readonly roll: (sides: number) => number;
  readonly pick: <T>(things: readonly T[]) => T;
};

/** Mulberry32: small, fast and good enough to choose what goes wrong next. */
export function makeDice(seed: number): Dice {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const roll = (sides: number): number => Math.floor(next() * sides);
  return {
    roll,
    pick: (things) => {
      const thing = things[roll(things.length)];
      if (thing === undefined) throw new Error('there is nothing to pick from');
      return thing;
    },
  };
}

/** Ids of a part: as if random, and the same in every run. */
export function countedChance(part: number): Chance {
  let drawn = 0;
  return {
    id: () => {
      drawn += 1;
      return hashText(`chance ${part} ${drawn}`).slice(0, 32);
    },
    fraction: () => 0.5,
  };
}

export type JumpingClock = Clock & {
  /** Time goes by, on the wall and in the machine. */
  readonly pass: (ms: number) => void;
  /** Somebody sets the wall clock. */
  readonly jump: (ms: number) => void;
  /** The wall clock, without a look that takes time. */
  readonly peek: () => string;
};
export type JumpingGround = { readonly clock: JumpingClock; readonly chance: Chance };

/** Each look is a millisecond later than the one before. */
export function jumpingClock(start: string): JumpingClock {
  let running = 0;
  let offset = Date.parse(start);
  const tick = (): number => (running += 1);
  return {
    now: () => new Date(offset + tick()).toISOString(),
    running: tick,
    pass: (ms) => void (running += ms),
    jump: (ms) => void (offset += ms),
    peek: () => new Date(offset + running).toISOString(),
  };
}
