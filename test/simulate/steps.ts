/** A history as data: steps that a seed chooses, each of which means something in every world, so that any of them can be left out. */
import { makeDice, type Dice } from './dice.ts';

const cashier = [
  'sell',
  'return',
  'returnReceipt',
  'payGift',
  'payMemo',
  'issueCard',
  'addValue',
  'refundMemo',
  'refundCard',
  'cash',
  'complete',
  'removeTender',
  'giveUp',
  'void',
  'suspend',
  'recall',
] as const;
const worker = ['hold', 'sense', 'connect', 'hear', 'feed', 'timeout'] as const;
const cable = [
  'deliver',
  'deliverOld',
  'double',
  'lose',
  'forge',
  'cut',
  'deafen',
  'mend',
] as const;
const servers = ['forward', 'poll', 'parameters'] as const;
const crashes = [
  'crash',
  'fuse',
  'diskFull',
  'crashChannel',
  'crashHeadquarters',
  'fuseServers',
] as const;
const people = ['break', 'breakSpent', 'clock', 'byHand'] as const;
const backups = ['backup', 'backupChannel', 'backupHeadquarters'] as const;
const restores = [
  'restoreNoticed',
  'restoreSilent',
  'restoreBlind',
  'restoreHeadquarters',
] as const;

export type Act =
  | (typeof cashier)[number]
  | (typeof worker)[number]
  | (typeof cable)[number]
  | (typeof servers)[number]
  | (typeof crashes)[number]
  | (typeof people)[number]
  | (typeof backups)[number]
  | (typeof restores)[number]
  | 'restoreChannel';

export const cashierActs: ReadonlySet<Act> = new Set<Act>(cashier);

/** `at`: which register; `pick`: which of the things that are there; both are taken modulo what there is. */
export type Step = { readonly act: Act; readonly at: number; readonly pick: number };

const hops: readonly Act[] = ['deliver', 'deliver', 'deliver', 'deliver'];
const say: readonly Act[] = ['hold', ...hops];
const store: readonly Act[] = ['connect', 'deliver', 'deliver', 'deliver', 'deliver'];
const post: readonly Act[] = ['forward', 'deliver', 'deliver', 'deliver', 'deliver'];
const settle: readonly Act[] = [...store, ...post, 'poll', 'hear'];

