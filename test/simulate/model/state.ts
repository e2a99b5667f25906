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
};

export type ModelRegister = {
  incarnation: number;
  seq: number | null;
  id: string | null;
  head: string | null;
  awaited: boolean;
};

export type ModelAnswer = {
  readonly state: 'posted' | 'late' | 'exception';
  readonly amounts: readonly { readonly taken: number; readonly missing: number }[];
};

export type ModelEntry = {
  readonly register: string;
  readonly content: string;
  answer: ModelAnswer | null;
};

/** How a number becomes the name of an instrument, and which name belongs to the memo of a request. */
export type Names = {
  readonly keyOf: (number: string) => string;
  readonly reservedOf: (request: string) => string;
};

export type Model = {
  readonly names: Names;
  epoch: number;
  readonly cards: Map<string, ModelCard>;
  readonly locks: Map<string, ModelLock>;
  readonly registers: Map<string, ModelRegister>;
  readonly entries: Map<string, ModelEntry>;
  /** Number of the newest answer that was compared, by channel. */
  readonly answered: Map<string, number>;
};

export const makeModel = (names: Names): Model => ({
  names,
  epoch: 1,
  cards: new Map(),
  locks: new Map(),
  registers: new Map(),
  entries: new Map(),
  answered: new Map(),
});

export function cloneModel({ names, ...rest }: Model): Model {
  return { names, ...structuredClone(rest) };
}

export const isRecovering = (model: Model): boolean =>
  [...model.registers.values()].some((register) => register.awaited);

export function liveLock(model: Model, card: string): [string, ModelLock] | undefined {
  return [...model.locks].find(([, lock]) => lock.card === card && lock.state === 'live');
}

/** The row of an instrument, made when it is first named. */
export function cardOf(model: Model, key: string, kind: ModelCard['kind']): ModelCard {
  const known = model.cards.get(key);
  if (known) return known;
  const card: ModelCard = { kind, balance: 0, issued: false, blocked: false, version: 0, token: 0 };
  model.cards.set(key, card);
  return card;
}

/** H6: whoever is awaited has reported once everything up to the head that it named is posted. */
export function noteReported(model: Model, register: ModelRegister, head: string | null): void {
  if (head === null || (model.entries.get(head)?.answer ?? null) !== null) register.awaited = false;
}

/** A restore: everything of the backup, a new epoch, and recovery until all have reported (PROTOCOL section 7). */
export function restoreModel(model: Model, backup: Model): Model {
  const restored = cloneModel(backup);
  restored.epoch = model.epoch + 1;
  for (const register of restored.registers.values()) {
    register.awaited = true;
    register.head = null;
  }
  return restored;
}
