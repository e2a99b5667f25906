/** A shortest history that once broke a promise, with the bug that it found. */
import type { Act } from './acts.ts';
import type { Step } from './steps.ts';

export type Regression = {
  readonly found: string;
  readonly registers: number;
  readonly steps: readonly Step[];
};

type Choice = readonly [act: Act, at: number, pick: number];

export const history = (choices: readonly Choice[]): Step[] =>
  choices.map(([act, at, pick]) => ({ act, at, pick }));
