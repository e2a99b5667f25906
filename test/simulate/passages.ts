/** Whole passages of what happens, or chance would hardly ever get as far as a grant. */
import type { Act } from './acts.ts';

const hops: readonly Act[] = ['deliver', 'deliver', 'deliver', 'deliver'];
const say: readonly Act[] = ['hold', ...hops];
const store: readonly Act[] = ['connect', 'deliver', 'deliver', 'deliver', 'deliver'];
const post: readonly Act[] = ['forward', 'deliver', 'deliver', 'deliver', 'deliver'];
const settle: readonly Act[] = [...store, ...post, 'poll', 'hear'];

export const passages: readonly (readonly Act[])[] = [
  say,
  ['sell', 'cash'],
  ['sell', 'payGift', ...say],
  ['sell', 'payGift', ...say, 'cash'],
  ['sell', 'payGift', ...say, 'cash', ...settle],
  ['sell', 'payMemo', ...say, 'cash'],
  ['sell', 'payMemo', ...say, 'cut', 'sense', 'cash'],
  ['sell', 'payMemo', ...say, 'cut', 'cash', 'mend', ...settle],
  ['sell', 'payMemo', ...say, 'payGift', ...say, 'cash', ...settle],
  ['sell', 'payGift', ...say, 'cut', 'sense', 'cash', 'mend', 'sense'],
  ['sell', 'payGift', 'hold', 'deliver', 'deliver', 'giveUp', 'hold', 'deliverOld', ...hops],
  ['sell', 'payGift', 'hold', 'deliver', 'deliver', 'cut', 'sense', 'deliver', 'deliver', 'cash'],
  ['sell', 'payGift', ...say, 'removeTender', ...say, 'cash'],
  ['sell', 'payGift', ...say, 'void', ...say],
  ['issueCard', ...say, 'cash', ...settle],
  ['addValue', ...say, 'sell', 'cash'],
  ['return', 'refundMemo', ...say, 'complete', ...settle],
  ['sell', 'check', ...say, 'complete', ...settle],
  ['sell', 'check', ...say, 'cut', 'sense', 'complete', 'mend', ...settle],
  ['sell', 'payGift', ...say, 'check', ...say, 'removeTender', ...say, 'cash', ...settle],
  ['sell', 'cash', 'returnReceipt', 'refundCard', ...say, 'complete'],
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
  ['sell', 'witnessFull', 'cash', ...settle, 'crash', ...settle],
  ['sell', 'diskFull', 'payGift', ...say, 'diskFull', 'hold', 'cash'],
  ['sell', 'diskFull', 'cash', 'diskFull', 'cash', 'diskFull', 'cash', 'cash'],
  ['sell', 'payGift', 'hold', 'deliver', 'deliver', 'forge', 'deliver', 'deliver', 'cash'],
  ['backupChannel', 'sell', 'payGift', ...say, 'cash', ...settle, 'restoreChannel', ...settle],
  ['backupChannel', 'sell', 'cash', ...store, 'restoreChannel', ...settle],
  ['sell', 'cash', ...store, 'forward', 'deliver', 'deliver', 'deafen', 'deliver', 'mend', 'poll'],
  ['sell', 'payGift', 'hold', 'deliver', 'deafen', 'deliver', 'mend', 'sense', ...say, 'cash'],
  ['sell', 'payGift', 'hold', 'timeout', ...hops, 'payGift', ...say, 'cash'],
  ['sell', 'payMemo', ...say, 'cash', ...settle, 'sell', 'payRest', ...say, 'cash', ...settle],
  ['sell', 'payMemo', ...say, 'cash', ...settle, 'sell', 'payRest', ...say, 'cash', ...settle],
  ['sell', 'cash', ...store, 'forward', 'deliver', 'double', 'deliver', 'deliverOld', 'deliverOld'],
  ['parameters', 'feed', 'sell', 'payGift', ...say, 'cut', 'sense', 'cash', 'void'],
  ['parameters', 'feed', 'sell', 'payMemo', ...say, 'cut', 'sense', 'cash', 'void'],
  ['sell', 'payMemo', ...say, 'parameters', 'feed', 'cut', 'sense', 'cash'],
];

const wrongPin: readonly Act[] = ['payWrongPin', ...say];
const unknown: readonly Act[] = ['payUnknown', ...say];

