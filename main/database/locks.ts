/** Requests for locks and what became of them (PROTOCOL section 3). The only states are those of `RequestState`. */
import { z } from 'zod';
import { cartRequests, type Cart } from '../../shared/cart.ts';
import { assert, done, fail, type Fault, type Result } from '../../shared/fault.ts';
import type { Instant, RequestId, SaleId, StaffId } from '../../shared/identity.ts';
import type { InstrumentKind, Purpose } from '../../shared/instrument.ts';
import type { RequestState, SignedGrant } from '../../shared/lock.ts';
import type { Currency, Minor } from '../../shared/money.ts';
import { signedGrantSchema } from '../../shared/wire/grant.ts';
import { amount, faultSchema } from '../../shared/wire/parts.ts';
import { readOpenCart } from './carts.ts';
import type { Database } from './open.ts';
import { parsedOnce } from './parsed.ts';
import { all, run, type Cell } from './statement.ts';
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
  grant: z
    .string()
    .transform((text) => parsedOnce(signedGrantSchema, text, 'grant'))
    .nullable(),
  heldAt: z.string().nullable(),
  sealedNumber: z.string().nullable(),
  fault: json.pipe(faultSchema).nullable(),
  read: z.number().transform((value) => value === 1),
});

const columns = `request, sale, kind, purpose, last4, state, cashier, currency, amount, intent, asked_at AS askedAt,
  signed_grant AS grant, held_at AS heldAt, sealed_number AS sealedNumber, fault, read`;

type Cells = Readonly<Record<string, Cell>>;

/** The newest rows as they were read last: one command, and the picture before it, read the same few of the open sale. */
const read = new WeakMap<Database['sql'], Map<string, { cells: Cells; row: LockRow }>>();
const mostRead = 16;

const where = (text: string): string => `SELECT ${columns} FROM lock_request WHERE ${text}`;

const select = (db: Database, text: string, cells: readonly Cell[] = []): LockRow[] =>
  all<Cells>(db, text, cells).map((row) => toRow(db, row));

/** The same cells are read by the schema once. */
function toRow(db: Database, cells: Cells): LockRow {
  const rows = read.get(db.sql) ?? new Map<string, { cells: Cells; row: LockRow }>();
  read.set(db.sql, rows);
  const request = String(cells['request']);
  const before = rows.get(request);
  if (before && Object.keys(cells).every((name) => cells[name] === before.cells[name]))
    return before.row;
  const row = rowSchema.parse(cells);
  if (rows.size >= mostRead) rows.clear();
  rows.set(request, { cells, row });
  return row;
}

// Each of these texts is made once: it is what a prepared statement is found by.
const byRequest = where('request = ?');
const bySale = where('sale = ? ORDER BY rowid');
const asked = where("state = 'asked'");
const inUse = where("state IN ('asked', 'held', 'spent') ORDER BY rowid");

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
  run(
    db,
    `INSERT INTO lock_request (request, sale, kind, purpose, last4, state, cashier, currency, amount, intent, asked_at, signed_grant,
       held_at, sealed_number, fault, read)
     VALUES (:request, :sale, :kind, :purpose, :last4, :state, :cashier, :currency, :amount, :intent, :askedAt, :grant,
       :heldAt, :sealedNumber, :fault, :read)`,
    {
      ...row,
      intent: JSON.stringify(row.intent),
      grant: row.grant && JSON.stringify(row.grant),
      fault: row.fault && JSON.stringify(row.fault),
      read: row.read ? 1 : 0,
    },
  );
}

export const findLock = (db: Database, request: RequestId): LockRow | null =>
  select(db, byRequest, [request])[0] ?? null;

/** Every request of a sale, in the order of asking. */
export const locksOf = (db: Database, sale: SaleId): LockRow[] => select(db, bySale, [sale]);

/** The request that headquarters is being asked for. */
export const openAsk = (db: Database): LockRow | null => select(db, asked)[0] ?? null;

/** Requests that the next HOLD wants: asked, held, spent (PROTOCOL section 3). */
export const wanted = (db: Database): LockRow[] => select(db, inUse);

const unread = "read = 0 AND fault IS NOT NULL AND state IN ('refused', 'gone')";
const broken = "fault ->> 'code' = 'lock.broken'";
const newestRefusal = where(`${unread} AND NOT ${broken} ORDER BY rowid DESC LIMIT 1`);
const newestBroken = where(`${unread} AND ${broken} ORDER BY rowid DESC LIMIT 1`);

