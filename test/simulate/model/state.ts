/** What headquarters must know by PROTOCOL, as plain data: written from the protocol, not from the program. Amounts in minor units. */

export type ModelCard = {
  kind: 'giftCard' | 'creditMemo';
  balance: number;
  issued: boolean;
  blocked: boolean;
  /** Postings so far. */
  version: number;
  /** The newest lock's token. */
  token: number;
  /** From when on it locks no more. */
  expires: string | null;
  /** What must be typed, how often it was wrong in a row, and until when it takes none. */
  pin: string | null;
  pinFailures: number;
  pinUntil: string | null;
};

export type ModelLock = {
  state: 'live' | 'freed' | 'refused' | 'settled' | 'broken' | 'superseded';
  register: string;
  sale: string;
  purpose: string;
  /** Keyed hash of the instrument; null for a refused request. */
  card: string | null;
  balance: number;
  epoch: number;
  token: number;
  reserved: string | null;
  /** Why it was refused. */
  fault: string | null;
};

export type ModelRegister = {
  incarnation: number;
  seq: number | null;
  id: string | null;
  head: string | null;
  awaited: boolean;
  /** Grants of epochs before this one are those of a register that was given up. */
  abandoned: number;
  /** Numbers that nobody knows, named since an instant. */
  unknown: number;
  unknownSince: string | null;
};

export type ModelAnswer = {
  readonly state: 'posted' | 'late' | 'exception';
  readonly amounts: readonly { readonly taken: number; readonly missing: number }[];
};

export type ModelEntry = {
  readonly register: string;
  readonly hash: string;
  content: string;
  /** Parked: set aside, for nobody can read it or it is another register's. */
  state: 'waiting' | 'posted' | 'parked';
  /** A person has closed its exception: nobody has a sound copy. */
  givenUp: boolean;
  answer: ModelAnswer | null;
};

/** What a card could not pay, and how much of it a person took from the card later. */
export type ModelShortfall = {
  readonly entry: string;
  readonly request: string;
  readonly card: string;
  readonly missing: number;
  charged: number;
};

/** How a number becomes the name of an instrument, and which name belongs to the memo of a request. */
export type Names = {
  readonly keyOf: (number: string) => string;
  readonly reservedOf: (request: string) => string;
};

export type Model = {
  readonly names: Names;
  epoch: number;
  /** Starts of headquarters, which count its epoch file on. */
  starts: number;
  /** Something newer than its own records was seen: nothing is granted. */
  halted: boolean;
  readonly cards: Map<string, ModelCard>;
  readonly locks: Map<string, ModelLock>;
  readonly registers: Map<string, ModelRegister>;
  /** By register and hash. */
  readonly entries: Map<string, ModelEntry>;
  /** Entries that came damaged, by register, hash and what came. */
  readonly damaged: Set<string>;
  readonly shortfalls: ModelShortfall[];
  /** Numbers of the answers that were compared, by channel. */
  readonly answered: Map<string, Set<number>>;
};

export const makeModel = (names: Names): Model => ({
  names,
  epoch: 1,
  starts: 1,
  halted: false,
  cards: new Map(),
  locks: new Map(),
  registers: new Map(),
  entries: new Map(),
  damaged: new Set(),
  shortfalls: [],
  answered: new Map(),
});

export function cloneModel({ names, ...rest }: Model): Model {
  return { names, ...structuredClone(rest) };
}

export const newCard = (kind: ModelCard['kind']): ModelCard => ({
  kind,
  balance: 0,
  issued: false,
  blocked: false,
  version: 0,
  token: 0,
  expires: null,
  pin: null,
  pinFailures: 0,
  pinUntil: null,
});

export const newRegister = (): ModelRegister => ({
  incarnation: 0,
  seq: null,
  id: null,
  head: null,
  awaited: false,
  abandoned: 0,
  unknown: 0,
  unknownSince: null,
});

export const isRecovering = (model: Model): boolean =>
  [...model.registers.values()].some((register) => register.awaited);

export function liveLock(model: Model, card: string): [string, ModelLock] | undefined {
  return [...model.locks].find(([, lock]) => lock.card === card && lock.state === 'live');
}

/** The row of an instrument, made when it is first named. */
export function cardOf(model: Model, key: string, kind: ModelCard['kind']): ModelCard {
  const known = model.cards.get(key);
  if (known) return known;
  const card = newCard(kind);
  model.cards.set(key, card);
  return card;
}

export const entryKey = (register: string, hash: string): string => `${register} ${hash}`;

/** Whether an entry is posted or set aside: what comes after it may be posted. */
export const isDone = (model: Model, register: string, hash: string): boolean =>
  ['posted', 'parked'].includes(model.entries.get(entryKey(register, hash))?.state ?? 'waiting');

/** H6: whoever is awaited has reported once everything up to the head that it named is posted. */
export function noteReported(model: Model, register: string, head: string | null): void {
  const row = model.registers.get(register);
  if (row && (head === null || isDone(model, register, head))) row.awaited = false;
}

/** A new epoch: recovery until all have reported (PROTOCOL section 7). */
export function beginRecovery(model: Model, epoch: number): void {
  model.epoch = epoch;
  model.halted = false;
  for (const register of model.registers.values()) {
    register.awaited = true;
    register.head = null;
  }
}
