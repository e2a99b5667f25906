/** Copies of the database from which a damaged one is restored. */
import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  globSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';
import type { Result } from '../../shared/fault.ts';
import { isSound } from './connection.ts';
import { failureCode } from './failure.ts';
import { run, type Connection } from './statement.ts';
import { runWorker } from './workers.ts';

/** Where the running copy of a database lies. */
export const backupPath = (file: string): string => `${file}.backup`;

/**
 * Copies the database as it is now, in a thread, and puts the copy in the place of the earlier one when SQLite finds it sound. Faults:
 * database.full, database.readOnly, database.damaged; the earlier copy then stays.
 */
export const backupDatabase = (
  db: { readonly file: string },
  file: string = backupPath(db.file),
): Promise<Result<void>> => runWorker('backup', db.file, { copy: file });

/** Copies through a connection; false when the copy is not sound. For the thread. */
export function copyThrough(db: Connection, copy: string): boolean {
  const fresh = `${copy}.new`;
  rmSync(fresh, { force: true });
  run(db, 'VACUUM INTO ?', [fresh]);
  if (!isSoundFile(fresh)) {
    rmSync(fresh);
    return false;
  }
  makeDurable(fresh);
  renameSync(fresh, copy);
  return true;
}

/** The newest sound copy of a database, made by hand of the clock or before a migration; null when there is none. */
export function lastGoodCopy(file: string): string | null {
  const copies = [backupPath(file), ...globSync(`${escapeGlob(file)}.before-*`)]
    .filter((copy) => existsSync(copy))
    .toSorted((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  return copies.find(isSoundFile) ?? null;
}

/** Puts a copy in the place of a database that was set aside. */
export function restoreCopy(copy: string, file: string): void {
  copyFileSync(copy, `${file}.new`);
  makeDurable(`${file}.new`);
  renameSync(`${file}.new`, file);
}

/** Moves a damaged database with its log to a name of its own; answers that name. `at`: when, as ISO 8601. */
export function setAside(file: string, at: string): string {
  const aside = `${file}.damaged-${at.replaceAll(/[^0-9TZ]/g, '')}`;
  for (const ending of ['-wal', '-shm', '']) {
    if (existsSync(file + ending)) renameSync(file + ending, aside + ending);
  }
  return aside;
}

function isSoundFile(file: string): boolean {
  let sql: BetterSqlite3.Database | undefined;
  try {
    sql = new BetterSqlite3(file, { readonly: true, fileMustExist: true });
    return isSound(sql) && Number(sql.pragma('user_version', { simple: true })) > 0;
  } catch (error) {
    if (failureCode(error) === undefined) throw error;
    return false;
  } finally {
    sql?.close();
  }
}

const escapeGlob = (path: string): string => path.replaceAll(/[[\]{}()*?!+@\\]/g, '\\$&');

function makeDurable(file: string): void {
  const descriptor = openSync(file, 'r+');
  fsyncSync(descriptor);
  closeSync(descriptor);
}
