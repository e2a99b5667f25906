/** Why a transaction failed: another one was faster, and beginning again is right; or the database does not work; or what it was given is wrong. */

/** Serialization failure, deadlock, unique index, tables changed under a prepared statement (PostgreSQL); busy, unique index, primary key (SQLite). */
const conflicts: ReadonlySet<string> = new Set([
  '40001',
  '40P01',
  '23505',
  '0A000',
  'SQLITE_CONSTRAINT_UNIQUE',
  'SQLITE_CONSTRAINT_PRIMARYKEY',
]);

function code(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : '';
}

/** A race that another transaction won. When it repeats many times it is a bug. */
export const isConflict = (error: unknown): boolean => conflicts.has(code(error));

/** The file is being written by another connection; it will be free soon. */
export const isBusy = (error: unknown): boolean => code(error).startsWith('SQLITE_BUSY');

/** Data that breaks a rule of the tables (PostgreSQL's classes 22 and 23), and what Node finds wrong with a call. */
const wrongInput = /^(?:2[23]\w{3}|SQLITE_(?:CONSTRAINT|MISMATCH|TOOBIG)\w*|ERR_\w+)$/;

/** The database could not be asked, whatever was asked of it: line lost, disk full, too many conflicts. */
export const isDatabaseDown = (error: unknown): boolean =>
  (code(error) !== '' && !wrongInput.test(code(error))) || wasCut(error);

/** The driver of PostgreSQL gives no code to a connection that ended under a query, or could not be had in time. */
const wasCut = (error: unknown): boolean =>
  error instanceof Error &&
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/.test(
    error.message,
  );
