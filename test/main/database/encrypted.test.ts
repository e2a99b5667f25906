import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { expect, it } from 'vitest';
import { backupDatabase, backupPath } from '../../../main/database/backup.ts';
import { applyFeed, jobVersions } from '../../../main/database/feed.ts';
import { isPlain, type DatabaseKey } from '../../../main/database/key.ts';
import { copyBefore, migrate, migrations } from '../../../main/database/migrate.ts';
import { openDatabase } from '../../../main/database/open.ts';
import { compareWitness } from '../../../main/database/recovery.ts';
import { findSale } from '../../../main/database/sales.ts';
import { openWitness } from '../../../main/database/witness.ts';
import { makeProduct } from '../../make/product.ts';
import {
  clock,
  closeFile,
  key,
  must,
  newFolder,
  openActivated,
  openFile,
  sellMug,
} from './file.ts';

const otherKey = Uint8Array.from(key).reverse();
const code = (file: string, secret?: DatabaseKey): string => {
  const port = secret === undefined ? undefined : () => ({ ok: true, value: secret }) as const;
  const opened = openDatabase(file, { clock, key: port });
  return opened.ok ? 'opened' : opened.fault.code;
};
const newFile = (): string => join(newFolder(), 'register.db');

it('is unreadable from its first byte on, in file, log and copy', async () => {
  const db = openActivated(newFile(), key);
  const { sale } = sellMug(db);
  db.sql.pragma('wal_checkpoint');
  must(await backupDatabase(db));
  expect(migrate(db, db.file, [...migrations, { version: 9990, sql: 'SELECT 1' }]).ok).toBe(true);
  const files = [db.file, `${db.file}-wal`, backupPath(db.file), copyBefore(db.file, 9990)];
  for (const file of files) {
    const bytes = readFileSync(file);
    expect(bytes.length).toBeGreaterThanOrEqual(4096);
    for (const text of [sale.receipt, 'CREATE TABLE', 'journal', 'SQLite format'])
      expect(bytes.includes(text), `${text} in ${file}`).toBe(false);
  }
});

it('opens with its own key only, and is not touched without it', async () => {
  const db = openActivated(newFile(), key);
  must(await backupDatabase(db));
  closeFile(db);
  const bytes = readFileSync(db.file);
  expect(code(db.file)).toBe('database.damaged');
  expect(code(db.file, otherKey)).toBe('database.damaged');
  expect(() => new BetterSqlite3(db.file).pragma('user_version')).toThrow('not a database');
  expect(readFileSync(db.file).equals(bytes)).toBe(true);
  expect(code(db.file, key)).toBe('opened');
});

const damages: Readonly<Record<string, (file: string) => void>> = {
  'one changed byte': (file) => {
    const bytes = readFileSync(file);
    bytes.writeUInt8(bytes.readUInt8(5000) ^ 1, 5000);
    writeFileSync(file, bytes);
  },
  'another first page': (file) => writeFileSync(file, readFileSync(file).fill(7, 0, 4096)),
  'the beginning of a plain file': (file) => {
    const bytes = readFileSync(file);
    bytes.write('SQLite format 3\0');
    writeFileSync(file, bytes);
  },
  'half of it gone': (file) => truncateSync(file, 8192),
  'all of it gone': (file) => truncateSync(file, 0),
};

for (const [name, damage] of Object.entries(damages))
  it(`is restored from an encrypted copy after ${name}, and the witness gives back the rest`, async () => {
    const folder = newFolder();
    const witness = openWitness(join(folder, 'witness'));
    const db = openActivated(join(folder, 'register.db'), key);
    const first = sellMug(db, 500, 'sale-1');
    must(witness.append(first.entry, first.number));
    must(await backupDatabase(db));
    const last = sellMug(db, 700, 'sale-2');
    must(witness.append(last.entry, last.number));
    closeFile(db);
    damage(db.file);
    const restored = openFile(db.file, key);
    expect(restored.opened.restoredFrom).toBe(backupPath(db.file));
    expect(compareWitness(restored, witness)).toEqual({ ok: true, value: 1 });
    expect(findSale(restored, last.sale.receipt)?.id).toBe('sale-2');
    expect(isPlain(db.file)).toBe(false);
  });

it('gives its key to the thread that applies many products', async () => {
  const db = openActivated(newFile(), key);
  const rows = Array.from({ length: 600 }, (_, n) => {
    const body = makeProduct(n, 2000 + n);
    return { id: body.id, deleted: false, body };
  });
  must(await applyFeed(db, { job: '1040', version: 3, full: true, rows, next: null }, true));
  expect(jobVersions(db)['1040']).toBe(3);
  expect(readFileSync(db.file).includes(rows[0]?.body.name.en ?? '')).toBe(false);
});

it('keeps what SQLite sorts in memory', () => {
  const db = openFile(newFile(), key);
  expect(db.sql.pragma('temp_store', { simple: true })).toBe(2);
});
