/** HOLD statements: numbered, durable before they leave, told apart for ever by random ids (PROTOCOL sections 2 and 3.2). */
import { assert } from '../../shared/fault.ts';
import type { Chance, RequestId } from '../../shared/identity.ts';
import type { Hold, HoldId, HoldRef, Want } from '../../shared/lock.ts';
import { readIdentity } from './identity.ts';
import { journalHead } from './journal.ts';
import { wanted, type LockRow } from './locks.ts';
import type { Database } from './open.ts';
import { all, one, run, type Cell } from './statement.ts';
import { transaction } from './transaction.ts';

/** One statement as stored. `place`: in the order the register wrote or learned of it; `answered`: headquarters acted on it. */
export type HoldRow = HoldRef & {
  readonly place: number;
  readonly epoch: number;
  readonly answered: boolean;
};

type Cells = Omit<HoldRow, 'answered'> & { readonly answered: number };

const select = (db: Database, where: string, cells: readonly Cell[] = []): HoldRow[] =>
  all<Cells>(
    db,
    `SELECT place, incarnation, seq, id, epoch, answered FROM hold WHERE ${where}`,
    cells,
  ).map((row) => ({
    ...row,
    answered: row.answered === 1,
  }));

/** The newest statement, written or learned. */
export const lastHold = (db: Database): HoldRow | null =>
  select(db, 'TRUE ORDER BY place DESC LIMIT 1')[0] ?? null;

export const findHold = (db: Database, id: HoldId): HoldRow | null =>
  select(db, 'id = ?', [id])[0] ?? null;

/** Ids of the requests that a stored HOLD wants. */
const wantsOf = (db: Database, id: HoldId): RequestId[] =>
  all<{ request: RequestId }>(db, 'SELECT request FROM hold_want WHERE hold = ?', [id]).map(
    (row) => row.request,
  );

/** Whether the newest HOLD already states what is wanted now, in this incarnation and epoch. */
export function isStated(db: Database): boolean {
  const identity = readIdentity(db);
  const last = lastHold(db);
  if (identity === null || last === null) return false;
  const stated = wantsOf(db, last.id);
  const wants = wanted(db);
  return (
    last.incarnation === identity.incarnation &&
    last.epoch === identity.epoch &&
    stated.length === wants.length &&
    wants.every((row) => stated.includes(row.request))
  );
}

/**
 * The HOLD to send now: a new one when wants, incarnation or epoch differ from the last, else the last one again (PROTOCOL 3.2). Numbers
 * and PINs are not in it; the caller adds them from memory.
 */
export function nextHold(db: Database, chance: Chance): Hold {
  return transaction(db, () => {
    const identity = readIdentity(db);
    assert(identity !== null, 'a register that states its wants has an identity');
    if (!isStated(db)) {
      const seq =
        1 + (one<{ seq: number | null }>(db, 'SELECT max(seq) AS seq FROM hold')?.seq ?? 0);
      const hold: HoldRef = { incarnation: identity.incarnation, seq, id: chance.id() };
      run(db, 'INSERT INTO hold (incarnation, seq, id, epoch) VALUES (?, ?, ?, ?)', [
        hold.incarnation,
        hold.seq,
        hold.id,
        identity.epoch,
      ]);
      for (const row of wanted(db)) {
        run(db, 'INSERT INTO hold_want (hold, request) VALUES (?, ?)', [hold.id, row.request]);
      }
    }
    const last = lastHold(db);
    assert(last !== null, 'there is a HOLD');
    return {
      incarnation: last.incarnation,
      seq: last.seq,
      id: last.id,
      register: identity.register,
      predecessors: predecessors(db, last),
      epoch: last.epoch,
      head: journalHead(db),
      wants: wants(db, last),
    };
  });
}

/** As many as a HOLD may name. */
const mostPredecessors = 10_000;

/** Ids of the HOLDs before this one, back to the last one answered. */
function predecessors(db: Database, hold: HoldRow): HoldId[] {
  const last = select(db, 'answered = 1 AND place < ? ORDER BY place DESC LIMIT 1', [
    hold.place,
  ])[0];
  const rows = select(db, 'place >= ? AND place < ? ORDER BY place DESC LIMIT ?', [
    last?.place ?? 0,
    hold.place,
    mostPredecessors,
  ]);
  return rows.map((row) => row.id).toReversed();
}

/** Grants travel until headquarters answered a HOLD of this incarnation and epoch; those of open sales always. */
function wants(db: Database, hold: HoldRow): Want[] {
  const heard =
    select(db, 'answered = 1 AND incarnation = ? AND epoch = ? LIMIT 1', [
      hold.incarnation,
      hold.epoch,
    ]).length > 0;
  return wanted(db).map((row) => want(row, row.state === 'held' || !heard));
}

const want = (row: LockRow, withGrant: boolean): Want => ({
  request: row.request,
  kind: row.kind,
  purpose: row.purpose,
  sale: row.sale,
  cashier: row.cashier,
  currency: row.currency,
  amount: row.amount,
  ...(withGrant && row.grant !== null ? { grant: row.grant } : {}),
});

/** Headquarters acted on the HOLD: later ones need to name no predecessor before it. */
export function markAnswered(db: Database, id: HoldId): void {
  transaction(db, () => run(db, 'UPDATE hold SET answered = 1 WHERE id = ?', [id]));
}

/** Headquarters remembers less than it answered (R9): predecessors go back to the HOLD that it named. */
export function reopenAfter(db: Database, named: HoldRow): void {
  transaction(db, () => {
    run(db, 'UPDATE hold SET answered = 0 WHERE place > ?', [named.place]);
    markAnswered(db, named.id);
  });
}
