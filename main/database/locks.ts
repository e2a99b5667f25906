/** Requests for locks and what became of them (PROTOCOL section 3). The only states are those of `RequestState`. */
import { z } from 'zod';
import { cartRequests } from '../../shared/cart.ts';
import { assert, done, fail, fault, type Fault, type Result } from '../../shared/fault.ts';
import type { Instant, RequestId, SaleId, StaffId } from '../../shared/identity.ts';
import type { InstrumentKind, Purpose } from '../../shared/instrument.ts';
import type { RequestState, SignedGrant } from '../../shared/lock.ts';
import type { Currency, Minor } from '../../shared/money.ts';
import { signedGrantSchema } from '../../shared/wire/grant.ts';
import { amount, faultSchema } from '../../shared/wire/parts.ts';
import { readOpenCart } from './carts.ts';
import type { Database } from './open.ts';
import { transaction } from './transaction.ts';

/** What a granted instrument becomes in the cart. A tender's `amount` null: as much as is due and the instrument holds. */
export type Intent =
  | { readonly as: 'tender'; readonly amount: Minor | null }
  | { readonly as: 'line'; readonly amount: Minor };

/** One request. `amount`: what its purpose needs, 0 when open. `read`: the cashier has seen its fault. */
export type LockRow = {
  readonly request: RequestId;
  readonly sale: SaleId;
  readonly kind: InstrumentKind;
  readonly purpose: Purpose;
  readonly last4: string;
  readonly state: RequestState;
  readonly cashier: StaffId;
  readonly currency: Currency;
  readonly amount: Minor;
  readonly intent: Intent;
  readonly askedAt: Instant;
  readonly grant: SignedGrant | null;
  readonly heldAt: Instant | null;
  /** Encrypted reserved memo number, until the voucher is printed. */
  readonly sealedNumber: string | null;
  readonly fault: Fault | null;
  readonly read: boolean;
};

const intentSchema: z.ZodType<Intent> = z.discriminatedUnion('as', [
  z.strictObject({ as: z.literal('tender'), amount: amount.nullable() }),
  z.strictObject({ as: z.literal('line'), amount }),
]);
const json = z.string().transform((text): unknown => JSON.parse(text));
const rowSchema = z.object({
  request: z.string(),
  sale: z.string(),
  kind: z.enum(['giftCard', 'creditMemo']),
  purpose: z.enum(['pay', 'issue', 'addValue', 'refundTo', 'cashOut']),
  last4: z.string(),
  state: z.enum(['asked', 'held', 'refused', 'gone', 'spent', 'done']),
  cashier: z.string(),
  currency: z.string(),
  amount,
  intent: json.pipe(intentSchema),
  askedAt: z.string(),
  grant: json.pipe(signedGrantSchema).nullable(),
  heldAt: z.string().nullable(),
  sealedNumber: z.string().nullable(),
  fault: json.pipe(faultSchema).nullable(),
  read: z.number().transform((value) => value === 1),
});

const columns = `request, sale, kind, purpose, last4, state, cashier, currency, amount, intent, asked_at AS askedAt,
  grant_text AS grant, held_at AS heldAt, sealed_number AS sealedNumber, fault, read`;

function select(db: Database, where: string, ...values: readonly (string | number)[]): LockRow[] {
  const rows = db.sql.prepare(`SELECT ${columns} FROM lock WHERE ${where}`).all(...values);
  return rows.map((row): LockRow => rowSchema.parse(row));
}

/** Writes a new request as *asked*, durable before its HOLD leaves. One open ask at a time. Fault: ask.pending. */
export function ask(db: Database, row: LockRow): Result<void> {
  assert(row.state === 'asked' && row.grant === null, 'a new request is asked');
  return transaction(db, () => {
    if (openAsk(db) !== null) return fail('ask.pending');
    insert(db, row);
    return done;
  });
}

