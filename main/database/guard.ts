/** One process per database file: an exclusive transaction on a small file beside it, which the system ends with the process. */
import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { ok, type Result } from '../../shared/fault.ts';
import { guarded } from './failure.ts';
import { reserveFile } from './rights.ts';

/** Holds the database file for this process; `release` lets it go. */
export type Guard = { readonly release: () => void };

/** Takes the guard of a database file, making its folder when absent. Faults: database.inUse, database.readOnly. */
export const takeGuard = (file: string): Result<Guard> =>
  guarded(() => {
    // Not recursively: Node never comes back from that where nothing can be made.
    if (!existsSync(dirname(file))) mkdirSync(dirname(file));
    reserveFile(`${file}.lock`);
    const sql = new BetterSqlite3(`${file}.lock`, { timeout: 0 });
    try {
      sql.exec('BEGIN EXCLUSIVE');
    } catch (error) {
      sql.close();
      throw error;
    }
    return ok({ release: () => sql.close() });
  });
