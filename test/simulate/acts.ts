/** Everything that can happen in a history, by whoever does it. */
export const cashier = [
  'sell',
  'return',
  'returnReceipt',
  'payGift',
  'payMemo',
  'payRest',
  'payPin',
  'payWrongPin',
  'payExpiring',
  'payUnknown',
  'issueCard',
  'addValue',
  'refundMemo',
  'refundCard',
  'cash',
  'check',
  'complete',
  'removeTender',
  'giveUp',
  'void',
  'suspend',
  'recall',
] as const;
export const worker = ['hold', 'sense', 'connect', 'hear', 'feed', 'timeout'] as const;
export const cable = [
  'deliver',
  'deliverOld',
  'double',
  'lose',
  'forge',
  'cut',
  'deafen',
  'slow',
  'flap',
  'damage',
  'mend',
] as const;
export const servers = ['forward', 'poll', 'parameters'] as const;
export const crashes = [
  'crash',
  'fuse',
  'fuseStart',
  'diskFull',
  'witnessFull',
  'crashChannel',
  'crashHeadquarters',
  'fuseServers',
  'fuseServerStart',
  'lightServerStart',
  'fullServers',
] as const;
export const spoilers = ['rot', 'stray'] as const;
const people = ['break', 'breakSpent', 'clock', 'byHand', 'charge', 'release'] as const;
const office = ['dayAhead', 'dayBack', 'mark', 'endWait', 'announce'] as const;
export const backups = ['backup', 'backupChannel', 'backupHeadquarters'] as const;
export const restores = [
  'restoreNoticed',
  'restoreSilent',
  'restoreBlind',
  'restoreHeadquarters',
] as const;
const quiet = ['restoreQuietly', 'backupServices', 'blink'] as const;

export type Act =
  | (typeof cashier)[number]
  | (typeof worker)[number]
  | (typeof cable)[number]
  | (typeof servers)[number]
  | (typeof crashes)[number]
  | (typeof spoilers)[number]
  | (typeof people)[number]
  | (typeof office)[number]
  | (typeof backups)[number]
  | (typeof restores)[number]
  | (typeof quiet)[number]
  | 'restoreChannel';

export const cashierActs: ReadonlySet<Act> = new Set<Act>(cashier);