/** What the line, the disks, the processes and the cards themselves do. */
export const trouble: readonly (readonly Act[])[] = [
  ['sell', 'payGift', 'slow', ...say, 'deliver', 'deliver', 'mend', 'sense', 'payGift', ...say],
  ['sell', 'cash', 'slow', ...store, 'deliver', ...post, 'deliver', 'mend', 'poll', 'hear'],
  ['sell', 'payGift', ...say, 'slow', 'sense', 'cash', 'mend', 'sense', ...settle],
  ['flap', 'sell', 'payGift', ...say, ...say, 'cash', ...settle, ...settle],
  ['sell', 'payPin', ...say, 'cash', ...settle],
  ['sell', 'payWrongPin', ...say, ...say, 'payPin', ...say, 'cash'],
  ['sell', 'payExpiring', ...say, 'cash', ...settle],
  ['sell', 'payExpiring', ...say, 'cash', 'dayAhead', ...settle, 'dayBack'],
  ['sell', 'dayAhead', 'payExpiring', ...say, 'dayBack', 'payExpiring', ...say, 'cash'],
  ['sell', 'payGift', ...say, 'clock', 'clock', 'cash', ...settle],
  ['sell', 'payGift', ...say, 'cash', 'rot', ...store, ...store, ...post, ...post, 'poll', 'hear'],
  ['sell', 'cash', 'sell', 'cash', 'rot', 'sell', 'cash', ...settle, ...settle],
  ['sell', 'cash', 'connect', 'deliver', 'deliver', 'damage', 'deliver', ...settle],
  ['sell', 'cash', ...store, 'forward', 'deliver', 'deliver', 'damage', 'deliver', ...settle],
  ['sell', 'cash', 'stray', ...settle, 'sell', 'cash', ...settle],
  ['sell', 'payGift', ...say, 'fuse', 'cash', 'fuseStart', ...settle],
  ['sell', 'payGift', ...say, 'fuseStart', 'cash', 'fuseStart', ...say],
  ['sell', 'payGift', 'hold', 'deliver', 'fullServers', 'deliver', ...say, 'cash'],
  ['sell', 'cash', 'fullServers', ...store, 'fullServers', ...store, 'fullServers', ...store],
  ['sell', 'payGift', ...say, 'cash', 'connect', 'fullServers', 'deliver', ...settle],
  ['sell', 'payGift', ...say, 'cash', ...store, 'forward', 'deliver', 'fullServers', ...settle],
  ['sell', 'payGift', 'hold', 'deliver', 'lightServerStart', 'fuseServers', 'deliver', ...say],
  ['sell', 'payGift', ...say, 'fuseServerStart', 'cash', ...settle],
];
/** Five wrong PINs close a card. */
export const closing: readonly (readonly Act[])[] = [
  [
    'sell',
    ...Array.from({ length: 6 }, () => wrongPin).flat(),
    'payPin',
    ...say,
    'clock',
    'dayAhead',
    'payPin',
    ...say,
  ],
];
/** Somebody tries numbers out. */
export const guessed: readonly Act[] = [
  'sell',
  ...Array.from({ length: 11 }, () => [...unknown, 'giveUp' as const]).flat(),
];

export const broken: readonly (readonly Act[])[] = [
  ['sell', 'payGift', ...say, 'break', ...say],
  ['sell', 'payGift', ...say, 'break', 'cash', ...settle],
  ['sell', 'payGift', ...say, 'cash', 'breakSpent', ...settle],
  ['sell', 'payMemo', ...say, 'cash', 'breakSpent'],
  [...settle, 'charge', 'charge', 'release', 'release'],
];

export const restored: readonly (readonly Act[])[] = [
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
  ['backupHeadquarters', 'sell', 'payGift', ...say, 'restoreHeadquarters', ...say, ...say],
  ['backupHeadquarters', 'sell', 'payGift', ...say, 'cash', 'restoreHeadquarters', ...say, ...say],
  ['sell', 'payGift', ...say, 'cash', ...settle, 'restoreHeadquarters', ...say, ...settle],
  ['restoreHeadquarters', 'endWait', 'endWait', ...say, ...say, ...settle],
  [
    'backupHeadquarters',
    'sell',
    'payGift',
    ...say,
    'cash',
    'restoreHeadquarters',
    'endWait',
    'endWait',
    'endWait',
    ...settle,
  ],
  [
    'backupHeadquarters',
    'sell',
    'payGift',
    ...say,
    'cash',
    'restoreHeadquarters',
    'endWait',
    'endWait',
    'endWait',
    ...settle,
  ],
  ['backupHeadquarters', 'lightServerStart', 'restoreHeadquarters', ...say, ...say, ...settle],
  ['sell', 'payGift', ...say, 'cash', 'rot', ...store, ...store, 'backup', 'restoreBlind'],
  ['backupServices', 'sell', 'payGift', ...say, 'cash', 'blink'],
];

/** A hot copy of headquarters is put back, and nobody tells anybody. */
export const unnoticed: readonly (readonly Act[])[] = [
  ['backupHeadquarters', 'mark', 'sell', 'cash', ...settle, 'restoreQuietly', ...say, ...settle],
  ['backupHeadquarters', 'sell', 'payGift', ...say, 'restoreQuietly', ...say, ...say, 'cash'],
  [
    'backupHeadquarters',
    'sell',
    'payGift',
    ...say,
    'cash',
    'restoreQuietly',
    ...say,
    ...say,
    ...settle,
  ],
  ['backupHeadquarters', 'sell', 'cash', ...settle, 'restoreQuietly', 'poll', ...settle, 'payGift'],
  ['backupHeadquarters', 'sell', 'cash', ...settle, 'restoreQuietly', ...settle],
  ['backupHeadquarters', 'sell', 'payGift', ...say, 'restoreQuietly', ...say, ...say, 'announce'],
];

/** Passages of two registers: what the second one does is marked. */
export type Shared = readonly (Act | { readonly other: Act })[];
const other = (acts: readonly Act[]): Shared => acts.map((act) => ({ other: act }));

export const contention: readonly Shared[] = [
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
export const promised: readonly Shared[] = [
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
    'charge',
    ...other(['cash', ...settle]),
    'charge',
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
    'sell',
    'payRest',
    ...say,
    'payRest',
    ...say,
    'release',
    'payRest',
    ...say,
    'charge',
  ],
];
export const recovering: readonly Shared[] = [
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
