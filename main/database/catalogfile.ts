/**
 * The file that the products are in, beside the database (docs/decisions/0011): head office's data, which nobody at the counter changes, so
 * that loading a million of them never makes the counter wait. A full load is another file, of the next generation; the database says which
 * one counts.
 */
import { existsSync, rmSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';
import type { Instant } from '../../shared/identity.ts';
import { catalogCopy, restoreCopy } from './backup.ts';
import { filesBeside } from './beside.ts';
import { first } from './catalogshape.ts';
import { connect, isSound } from './connection.ts';
import { encryptFile } from './encrypt.ts';
import { failureOf } from './failure.ts';
import { currentGeneration, forgetJob, readJob, saveJob } from './jobs.ts';
import { isPlain, type DatabaseKey } from './key.ts';
import { migrate, schemaVersion } from './migrate.ts';
import { one, run, type Connection } from './statement.ts';
import { isSuspect } from './suspicion.ts';
import { transaction, type Writer } from './transaction.ts';

const job = '1040';
const shape = [first];

/** The catalog as the counter reads it. A load turns it to another file. */
export type Catalog = {
  readonly sql: BetterSqlite3.Database;
  /** Null before the first load. */
  readonly file: string | null;
  readonly turnTo: (generation: number) => void;
  readonly close: () => void;
};

/** A database with its catalog. */
export type Shelved = { readonly catalog: Catalog };

/** A version of products. */
export type CatalogVersion = { readonly version: number; readonly full: boolean };

export const catalogPath = (file: string, generation: number): string =>
  `${file}.catalog-${generation}`;

/** Opens the products that count. A file that is lost or damaged gives way to its copy, or else all are loaded again. Throws SQLite's failures. */
export function openCatalog(db: Writer, file: string, key: DatabaseKey | null): Catalog {
  const generation = currentGeneration(db, job);
  let sql = generation === 0 ? null : openOrRestore(file, generation, key);
  if (sql === null) forgetJob(db, job);
  else noteVersion(db, { sql });
  sweep(file, sql === null ? 0 : generation);
  let path = sql === null ? null : catalogPath(file, generation);
  sql ??= emptyCatalog();
  let current = sql;
  return {
    get sql() {
      return current;
    },
    get file() {
      return path;
    },
    turnTo: (next) => {
      const before = { sql: current, path };
      path = catalogPath(file, next);
      current = connect(path, key);
      before.sql.close();
      if (before.path !== null) removeFile(before.path);
    },
    close: () => current.close(),
  };
}

/** Another connection to a catalog that is somebody else's. */
export function borrowCatalog({ file, sql }: Catalog, key: DatabaseKey | null): Catalog {
  const own = file === null ? emptyCatalog() : connect(file, key);
  return {
    sql: own,
    file,
    turnTo: () => {
      throw new Error(`the catalog ${sql.name} is not this database's own`);
    },
    close: () => own.close(),
  };
}

/** A new file of the generation, empty, not durable before it is synced whole; what lies there is of a load that did not end. Throws SQLite's own failures. */
export function createCatalog(
  file: string,
  generation: number,
  key: DatabaseKey | null,
): BetterSqlite3.Database {
  const path = catalogPath(file, generation);
  removeFile(path);
  const sql = connect(path, key);
  sql.pragma('synchronous = OFF');
  migrate({ sql }, path, shape);
  return sql;
}

/** What the content is, for a start after a crash between it and the note of it; inside the transaction of the content. */
export function markVersion(catalog: Writer, { version, full }: CatalogVersion, at: Instant): void {
  run(catalog, 'DELETE FROM applied');
  run(catalog, 'INSERT INTO applied (version, applied, full) VALUES (?, ?, ?)', [
    version,
    at,
    full ? 1 : 0,
  ]);
}

function emptyCatalog(): BetterSqlite3.Database {
  const sql = new BetterSqlite3(':memory:');
  sql.exec(first.sql);
  return sql;
}

function openOrRestore(
  file: string,
  generation: number,
  key: DatabaseKey | null,
): BetterSqlite3.Database | null {
  const path = catalogPath(file, generation);
  const own = openSound(path, key);
  if (own !== null) return own;
  removeFile(path);
  const copy = catalogCopy(file);
  if (!existsSync(copy)) return null;
  restoreCopy(copy, path);
  return openSound(path, key);
}

/** Null when the file is not there or not sound. */
function openSound(path: string, key: DatabaseKey | null): BetterSqlite3.Database | null {
  if (!existsSync(path)) return null;
  let sql: BetterSqlite3.Database | undefined;
  try {
    if (key !== null && isPlain(path) && !encryptFile(path, key).ok) return null;
    const isRead = isSuspect(path);
    sql = connect(path, key);
    const isGood = !isRead || isSound(sql);
    if (isGood && schemaVersion({ sql }) > 0 && migrate({ sql }, path, shape).ok) return sql;
  } catch (error) {
    if (failureOf(error)?.code !== 'database.damaged') throw error;
  }
  sql?.close();
  return null;
}

type Applied = { readonly version: number; readonly applied: Instant; readonly full: 0 | 1 };

/** The content tells its version best: a crash, or an older database, may have kept the note of it back. */
function noteVersion(db: Writer, catalog: Connection): void {
  const content = one<Applied>(catalog, 'SELECT version, applied, full FROM applied');
  const noted = readJob(db, job);
  if (content === undefined || noted === undefined || content.version === noted.version) return;
  const { version, applied } = content;
  transaction(db, () =>
    saveJob(db, { job, version, full: content.full === 1 }, applied, noted.generation),
  );
}

/** Removes the files of other generations: of loads that did not end, and what another program still read when its turn was over. */
function sweep(file: string, generation: number): void {
  for (const path of filesBeside(file, '.catalog-')) {
    if (path.startsWith(catalogPath(file, generation))) continue;
    removeFile(path);
  }
}

function removeFile(path: string): void {
  for (const ending of ['', '-wal', '-shm', '-journal', '.encrypted', '.suspect'])
    rmSync(path + ending, { force: true });
}
