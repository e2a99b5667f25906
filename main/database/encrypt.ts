/** Encrypts a plain database file once, in its place (docs/decisions/0006). */
import { existsSync, rmSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';
import { assert, done, fail, type Result } from '../../shared/fault.ts';
import { isSound } from './connection.ts';
import { putInPlace, syncFolder } from './durable.ts';
import { unlock, type DatabaseKey } from './key.ts';
import { run } from './statement.ts';

/**
 * Writes an encrypted copy beside the file and puts it in the file's place when SQLite finds it sound. Nobody else may have the file open.
 * What is killed on the way leaves the plain file whole, to be encrypted the next time. Fault: database.damaged (the plain file is).
 * Throws SQLite's own failures.
 */
export function encryptFile(file: string, key: DatabaseKey): Result<void> {
  const fresh = `${file}.encrypted`;
  for (const ending of ['', '-journal']) rmSync(fresh + ending, { force: true });
  if (!foldLog(file)) return fail('database.damaged', { file });
  writeEncrypted(file, fresh, key);
  assert(isWhole(fresh, key), 'SQLite finds sound what it has just copied');
  putInPlace(fresh, file);
  return done;
}

/** Brings the write-ahead log into the file: it would be taken for the log of the encrypted one. False when the file is not sound. */
function foldLog(file: string): boolean {
  const sql = new BetterSqlite3(file);
  try {
    if (!isSound(sql)) return false;
    assert(sql.pragma('journal_mode = DELETE', { simple: true }) === 'delete', 'the log is folded');
  } finally {
    sql.close();
  }
  assert(!existsSync(`${file}-wal`), 'the log is gone');
  // For good, before another file takes the name: a power cut must not bring it back beside that one.
  syncFolder(file);
  return true;
}

/** VACUUM INTO encrypts with the key of the connection's own database, which is an empty one here. */
function writeEncrypted(file: string, fresh: string, key: DatabaseKey): void {
  const empty = `${file}.empty`;
  rmSync(empty, { force: true });
  const sql = new BetterSqlite3(empty);
  try {
    unlock(sql, key);
    sql.pragma('temp_store = MEMORY');
    run({ sql }, "ATTACH ? AS plain KEY ''", [file]);
    run({ sql }, 'VACUUM plain INTO ?', [fresh]);
  } finally {
    sql.close();
    rmSync(empty, { force: true });
  }
}

function isWhole(file: string, key: DatabaseKey): boolean {
  const sql = new BetterSqlite3(file, { readonly: true, fileMustExist: true });
  try {
    unlock(sql, key);
    return isSound(sql);
  } finally {
    sql.close();
  }
}
