/** Chance from a seed: the same seed plays the same day (mulberry32, public domain by Tommy Ettinger). */
export type SeededChance = {
  /** A fraction in [0, 1). */
  readonly fraction: () => number;
  readonly happens: (probability: number) => boolean;
  readonly below: (limit: number) => number;
};

export function seededChance(seed: number): SeededChance {
  let state = seed >>> 0;
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
  return {
    fraction,
    happens: (probability) => fraction() < probability,
    below: (limit) => Math.floor(fraction() * limit),
  };
}
