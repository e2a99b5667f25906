/** A history as data: steps that a seed chooses, each of which means something in every world, so that any of them can be left out. */
import {
  backups,
  cable,
  cashier,
  crashes,
  restores,
  servers,
  spoilers,
  worker,
  type Act,
} from './acts.ts';
import { makeDice, type Dice } from './dice.ts';
import {
  broken,
  closing,
  contention,
  guessed,
  passages,
  promised,
  recovering,
  restored,
  trouble,
  unnoticed,
  type Shared,
} from './passages.ts';

/** `at`: which register; `pick`: which of the things that are there; both are taken modulo what there is. */
export type Step = { readonly act: Act; readonly at: number; readonly pick: number };

const everyday: readonly Act[] = [
  ...cashier,
  ...worker,
  ...cable,
  ...cable,
  ...servers,
  ...crashes,
  'clock',
  'dayAhead',
  'dayBack',
  'backupChannel',
  'restoreChannel',
];

/** What may go wrong in a history: some promises hold only where nobody breaks a lock and nothing goes back in time. */
export type Season = 'everyday' | 'troubled' | 'broken' | 'restored' | 'unnoticed' | 'everything';
const seasons: readonly Season[] = [
  'everyday',
  'troubled',
  'broken',
  'restored',
  'unnoticed',
  'everything',
];
export const seasonOf = (seed: number): Season => seasons[seed % seasons.length] ?? 'everyday';

type Choice = { readonly single: readonly Act[]; readonly passages: readonly Shared[] };

const breaking: readonly Act[] = ['break', 'breakSpent', 'charge', 'release'];
const restoring: readonly Act[] = [...backups, ...restores, 'restoreChannel', 'endWait', 'mark'];
const breaks: readonly Shared[] = [...Array.from({ length: 5 }, () => promised).flat(), ...broken];
const recoveries: readonly Shared[] = [
  ...restored,
  ...Array.from({ length: 4 }, () => recovering).flat(),
];

function choiceOf(season: Season): Choice {
  switch (season) {
    case 'everyday':
      return { single: everyday, passages: [...passages, ...contention] };
    case 'troubled':
      return {
        single: [...everyday, ...spoilers],
        passages: [...trouble, guessed, ...closing, guessed, ...closing],
      };
    case 'broken':
      return {
        single: [...everyday, ...breaking],
        passages: [...breaks, ...breaks, ...passages, ...contention, ...breaks],
      };
    case 'restored':
      return {
        single: [...everyday, ...restoring],
        passages: [...recoveries, ...passages, ...contention],
      };
    case 'unnoticed':
      return {
        single: [...everyday, ...restoring, 'restoreQuietly', 'announce'],
        passages: [...unnoticed, ...unnoticed, ...unnoticed, ...passages, ...unnoticed],
      };
    case 'everything':
      return {
        single: [...everyday, ...spoilers, ...breaking, ...restoring, 'restoreQuietly', 'announce'],
        passages: [...passages, ...trouble, ...contention, ...breaks, ...recoveries, ...unnoticed],
      };
  }
}

/** So many passages begin a history, each in its turn and whole; the others come by chance. */
const drilled = 8;
const stride = 11;

/** The history of a seed: so many steps, mostly whole passages of one register, sometimes torn apart by the steps of others. */
export function makeHistory(seed: number, registers: number, length: number): Step[] {
  const dice = makeDice(seed);
  const choice = choiceOf(seasonOf(seed));
  const turn = Math.floor(seed / seasons.length);
  const steps = Array.from({ length: drilled }, (_, index) => {
    const passage = choice.passages[(turn + index * stride) % choice.passages.length] ?? [];
    return placed(dice, ['mend', 'sense', 'void', ...passage], registers);
  }).flat();
  const open: Step[][] = [];
  while (steps.length < length) {
    if (open.length === 0 || dice.roll(16) === 0) open.push(nextPassage(dice, choice, registers));
    const at = dice.roll(4) === 0 ? dice.roll(open.length) : open.length - 1;
    const passage = open[at];
    const step = passage?.shift();
    if (step !== undefined) steps.push(step);
    if (passage?.length === 0) open.splice(at, 1);
  }
  return steps.slice(0, length);
}

function nextPassage(dice: Dice, { single, passages: all }: Choice, registers: number): Step[] {
  const acts = dice.roll(3) === 0 ? [dice.pick(single)] : dice.pick(all);
  const line: readonly Act[] = dice.roll(3) > 0 ? ['mend', 'sense'] : [];
  // Mostly the sale before is given up first, or every second passage would begin in the middle of another sale.
  const fresh: readonly Act[] = acts.length > 1 && dice.roll(3) > 0 ? ['void'] : [];
  return placed(dice, [...line, ...fresh, ...acts], registers);
}

/** At some register, and the one after it. */
function placed(dice: Dice, acts: Shared, registers: number): Step[] {
  const at = dice.roll(registers);
  // One card for all of a passage, or two registers would hardly ever want the same one.
  const card = dice.roll(1000);
  return acts.map((each) => {
    const act = typeof each === 'string' ? each : each.other;
    const pick = dice.roll(1000);
    return {
      act,
      at: typeof each === 'string' ? at : (at + 1) % registers,
      pick: act === 'payGift' || act === 'payMemo' ? card : pick,
    };
  });
}
