/** Transactions: all or nothing, synchronous, told to those who watch once the outermost one is committed. */
import type BetterSqlite3 from 'better-sqlite3';
import { assert, type Result } from '../../shared/fault.ts';
import { failureOf } from './failure.ts';
import type { Connection } from './statement.ts';
import { beginWrite, endWrite, type Turn } from './turn.ts';

/** A connection that writes: its changes may be watched, and it may share the file with a thread. */
export type Writer = Connection & {
  readonly changed?: { readonly tell: () => void };
  readonly turn?: Turn;
};

/** Leaves the work behind without a trace, carrying what it said. */
class Undone<T> extends Error {
  readonly result: Result<T>;
  constructor(result: Result<T>) {
    super('undone');
    this.result = result;
  }
}

/**
 * Runs the work in BEGIN IMMEDIATE ... COMMIT and answers what it answers. A call inside another one joins it: the outermost decides.
 * What the work throws undoes everything and is thrown on. Work that answers a promise is refused: a transaction never waits.
 */
export function transaction<T>(db: Writer, work: () => T): T {
  if (db.sql.inTransaction) return settled(work());
  if (db.turn) beginWrite(db.turn);
  try {
    db.sql.exec('BEGIN IMMEDIATE');
    const value = settled(work());
    db.sql.exec('COMMIT');
    db.changed?.tell();
    return value;
  } finally {
    // Still open only after a failure that SQLite did not undo itself.
    if (db.sql.inTransaction) db.sql.exec('ROLLBACK');
    if (db.turn) endWrite(db.turn);
  }
}

/**
 * Like `transaction`, but a failed Result undoes what the work did; inside another transaction only that part is undone. A full disk, a
 * file that may not be written and a damaged file become faults: database.full, database.readOnly, database.damaged.
 */
export function attempt<T>(db: Writer, work: () => Result<T>): Result<T> {
  const nested = db.sql.inTransaction;
  try {
    return nested ? savepoint(db.sql, work) : transaction(db, () => demand(work()));
  } catch (error) {
    if (error instanceof Undone) return error.result as Result<T>;
    const failure = failureOf(error);
    // Inside another transaction only the outermost can undo the failure, so it travels on.
    if (failure === undefined || nested) throw error;
    return { ok: false, fault: failure };
  }
}

function savepoint<T>(sql: BetterSqlite3.Database, work: () => Result<T>): Result<T> {
  sql.exec('SAVEPOINT attempt');
  try {
    const result = demand(settled(work()));
    sql.exec('RELEASE attempt');
    return result;
  } catch (error) {
    // SQLite undoes the whole transaction itself after some failures, such as a full disk.
    if (sql.inTransaction) sql.exec('ROLLBACK TO attempt; RELEASE attempt');
    throw error;
  }
}

function demand<T>(result: Result<T>): Result<T> {
  if (!result.ok) throw new Undone(result);
  return result;
}

function settled<T>(value: T): T {
  const waits = typeof value === 'object' && value !== null && 'then' in value;
  assert(!waits, 'the work of a transaction is synchronous');
  return value;
}
