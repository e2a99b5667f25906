import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openDatabase } from '../../../main/database/open.ts';
import { readOpenCart } from '../../../main/database/carts.ts';
import { readSetting, writeSetting } from '../../../main/database/settings.ts';
import { clock, closeFile, newFolder, openFile } from './file.ts';
import { startRival } from './rivals.ts';

const code = (file: string): string => {
  const opened = openDatabase(file, { clock });
  return opened.ok ? 'opened' : opened.fault.code;
};

it('is durable and strict', () => {
  const { sql } = openFile();
  const read = (name: string): unknown => sql.pragma(name, { simple: true });
  expect(read('journal_mode')).toBe('wal');
  expect(read('synchronous')).toBe(2);
  expect(read('foreign_keys')).toBe(1);
  expect(read('recursive_triggers')).toBe(1);
});

it('says that it was checked and found sound', () => {
  expect(openFile().opened).toEqual({
    checkedAt: clock.now(),
    sound: true,
    restoredFrom: null,
    setAside: null,
  });
});

it('is open once, and again after it was closed', () => {
  const db = openFile();
  expect(code(db.file)).toBe('database.inUse');
  writeSetting(db, 'theme', 'dark');
  closeFile(db);
  expect(readSetting(openFile(db.file), 'theme')).toBe('dark');
});

it('belongs to one process until that is killed', async () => {
  const file = join(newFolder(), 'register.db');
  const rival = await startRival(file, 'hold');
  expect(rival.word).toBe('held');
  expect(code(file)).toBe('database.inUse');
  await rival.kill();
  const db = openFile(file);
  expect((await startRival(file, 'hold')).word).toBe('database.inUse');
  expect(readSetting(db, 'theme')).toBeNull();
});

it('knows nothing of a transaction in which its process was killed', async () => {
  const file = join(newFolder(), 'register.db');
  const rival = await startRival(file, 'midway');
  expect(rival.word).toBe('midway');
  await rival.kill();
  const db = openFile(file);
  expect(readSetting(db, 'before')).toBe('kept');
  expect(readSetting(db, 'midway')).toBeNull();
  expect(readOpenCart(db)).toBeNull();
});

it('refuses a file from the future and leaves it as it is', () => {
  const db = openFile();
  db.sql.pragma('user_version = 99990');
  closeFile(db);
  const before = readFileSync(db.file);
  const opened = openDatabase(db.file, { clock });
  expect(opened).toMatchObject({
    ok: false,
    fault: { code: 'database.newer', data: { version: 99990 } },
  });
  expect(readFileSync(db.file).equals(before)).toBe(true);
  expect(code(db.file)).toBe('database.newer');
});

it('says when nothing can be written there', () => {
  const folder = newFolder();
  expect(code(join(folder, 'no', 'such', 'register.db'))).toBe('database.readOnly');
  writeFileSync(join(folder, 'plain'), '');
  expect(code(join(folder, 'plain', 'register.db'))).toBe('database.readOnly');
});
