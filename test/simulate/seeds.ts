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
  {
    found:
      'entries that the channel gave back to a register were not in its witness; when both were restored once more, what followed them could never be sent',
    registers: 3,
    steps: history([
      ['backupChannel', 1, 778],
      ['sell', 1, 611],
      ['backup', 1, 807],
      ['cash', 1, 235],
      ['connect', 1, 317],
      ['deliver', 1, 431],
      ['deliver', 1, 559],
      ['deliver', 1, 489],
      ['restoreBlind', 1, 438],
      ['connect', 1, 502],
      ['deliver', 1, 364],
      ['deliver', 1, 750],
      ['restoreSilent', 1, 436],
      ['restoreChannel', 1, 495],
    ]),
  },
  {
    found:
      'a register and its channel were both restored to before an entry that headquarters had answered: what the witness gave back after it could never be sent',
    registers: 3,
    steps: history([
      ['backupChannel', 2, 213],
      ['sell', 0, 316],
      ['backup', 0, 789],
      ['void', 0, 614],
      ['connect', 0, 392],
      ['deliver', 0, 813],
      ['deliver', 0, 697],
      ['deliver', 0, 223],
      ['forward', 0, 125],
      ['deliver', 0, 96],
      ['deliver', 2, 404],
      ['deliver', 0, 694],
      ['poll', 0, 522],
      ['hear', 0, 157],
      ['restoreChannel', 2, 524],
      ['sell', 0, 489],
      ['cash', 0, 244],
      ['restoreSilent', 0, 795],
    ]),
  },
];
