/** Copies of the database from which a damaged one is restored. They are encrypted as the database is. */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { done, type Result } from '../../shared/fault.ts';
import type { Instant } from '../../shared/identity.ts';
import { filesBeside } from './beside.ts';
import { isSound } from './connection.ts';
import { putInPlace, syncFolder } from './durable.ts';
import { encryptFile } from './encrypt.ts';
import { failureCode } from './failure.ts';
import { isPlain, unlock, type DatabaseKey } from './key.ts';
import { folderRightsIn } from './rights.ts';
import { run, type Connection } from './statement.ts';
import { suspect } from './suspicion.ts';
import { runWorker } from './workers.ts';

/** Where the running copy of a database lies. */
export const backupPath = (file: string): string => `${file}.backup`;

/** Where the copy of a database's products lies (catalogfile.ts). */
export const catalogCopy = (file: string): string => `${file}.catalog.backup`;

/** The copies of a database, made by hand of the clock or before a migration. */
export const copiesOf = (file: string): string[] =>
  [backupPath(file), ...filesBeside(file, '.before-')].filter((copy) => existsSync(copy));

/**
 * Reads the database through and copies it as it is now, in a thread, and puts the copy in the place of the earlier one when SQLite finds
 * both sound. Faults: database.full, database.readOnly, database.damaged (the next start reads it through); the earlier copy then stays.
 */
export const backupDatabase = (
  db: Kept,
  file: string = backupPath(db.file),
): Promise<Result<void>> => readThrough(db, file);

/** A file that is read through, and its key. */
type Kept = { readonly file: string; readonly key?: DatabaseKey | null };

/** `copy` null: nothing is copied. */
async function readThrough(db: Kept, copy: string | null): Promise<Result<void>> {
  const read = await runWorker('backup', db.file, { copy, key: db.key ?? null });
  const isDamaged = !read.ok && read.fault.code === 'database.damaged';
  const marked = isDamaged ? suspect(db.file) : done;
  return marked.ok ? read : marked;
}

/**
 * Reads the products through as well, and copies them when they changed since the last copy. Faults: as `backupDatabase`; database.damaged says
 * that the products themselves are.
 */
export async function backupCatalog(db: {
  readonly file: string;
  readonly key: DatabaseKey | null;
  readonly catalog: { readonly file: string | null };
}): Promise<Result<void>> {
  const { file } = db.catalog;
  const copy = catalogCopy(db.file);
  if (file === null) return done;
  const isCopied = existsSync(copy) && changedAt(file) <= statSync(copy).mtimeMs;
  return readThrough({ file, key: db.key }, isCopied ? null : copy);
}

const changedAt = (file: string): number =>
  Math.max(...[file, `${file}-wal`].filter(existsSync).map((one) => statSync(one).mtimeMs));

/** Copies through a connection, with its key; false when the copy is not sound. For the thread. */
export function copyThrough(
  db: Connection & { readonly key?: DatabaseKey | null },
  copy: string,
): boolean {
  const fresh = `${copy}.new`;
  rmSync(fresh, { force: true });
  run(db, 'VACUUM INTO ?', [fresh]);
  if (!isSoundFile(fresh, db.key ?? null)) {
    rmSync(fresh);
    return false;
  }
  putInPlace(fresh, copy);
  return true;
}

/** The newest sound copy of a database; null when there is none. */
export function lastGoodCopy(file: string, key: DatabaseKey | null): string | null {
  const newestFirst = copiesOf(file).toSorted((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  return newestFirst.find((copy) => isSoundFile(copy, key)) ?? null;
}

/** Puts a copy in the place of a database that was set aside. */
export function restoreCopy(copy: string, file: string): void {
  copyFileSync(copy, `${file}.new`);
  putInPlace(`${file}.new`, file);
}

/** Encrypts copies from before the database was encrypted; one that is damaged is worth nothing and goes. Throws SQLite's own failures. */
export function encryptCopies(file: string, key: DatabaseKey): void {
  for (const half of [file, backupPath(file)].map((one) => `${one}.new`)) {
    if (isPlain(half)) rmSync(half);
  }
  for (const copy of copiesOf(file).filter(isPlain)) {
    const { mtime, atime } = statSync(copy);
    if (!isSoundFile(copy, null) || !encryptFile(copy, key).ok) rmSync(copy);
    else utimesSync(copy, atime, mtime);
  }
}

const endings = ['-wal', '-shm', ''];

/** Moves a damaged database with its log to a name of its own; answers that name. `at`: when, as ISO 8601. */
export function setAside(file: string, at: Instant): string {
  const aside = `${file}.damaged-${stamp(at)}`;
  for (const ending of endings) {
    if (existsSync(file + ending)) renameSync(file + ending, aside + ending);
  }
  return aside;
}

/** Moves a database that nobody can open any more, its products, its copies and its key into a folder of their own; answers that folder. */
export function setAllAside(file: string, keyfile: string, at: Instant): string {
  const folder = `${file}.sealed-${stamp(at)}`;
  mkdirSync(folder, folderRightsIn(dirname(file)));
  const keys = [keyfile, `${keyfile}.recovery`];
  const all = [...copiesOf(file), ...endings.map((ending) => file + ending), ...keys];
  for (const one of all) {
    if (existsSync(one)) renameSync(one, join(folder, basename(one)));
  }
  syncFolder(file);
  return folder;
}

const stamp = (at: Instant): string => at.replaceAll(/[^0-9TZ]/g, '');

function isSoundFile(file: string, key: DatabaseKey | null): boolean {
  let sql: BetterSqlite3.Database | undefined;
  try {
    const isOpen = isPlain(file);
    sql = new BetterSqlite3(file, { readonly: true, fileMustExist: true });
    if (key !== null && !isOpen) unlock(sql, key);
    return isSound(sql) && Number(sql.pragma('user_version', { simple: true })) > 0;
  } catch (error) {
    if (failureCode(error) === undefined) throw error;
    return false;
  } finally {
    sql?.close();
  }
}
