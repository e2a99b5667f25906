/** A connection to the database file, durable and strict: what is set is read back. */
import BetterSqlite3 from 'better-sqlite3';
import { assert } from '../../shared/fault.ts';
import { unlock, type DatabaseKey } from './key.ts';
import { reserveFile } from './rights.ts';

const wanted = {
  journal_mode: ['WAL', 'wal'],
  synchronous: ['FULL', 2],
  foreign_keys: ['ON', 1],
  recursive_triggers: ['ON', 1],
  cell_size_check: ['ON', 1],
  // What SQLite sorts in files of its own would lie there unencrypted.
  temp_store: ['MEMORY', 2],
} as const;

/** How long a statement waits for the other thread of this program, in milliseconds. */
const patience = 5_000;

/**
 * Opens the file, made when absent; `key` null for one that is not encrypted. Throws SQLite's own failures (SQLITE_NOTADB for another key);
 * a setting that does not hold is a bug.
 */
export function connect(file: string, key: DatabaseKey | null): BetterSqlite3.Database {
  reserveFile(file);
  const sql = new BetterSqlite3(file, { timeout: patience });
  try {
    if (key !== null) unlock(sql, key);
    for (const [name, [setting]] of Object.entries(wanted)) sql.pragma(`${name} = ${setting}`);
    for (const [name, [, value]] of Object.entries(wanted)) {
      const found: unknown = sql.pragma(name, { simple: true });
      assert(found === value, `${name} is ${value}, not ${String(found)}`);
    }
    return sql;
  } catch (error) {
    sql.close();
    throw error;
  }
}

/** Whether SQLite finds the file sound. A file that is not a database at all throws. */
export const isSound = (sql: BetterSqlite3.Database): boolean =>
  sql.pragma('quick_check(1)', { simple: true }) === 'ok';