/** The newest refusal, or ask without an answer, that the cashier has not read. */
export const latestRefusal = (db: Database): LockRow | null => select(db, newestRefusal)[0] ?? null;

/** The newest lock that headquarters broke while it was in the sale, and that the cashier has not read of (PROTOCOL R3). */
export const latestBroken = (db: Database): LockRow | null => select(db, newestBroken)[0] ?? null;

/** The cashier has read every refusal and every broken lock. */
export function markRead(db: Database): void {
  transaction(db, () =>
    run(db, 'UPDATE lock_request SET read = 1 WHERE read = 0 AND fault IS NOT NULL'),
  );
}

/** Gives up every open or held request of a sale: voided, or its cart is gone. */
export function dropLocks(db: Database, sale: SaleId): void {
  transaction(db, () =>
    run(
      db,
      "UPDATE lock_request SET state = 'gone' WHERE sale = ? AND state IN ('asked', 'held')",
      [sale],
    ),
  );
}

/** Gives up one request (remove tender, give up). The cart is the caller's, in the same transaction. Already ended: nothing. */
export function dropLock(db: Database, request: RequestId): void {
  transaction(db, () =>
    run(
      db,
      "UPDATE lock_request SET state = 'gone' WHERE request = ? AND state IN ('asked', 'held')",
      [request],
    ),
  );
}

/** Gives up every request that the cart before held and the cart after does not. Both are the caller's, in the same transaction. */
export function dropLeft(db: Database, before: Cart, after: Cart): void {
  const kept = cartRequests(after);
  for (const request of cartRequests(before)) if (!kept.includes(request)) dropLock(db, request);
}

/**
 * Ends a request with a fault that the cashier will read: *refused* by headquarters (R2), or *gone* without answer or broken (R3). The same
 * end may come again.
 */
export function endLock(
  db: Database,
  request: RequestId,
  state: 'refused' | 'gone',
  why: Fault,
): void {
  transaction(db, () => {
    const text = JSON.stringify(why);
    const changed = run(
      db,
      'UPDATE lock_request SET state = ?, fault = ?, read = 0 WHERE request = ?',
      [state, text, request],
    );
    assert(changed === 1, `request ${request} is known`);
  });
}

/** *asked* becomes *held* with its grant (R1). `sealedNumber`: the reserved memo number, encrypted. */
export function holdLock(
  db: Database,
  request: RequestId,
  facts: {
    readonly grant: SignedGrant;
    readonly heldAt: Instant;
    readonly sealedNumber: string | null;
  },
): void {
  transaction(db, () => {
    const changed = run(
      db,
      `UPDATE lock_request SET state = 'held', last4 = ?, signed_grant = ?, held_at = ?, sealed_number = ?
       WHERE request = ? AND state = 'asked'`,
      [
        facts.grant.grant.instrument.last4,
        JSON.stringify(facts.grant),
        facts.heldAt,
        facts.sealedNumber,
        request,
      ],
    );
    assert(changed === 1, `request ${request} was asked`);
  });
}

/** *held* becomes *spent*, inside the commit. A request that is not held is a bug: its grant is good for one commit (R6). */
export function spendLocks(db: Database, requests: readonly RequestId[]): void {
  transaction(db, () => {
    for (const request of requests) {
      const changed = run(
        db,
        "UPDATE lock_request SET state = 'spent' WHERE request = ? AND state = 'held'",
        [request],
      );
      assert(changed === 1, `request ${request} is held`);
    }
  });
}

/** *spent* becomes *done*: its entry was answered (R4). Any other state stays. */
export function markDone(db: Database, request: RequestId): void {
  transaction(db, () =>
    run(db, "UPDATE lock_request SET state = 'done' WHERE request = ? AND state = 'spent'", [
      request,
    ]),
  );
}

/** Forgets the reserved memo numbers of a sale: its vouchers are printed. */
export function forgetNumbers(db: Database, sale: SaleId): void {
  transaction(db, () =>
    run(db, 'UPDATE lock_request SET sealed_number = NULL WHERE sale = ?', [sale]),
  );
}

/** Process start (R8): *asked* becomes *gone*, and so does *held* that is not in the open cart. */
export function startLocks(db: Database): void {
  transaction(db, () => {
    const cart = readOpenCart(db);
    const kept = cart === null ? [] : cartRequests(cart);
    for (const row of wanted(db)) {
      const lost = row.state === 'held' && !kept.includes(row.request);
      if (row.state === 'asked' || lost) dropLock(db, row.request);
    }
  });
}
