/** A large file is not read through while somebody waits for the start; what is damaged in it is found after, and mended at the next one. */
import { closeSync, existsSync, openSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { beforeEach, expect, it } from 'vitest';
import { checkDatabase } from '../../../main/app/check/machine.ts';
import { backupDatabase, backupPath } from '../../../main/database/backup.ts';
import { ok } from '../../../shared/fault.ts';
import { closeFile, must, openActivated, openFile } from './file.ts';

let file = '';

/** A file of 20 MB with a sound copy, closed in order, in which a page far from all that a start asks is damaged. */
beforeEach(async () => {
  const db = openActivated();
  ({ file } = db);
  db.sql.exec(`CREATE TABLE far (body BLOB) STRICT;
    INSERT INTO far WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
      SELECT randomblob(3500) FROM n`);
  must(await backupDatabase(db));
  closeFile(db);
  const pages = statSync(file).size / 4096;
  expect(pages, 'over 16 MB').toBeGreaterThan(4096);
  const descriptor = openSync(file, 'r+');
  writeSync(descriptor, Buffer.alloc(4096, 0xa5), 0, 4096, Math.floor(pages / 2) * 4096);
  closeSync(descriptor);
});

it('is found by the next copy, which leaves the earlier one, and restored by the next start', async () => {
  const db = openFile(file);
  expect(db.opened.restoredFrom, 'the start did not read it').toBeNull();
  const copy = statSync(backupPath(file)).mtimeMs;
  expect(await backupDatabase(db)).toMatchObject({
    ok: false,
    fault: { code: 'database.damaged' },
  });
  expect(statSync(backupPath(file)).mtimeMs).toBe(copy);
  closeFile(db);
  const again = openFile(file);
  expect(again.opened.restoredFrom).toBe(backupPath(file));
  expect(again.sql.pragma('quick_check(1)', { simple: true })).toBe('ok');
  expect(existsSync(`${file}.suspect`)).toBe(false);
});

it('is restored by the next start when `holdfast --check` has found it', () => {
  expect(checkDatabase(file, ok(null)).row).toMatchObject({ state: 'failed', code: 'damaged' });
  expect(openFile(file).opened.restoredFrom).toBe(backupPath(file));
});

it('is restored at once after an end that was not orderly', () => {
  writeFileSync(`${file}-wal`, 'begun');
  expect(openFile(file).opened.restoredFrom).toBe(backupPath(file));
});

it('is not read through after a cut before which nothing was written: the log is there, and empty', () => {
  writeFileSync(`${file}-wal`, '');
  expect(openFile(file).opened.restoredFrom).toBeNull();
});
