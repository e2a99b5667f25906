/** The key of the offline database (docs/decisions/0006): 32 bytes without which nobody reads the file, its log or its copies. */
import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import type BetterSqlite3 from 'better-sqlite3';
import { assert, type Result } from '../../shared/fault.ts';

export type DatabaseKey = Uint8Array;
/** Answers the key of a database file; asked while no other process has the file. Fault: keystore.lost. */
export type KeyPort = (file: string) => Result<DatabaseKey>;

export const keyBytes = 32;

/** Tells a connection the key, before anything else: SQLCipher 4, by the raw key, for which no passphrase is worked on. */
export function unlock(sql: BetterSqlite3.Database, key: DatabaseKey): void {
  assert(key.length === keyBytes, `a key has ${keyBytes} bytes`);
  sql.pragma("cipher = 'sqlcipher'");
  sql.pragma('legacy = 4');
  sql.pragma(`key = "x'${Buffer.from(key).toString('hex')}'"`);
}

const plainBeginning = Buffer.from('SQLite format 3\0');

/** Whether the file is a database that anybody can read; an encrypted one begins with random bytes. */
export function isPlain(file: string): boolean {
  if (!existsSync(file)) return false;
  const beginning = Buffer.alloc(plainBeginning.length);
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, beginning);
  } finally {
    closeSync(descriptor);
  }
  return beginning.equals(plainBeginning);
}