/** Whole passages, or chance would hardly ever get as far as a grant. */
const passages: readonly (readonly Act[])[] = [
  say,
  ['sell', 'cash'],
  ['sell', 'payGift', ...say],
  ['sell', 'payGift', ...say, 'cash'],
  ['sell', 'payGift', ...say, 'cash', ...settle],
  ['sell', 'payMemo', ...say, 'cash'],
  ['sell', 'payMemo', ...say, 'cut', 'sense', 'cash'],
  ['sell', 'payMemo', ...say, 'payGift', ...say, 'cash', ...settle],
  ['sell', 'payGift', ...say, 'cut', 'sense', 'cash', 'mend', 'sense'],
  ['sell', 'payGift', 'hold', 'deliver', 'deliver', 'giveUp', 'hold', 'deliverOld', ...hops],
  ['sell', 'payGift', 'hold', 'deliver', 'deliver', 'cut', 'sense', 'deliver', 'deliver', 'cash'],
  ['sell', 'payGift', ...say, 'removeTender', ...say, 'cash'],
  ['sell', 'payGift', ...say, 'void', ...say],
  ['issueCard', ...say, 'cash', ...settle],
  ['addValue', ...say, 'sell', 'cash'],
  ['return', 'refundMemo', ...say, 'complete', ...settle],
  ['returnReceipt', 'refundCard', ...say, 'complete'],
  ['returnReceipt', 'refundMemo', ...say, 'complete', 'crash', ...settle],
  ['sell', 'sell', 'payMemo', ...say, 'payGift', ...say, 'cash'],
  ['sell', 'payGift', ...say, 'crash', 'cash'],
  ['sell', 'cash', 'crash', ...settle],
  ['sell', 'cash', ...store, ...post, 'poll', 'fuse', 'hear', 'fuse', 'hear'],
  ['sell', 'payGift', ...say, 'suspend'],
  ['sell', 'suspend', 'sell', 'cash', 'recall', 'cash'],
  ['sell', 'payGift', ...say, 'fuse', 'cash'],
  ['sell', 'fuse', 'cash', 'sell', 'fuse', 'cash', 'sell', 'fuse', 'cash', 'sell', 'fuse', 'cash'],
  ['sell', 'payMemo', ...say, 'fuse', 'cash', 'crash'],
  ['sell', 'payGift', 'hold', 'deliver', 'fuseServers', 'deliver'],
  [...store, 'forward', 'deliver', 'fuseServers', 'deliver', 'deliver'],
  ['sell', 'cash', ...store, 'forward', ...hops, 'lose', 'forward', ...hops],
  ['sell', 'cash', 'connect', 'fuseServers', 'deliver', 'deliver', 'deliver', 'deliver'],
  settle,
  settle,
  ['byHand', 'sell', 'cash', 'byHand'],
  ['sell', 'payGift', ...say, 'byHand', 'cash', 'byHand', ...settle],
  [
    'parameters',
    'feed',
    'sell',
    'payGift',
    ...say,
    'cut',
    'sense',
    'cash',
    'mend',
    'sense',
    'cash',
  ],
  ['sell', 'payGift', ...say, 'diskFull', 'cash', 'cash'],
  ['sell', 'diskFull', 'payGift', ...say, 'diskFull', 'hold', 'cash'],
  ['sell', 'payGift', 'hold', 'deliver', 'deliver', 'forge', 'deliver', 'deliver', 'cash'],
  ['backupChannel', 'sell', 'payGift', ...say, 'cash', ...settle, 'restoreChannel', ...settle],
  ['backupChannel', 'sell', 'cash', ...store, 'restoreChannel', ...settle],
  ['sell', 'cash', ...store, 'forward', 'deliver', 'deliver', 'deafen', 'deliver', 'mend', 'poll'],
  ['sell', 'payGift', 'hold', 'deliver', 'deafen', 'deliver', 'mend', 'sense', ...say, 'cash'],
  ['sell', 'payGift', 'hold', 'timeout', ...hops, 'payGift', ...say, 'cash'],
  ['sell', 'payMemo', ...say, 'cash', ...settle, 'sell', 'payMemo', ...say, 'cash', ...settle],
  ['sell', 'cash', ...store, 'forward', 'deliver', 'double', 'deliver', 'deliverOld', 'deliverOld'],
  ['parameters', 'feed', 'sell', 'payGift', ...say, 'cut', 'sense', 'cash', 'void'],
  ['parameters', 'feed', 'sell', 'payMemo', ...say, 'cut', 'sense', 'cash', 'void'],
  ['sell', 'payMemo', ...say, 'parameters', 'feed', 'cut', 'sense', 'cash'],
];

const broken: readonly (readonly Act[])[] = [
  ['sell', 'payGift', ...say, 'break', ...say],
  ['sell', 'payGift', ...say, 'break', 'cash', ...settle],
  ['sell', 'payGift', ...say, 'cash', 'breakSpent', ...settle],
  ['sell', 'payMemo', ...say, 'cash', 'breakSpent'],
];

const restored: readonly (readonly Act[])[] = [
  ['backup', 'sell', 'payGift', ...say, 'cash', 'restoreNoticed', ...say, ...settle],
  ['sell', 'payGift', ...say, 'backup', 'cash', ...store, 'restoreSilent', 'cash'],
  ['sell', 'backup', 'cash', ...store, 'restoreNoticed', 'cash', ...settle],
  ['sell', 'backup', 'cash', 'restoreSilent', 'cash', ...settle],
  ['backup', 'sell', 'cash', ...store, 'restoreBlind', 'sell', 'cash', ...settle],
  ['backup', 'sell', 'payGift', ...say, 'restoreBlind', ...say],
  ['sell', 'payGift', ...say, 'backup', 'cash', ...settle, ...say, 'restoreBlind', ...say, ...say],
  ['sell', 'payGift', ...say, 'backup', 'void', ...say, 'restoreBlind', ...say, 'cash'],
  ['sell', 'payMemo', ...say, 'backup', 'cash', ...settle, 'restoreBlind', 'cash', ...settle],
  ['backupHeadquarters', 'sell', 'payGift', ...say, 'cash', 'restoreHeadquarters', ...say, ...say],
  ['sell', 'payGift', ...say, 'cash', ...settle, 'restoreHeadquarters', ...say, ...settle],
];

const everyday: readonly Act[] = [
  ...cashier,
  ...worker,
  ...cable,
  ...cable,
  ...servers,
  ...crashes,
  'clock',
  'backupChannel',
  'restoreChannel',
];

