/** The shortest histories that once broke a promise, each with the bug that it found: they are run for ever, whatever the seeds mean by then. */
import type { Act, Step } from './steps.ts';

export type Regression = {
  readonly found: string;
  readonly registers: number;
  readonly steps: readonly Step[];
};

type Choice = readonly [act: Act, at: number, pick: number];

const history = (choices: readonly Choice[]): Step[] =>
  choices.map(([act, at, pick]) => ({ act, at, pick }));

export const regressions: readonly Regression[] = [
  {
    found:
      'a witness file that was lost was written anew with every entry, and those that were answered long ago stayed in it for ever',
    registers: 3,
    steps: history([
      ['sell', 0, 423],
      ['cash', 0, 629],
      ['connect', 0, 646],
      ['deliver', 0, 338],
      ['deliver', 0, 272],
      ['deliver', 0, 909],
      ['forward', 0, 59],
      ['deliver', 0, 84],
      ['deliver', 0, 327],
      ['deliver', 0, 479],
      ['poll', 0, 796],
      ['hear', 0, 621],
      ['backup', 0, 589],
      ['restoreBlind', 0, 222],
    ]),
  },
];
