/** Seeds that once found a bug, each with what it found: they are run for ever. */

export type Regression = {
  readonly seed: number;
  readonly registers: number;
  readonly steps: number;
  readonly found: string;
};

export const regressions: readonly Regression[] = [];