/** Passages of two registers: what the second one does is marked. */
type Shared = readonly (Act | { readonly other: Act })[];
const other = (acts: readonly Act[]): Shared => acts.map((act) => ({ other: act }));

const contention: readonly Shared[] = [
  [
    'sell',
    'payGift',
    ...say,
    ...other(['sell', 'payGift', ...say]),
    'void',
    ...say,
    ...other(['payGift', ...say]),
  ],
  ['issueCard', 'hold', 'deliver', ...other(['issueCard', ...say, 'cash']), 'deliver', 'cash'],
  ['sell', 'payMemo', ...say, 'cash', ...other(['sell', 'payMemo', ...say])],
];
const promised: readonly Shared[] = [
  [
    'sell',
    'payGift',
    ...say,
    'cut',
    'sense',
    'break',
    ...other(['mend', 'sense', 'sell', 'payGift', ...say]),
    'cash',
    'mend',
    'sense',
    ...settle,
    ...other(['cash', ...settle]),
  ],
  [
    'sell',
    'payMemo',
    ...say,
    'cut',
    'sense',
    'break',
    ...other(['mend', 'sense', 'sell', 'payMemo', ...say, 'cash', ...settle]),
    'cash',
    'mend',
    'sense',
    ...settle,
  ],
];
const recovering: readonly Shared[] = [
  [
    'backupHeadquarters',
    'sell',
    'payGift',
    ...say,
    'cash',
    ...settle,
    ...other(['mend', 'sense', 'sell', 'payGift', ...say, 'cash', ...settle]),
    'restoreHeadquarters',
    ...other([...say, ...say, ...post]),
    ...say,
    ...say,
    ...post,
  ],
];

/** What may go wrong in a history: some promises hold only where nobody breaks a lock and nothing goes back in time. */
export type Season = 'everyday' | 'broken' | 'restored' | 'everything';
const seasons: readonly Season[] = ['everyday', 'broken', 'restored', 'everything'];
export const seasonOf = (seed: number): Season => seasons[seed % seasons.length] ?? 'everyday';

type Choice = { readonly single: readonly Act[]; readonly passages: readonly Shared[] };

function choiceOf(season: Season): Choice {
  const single: Act[] = [...everyday];
  const chosen: Shared[] = [...passages, ...contention];
  if (season === 'broken' || season === 'everything') {
    single.push('break', 'breakSpent');
    chosen.push(...broken, ...promised, ...promised, ...promised);
  }
  if (season === 'restored' || season === 'everything') {
    single.push(...backups, ...restores);
    chosen.push(...restored, ...recovering, ...recovering, ...recovering);
  }
  return { single, passages: chosen };
}

/** The history of a seed: so many steps, mostly whole passages of one register, sometimes torn apart by the steps of others. */
export function makeHistory(seed: number, registers: number, length: number): Step[] {
  const dice = makeDice(seed);
  const choice = choiceOf(seasonOf(seed));
  const steps: Step[] = [];
  const open: Step[][] = [];
  while (steps.length < length) {
    if (open.length === 0 || dice.roll(16) === 0) open.push(nextPassage(dice, choice, registers));
    const at = dice.roll(4) === 0 ? dice.roll(open.length) : open.length - 1;
    const passage = open[at];
    const step = passage?.shift();
    if (step !== undefined) steps.push(step);
    if (passage?.length === 0) open.splice(at, 1);
  }
  return steps;
}

function nextPassage(dice: Dice, { single, passages: all }: Choice, registers: number): Step[] {
  const at = dice.roll(registers);
  const acts = dice.roll(3) === 0 ? [dice.pick(single)] : dice.pick(all);
  const line: readonly Act[] = dice.roll(3) > 0 ? ['mend', 'sense'] : [];
  // Mostly the sale before is given up first, or every second passage would begin in the middle of another sale.
  const fresh: readonly Act[] = acts.length > 1 && dice.roll(3) > 0 ? ['void'] : [];
  // One card for all of a passage, or two registers would hardly ever want the same one.
  const card = dice.roll(1000);
  return [...line, ...fresh, ...acts].map((each) => {
    const act = typeof each === 'string' ? each : each.other;
    const pick = dice.roll(1000);
    return {
      act,
      at: typeof each === 'string' ? at : (at + 1) % registers,
      pick: act === 'payGift' || act === 'payMemo' ? card : pick,
    };
  });
}