function insert(db: Database, row: LockRow): void {
  db.sql
    .prepare(
      `INSERT INTO lock (request, sale, kind, purpose, last4, state, cashier, currency, amount, intent, asked_at, grant_text, held_at,
         sealed_number, fault, read) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      row.request,
      row.sale,
      row.kind,
      row.purpose,
      row.last4,
      row.state,
      row.cashier,
      row.currency,
      row.amount,
      JSON.stringify(row.intent),
      row.askedAt,
      row.grant && JSON.stringify(row.grant),
      row.heldAt,
      row.sealedNumber,
      row.fault && JSON.stringify(row.fault),
      row.read ? 1 : 0,
    );
}

export const findLock = (db: Database, request: RequestId): LockRow | null =>
  select(db, 'request = ?', request)[0] ?? null;

/** Every request of a sale, in the order of asking. */
export const locksOf = (db: Database, sale: SaleId): LockRow[] =>
  select(db, 'sale = ? ORDER BY rowid', sale);

/** The request that headquarters is being asked for. */
export const openAsk = (db: Database): LockRow | null => select(db, "state = 'asked'")[0] ?? null;

/** Requests that the next HOLD wants: asked, held, spent (PROTOCOL section 3). */
export const wanted = (db: Database): LockRow[] =>
  select(db, "state IN ('asked', 'held', 'spent') ORDER BY rowid");

/** Requests of committed sales whose answer has not arrived. */
export const spentLocks = (db: Database): LockRow[] => select(db, "state = 'spent' ORDER BY rowid");

/** The newest refusal, or ask without an answer, that the cashier has not read. */
export const latestRefusal = (db: Database): LockRow | null =>
  select(
    db,
    `${unread} AND fault NOT LIKE '{"code":"lock.broken"%' ORDER BY rowid DESC LIMIT 1`,
  )[0] ?? null;

/** The newest lock that was broken or superseded while it was held, and that the cashier has not read of (PROTOCOL R3). */
export const latestBroken = (db: Database): LockRow | null =>
  select(db, `${unread} AND fault LIKE '{"code":"lock.broken"%' ORDER BY rowid DESC LIMIT 1`)[0] ??
  null;

const unread = "read = 0 AND fault IS NOT NULL AND state IN ('refused', 'gone')";

/** The cashier has read every refusal and broken lock. */
export function markRead(db: Database): void {
  transaction(db, () =>
    db.sql.prepare('UPDATE lock SET read = 1 WHERE read = 0 AND fault IS NOT NULL').run(),
  );
}

/** The legal moves (PROTOCOL section 3); *gone* to *spent* only when a lost entry is adopted (section 6). */
const from: Readonly<Record<Exclude<RequestState, 'asked'>, readonly RequestState[]>> = {
  held: ['asked'],
  refused: ['asked'],
  gone: ['asked', 'held'],
  spent: ['held', 'gone', 'refused'],
  done: ['spent'],
};

function move(db: Database, request: RequestId, to: keyof typeof from): void {
  const states = from[to].map((state) => `'${state}'`).join(', ');
  const { changes } = db.sql
    .prepare(`UPDATE lock SET state = ? WHERE request = ? AND state IN (${states})`)
    .run(to, request);
  assert(changes === 1, `request ${request} may become ${to}`);
}

/** Gives up every open or held request of a sale: voided, or its cart is gone. */
export function dropLocks(db: Database, sale: SaleId): void {
  transaction(db, () =>
    db.sql
      .prepare("UPDATE lock SET state = 'gone' WHERE sale = ? AND state IN ('asked', 'held')")
      .run(sale),
  );
}

/** Gives up one request (remove tender, give up). The cart is the caller's, in the same transaction. Already ended: nothing. */
export function dropLock(db: Database, request: RequestId): void {
  transaction(db, () =>
    db.sql
      .prepare("UPDATE lock SET state = 'gone' WHERE request = ? AND state IN ('asked', 'held')")
      .run(request),
  );
}

/** Ends a request with a fault that the cashier will read: refused by headquarters (R2), without answer, or broken (R3). */
export function endLock(
  db: Database,
  request: RequestId,
  to: 'refused' | 'gone',
  why: Fault,
): void {
  transaction(db, () => {
    move(db, request, to);
    db.sql
      .prepare('UPDATE lock SET fault = ?, read = 0 WHERE request = ?')
      .run(JSON.stringify(why), request);
  });
}

/** Ends the ask as unanswered; false when it was answered or given up meanwhile. */
export function endUnanswered(db: Database, request: RequestId): boolean {
  return transaction(db, () => {
    const row = findLock(db, request);
    if (row?.state !== 'asked') return false;
    endLock(
      db,
      request,
      'gone',
      fault('instrument.noAnswer', { kind: row.kind, last4: row.last4 }),
    );
    return true;
  });
}

/** *asked* becomes *held* with its grant (R1). `sealedNumber`: the reserved memo number, encrypted. */
export function holdLock(
  db: Database,
  request: RequestId,
  grant: SignedGrant,
  heldAt: Instant,
  sealedNumber: string | null,
): void {
  transaction(db, () => {
    move(db, request, 'held');
    db.sql
      .prepare('UPDATE lock SET grant_text = ?, held_at = ?, sealed_number = ? WHERE request = ?')
      .run(JSON.stringify(grant), heldAt, sealedNumber, request);
  });
}

/** *held* becomes *spent*, inside the commit. A request that is not held is a bug: its grant is good for one commit (R6). */
export function spendLocks(db: Database, requests: readonly RequestId[]): void {
  transaction(db, () => {
    for (const request of requests) {
      assert(findLock(db, request)?.state === 'held', `request ${request} is held`);
      move(db, request, 'spent');
    }
  });
}

/** *spent* becomes *done*: its entry was answered (R4). Any other state stays. */
export function markDone(db: Database, request: RequestId): void {
  transaction(db, () =>
    db.sql
      .prepare(
        "UPDATE lock SET state = 'done', sealed_number = NULL WHERE request = ? AND state = 'spent'",
      )
      .run(request),
  );
}

/** The request of a lost entry that came back: *spent*, whatever was known of it (PROTOCOL section 6.3). */
export function adoptSpent(db: Database, row: LockRow): void {
  transaction(db, () => {
    const known = findLock(db, row.request);
    if (known === null) insert(db, { ...row, state: 'spent' });
    else if (known.state !== 'spent' && known.state !== 'done') move(db, row.request, 'spent');
  });
}

/** Process start (R8): *asked* becomes *gone*, and so does *held* that is not in the open cart. */
export function startLocks(db: Database): void {
  transaction(db, () => {
    const cart = readOpenCart(db);
    const kept = cart === null ? [] : cartRequests(cart);
    for (const row of wanted(db)) {
      if (row.state === 'asked' || (row.state === 'held' && !kept.includes(row.request)))
        dropLock(db, row.request);
    }
  });
}
