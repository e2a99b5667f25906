/** What went wrong in a transaction only because another one was faster: beginning again is right, and the answer will be right then. */

/** Serialization failure, deadlock, unique index (PostgreSQL); busy, unique index, primary key (SQLite). */
const conflicts: ReadonlySet<string> = new Set([
  '40001',
  '40P01',
  '23505',
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
