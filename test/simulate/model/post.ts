/** What must come of an entry that is posted (PROTOCOL P1 to P9). */
import {
  cardOf,
  isDone,
  isRecovering,
  liveLock,
  noteReported,
  type Model,
  type ModelAnswer,
  type ModelCard,
  type ModelEntry,
} from './state.ts';

type Grant = {
  readonly request: string;
  readonly epoch: number;
  readonly token: number;
  readonly purpose: string;
  readonly version: number;
  readonly balance: number;
  readonly sale: string;
  readonly register: string;
  readonly instrument: { readonly kind: ModelCard['kind']; readonly key: string };
  readonly reserved: { readonly key: string } | null;
};

type Line = { readonly kind: string; readonly request?: string; readonly amount?: number };
type Tender = { readonly kind: string; readonly request?: string; readonly amount: number };
export type ModelSale = {
  readonly id: string;
  readonly receipt: string;
  readonly lines: readonly Line[];
  readonly tenders: readonly Tender[];
  readonly grants: readonly { readonly grant: Grant }[];
};
export type ModelContent = {
  readonly register: string;
  readonly number: number;
  readonly incarnation: number;
  readonly previous: readonly string[];
  readonly body: { readonly kind: string; readonly sale?: ModelSale };
};

/** What a sale does with an instrument: positive takes from it, negative adds to it. */
export type ModelUse = { readonly request: string; readonly out: number; readonly grant: Grant };

export const readContent = (content: string): ModelContent => JSON.parse(content) as ModelContent;

/** The uses of a sale, tenders first, in the order in which they are answered. */
export function usesIn({ body }: ModelContent): ModelUse[] {
  const { sale } = body;
  if (sale === undefined) return [];
  const grantOf = (request: string): Grant => {
    const found = sale.grants.find(({ grant }) => grant.request === request);
    if (found === undefined) throw new Error(`sale ${sale.receipt} has no grant of ${request}`);
    return found.grant;
  };
  const tenders = sale.tenders.flatMap(({ request, amount }) =>
    request === undefined ? [] : [{ request, out: amount, grant: grantOf(request) }],
  );
  const lines = sale.lines.flatMap(({ request, amount = 0 }) =>
    request === undefined ? [] : [{ request, out: -amount, grant: grantOf(request) }],
  );
  return [...tenders, ...lines];
}

/** P1 and P3: whether the entry may be posted now. */
export function mayPost(
  model: Model,
  { register, content }: ModelEntry,
): 'yes' | 'predecessor' | 'instrument' {
  const read = readContent(content);
  if (!read.previous.every((hash) => isDone(model, register, hash))) return 'predecessor';
  const waits =
    isRecovering(model) &&
    usesIn(read).some(
      ({ grant }) =>
        grant.epoch < model.epoch &&
        (model.cards.get(grant.instrument.key)?.version ?? 0) < grant.version,
    );
  return waits ? 'instrument' : 'yes';
}

export type ModelPosted = {
  readonly answer: ModelAnswer;
  /** P2 with a shortfall: what must never be (PROTOCOL 8.2). */
  readonly liveAndShort: boolean;
  readonly late: boolean;
  readonly promised: boolean;
  readonly forgotten: boolean;
  readonly blockedMemo: boolean;
  /** Late because a person ended the wait for its register. */
  readonly abandoned: boolean;
  /** When an instrument that it settled expires. */
  readonly expires: string | null;
};

/** Posts the entry in the model. */
export function post(model: Model, entry: ModelEntry): ModelPosted {
  const register = model.registers.get(entry.register);
  if (!register) throw new Error(`no register ${entry.register}`);
  const settled = usesIn(readContent(entry.content)).map((use) => settle(model, entry, use));
  const late = settled.some((use) => use.late);
  const short = settled.some((use) => use.missing > 0);
  const answer: ModelAnswer = {
    state: short ? 'exception' : late ? 'late' : 'posted',
    amounts: settled.map(({ taken, missing }) => ({ taken, missing })),
  };
  entry.answer = answer;
  entry.state = 'posted';
  if (register.head !== null) noteReported(model, entry.register, register.head);
  return {
    answer,
    late,
    liveAndShort: settled.some((use) => use.mine && use.missing > 0),
    promised: settled.some((use) => use.promised),
    forgotten: settled.some((use) => use.forgotten && !use.mine),
    blockedMemo: settled.some((use) => use.blockedMemo),
    abandoned: settled.some((use) => use.abandoned),
    expires: settled.find((use) => use.mine && use.expires !== null)?.expires ?? null,
  };
}

type Settled = {
  readonly taken: number;
  readonly missing: number;
  readonly mine: boolean;
  readonly late: boolean;
  readonly forgotten: boolean;
  readonly promised: boolean;
  readonly blockedMemo: boolean;
  readonly abandoned: boolean;
  readonly expires: string | null;
};

function settle(model: Model, entry: ModelEntry, { request, out, grant }: ModelUse): Settled {
  const { register } = entry;
  const { key, kind } = grant.instrument;
  const card = cardOf(model, key, kind);
  card.token = Math.max(card.token, grant.token);
  const lock = model.locks.get(request);
  const live = liveLock(model, key);
  const mine = live !== undefined && live[0] === request && live[1].register === register;
  const lost = grant.epoch < model.epoch && lock?.state !== 'broken' && lock?.state !== 'settled';
  const given = grant.epoch < (model.registers.get(register)?.abandoned ?? 0);
  const forgotten = lost && !given;
  const promised = live !== undefined && !mine && !forgotten;
  const abandoned = lost && given && !mine;
  const facts = { mine, forgotten, late: !mine && !forgotten, abandoned, expires: card.expires };
  // Headquarters' own word of this epoch, and no memory of it but the register's: an unnoticed restore (section 7).
  if (grant.epoch >= model.epoch && (lock?.token ?? 0) === 0) model.halted = true;
  card.version += 1;
  if (lock === undefined)
    model.locks.set(request, {
      state: 'settled',
      register,
      sale: grant.sale,
      purpose: grant.purpose,
      card: key,
      balance: grant.balance,
      epoch: grant.epoch,
      token: grant.token,
      reserved: grant.reserved?.key ?? null,
      fault: null,
    });
  else if (mine || lock.state !== 'live') lock.state = 'settled';
  if (out < 0) {
    card.issued = true;
    card.balance -= out;
    return { ...facts, taken: -out, missing: 0, promised: false, blockedMemo: false };
  }
  const reserved =
    grant.reserved !== null && model.cards.get(grant.reserved.key)?.issued !== true
      ? grant.reserved.key
      : null;
  // A lock that headquarters knows by the register's word only says nothing of the balance.
  const granted = lock !== undefined && lock.card !== null ? lock.balance : grant.balance;
  const need = kind === 'creditMemo' && reserved !== null ? Math.max(granted, out) : out;
  const taken = promised ? 0 : Math.min(need, card.balance);
  const missing = need - taken;
  card.balance -= taken;
  if (missing > 0)
    model.shortfalls.push({ entry: entry.hash, request, card: key, missing, charged: 0 });
  if (reserved !== null && need > out) {
    const memo = cardOf(model, reserved, 'creditMemo');
    Object.assign(memo, { issued: true, blocked: missing > 0, version: 1 });
    memo.balance += need - out;
  }
  const blockedMemo = reserved !== null && need > out && missing > 0;
  return { ...facts, taken, missing, promised, blockedMemo };
}
