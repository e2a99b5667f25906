import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { backupDatabase, backupPath } from '../../../main/database/backup.ts';
import { readOpenCart, saveOpenCart } from '../../../main/database/carts.ts';
import { readIdentity } from '../../../main/database/identity.ts';
import { journalHeads, knownHashes, nextNumber } from '../../../main/database/journal.ts';
import { openDatabase, type Database } from '../../../main/database/open.ts';
import { compareWitness } from '../../../main/database/recovery.ts';
import { findSale, nextReceiptSequence } from '../../../main/database/sales.ts';
import { openWitness } from '../../../main/database/witness.ts';
import { emptyCart } from '../../shared/sample.ts';
import {
  clock,
  closeFile,
  must,
  newFolder,
  note,
  openActivated,
  openFile,
  sellMug,
} from './file.ts';

/** A register with a backup after its first sale, and a witness that saw the second one too. */
async function makeUsed() {
  const folder = newFolder();
  const db = openActivated(join(folder, 'register.db'));
  const witness = openWitness(join(folder, 'witness'));
  const first = sellMug(db, 500, 'sale-1');
  must(witness.append(first.entry, first.number));
  saveOpenCart(db, emptyCart);
  must(await backupDatabase(db));
  for (let n = 0; n < 50; n += 1) note(db, `${n} ${'x'.repeat(300)}`);
  const last = sellMug(db, 700, 'sale-2');
  must(witness.append(last.entry, last.number));
  closeFile(db);
  return { file: db.file, witness, first, last };
}

function overwritePage(file: string, page: number): void {
  const descriptor = openSync(file, 'r+');
  writeSync(descriptor, Buffer.alloc(4096, 0xa5), 0, 4096, (page - 1) * 4096);
  closeSync(descriptor);
}

/** The page of the file on which the entries lie. */
function journalPage(file: string): number {
  const db = openFile(file);
  const page = db.sql
    .prepare<[], { rootpage: number }>("SELECT rootpage FROM sqlite_schema WHERE name = 'journal'")
    .get();
  closeFile(db);
  return page?.rootpage ?? 0;
}

function expectRestored(db: Database, used: Awaited<ReturnType<typeof makeUsed>>): void {
  expect(db.opened.restoredFrom).toBe(backupPath(used.file));
  expect(findSale(db, used.first.sale.receipt)?.id).toBe('sale-1');
  expect(readOpenCart(db), 'its sale may have been finished').toBeNull();
  expect(readIdentity(db)?.incarnation).toBe(2);
  expect(compareWitness(db, used.witness)).toEqual({ ok: true, value: 1 });
  expect(findSale(db, used.last.sale.receipt)?.id).toBe('sale-2');
  expect(nextNumber(db)).toBe(used.last.number + 1);
  expect(nextReceiptSequence(db)).toBe(3);
  expect(readIdentity(db)?.incarnation).toBe(3);
  expect(journalHeads(db)).toHaveLength(2);
  note(db, 'the first after the restore names both');
  expect(journalHeads(db)).toHaveLength(1);
  expect(compareWitness(db, used.witness)).toEqual({ ok: true, value: null });
}

const damages: Readonly<Record<string, (file: string) => void>> = {
  'a damaged page': (file) => overwritePage(file, journalPage(file)),
  'a damaged first page': (file) => overwritePage(file, 1),
  'half of it gone': (file) => truncateSync(file, Math.floor(statSync(file).size / 8192) * 4096),
  'all of it gone': (file) => truncateSync(file, 0),
  'other bytes in its place': (file) => writeFileSync(file, 'not a database at all\n'.repeat(500)),
};

for (const [name, damage] of Object.entries(damages)) {
  it(`sets aside a file with ${name} and restores the last good copy`, async () => {
    const used = await makeUsed();
    damage(used.file);
    const bytes = readFileSync(used.file);
    const db = openFile(used.file);
    const aside = db.opened.setAside ?? '';
    expect(readFileSync(aside).equals(bytes)).toBe(true);
    expectRestored(db, used);
  });
}

it('restores a file that was deleted', async () => {
  const used = await makeUsed();
  rmSync(used.file);
  const db = openFile(used.file);
  expect(existsSync(used.file)).toBe(true);
  expectRestored(db, used);
});

it('touches nothing when there is no copy', async () => {
  const used = await makeUsed();
  rmSync(backupPath(used.file));
  overwritePage(used.file, 1);
  const bytes = readFileSync(used.file);
  const opened = openDatabase(used.file, { clock });
  expect(opened).toMatchObject({ ok: false, fault: { code: 'database.damaged', retry: 'no' } });
  expect(readFileSync(used.file).equals(bytes)).toBe(true);
});

it('does not restore from a copy that is damaged itself', async () => {
  const used = await makeUsed();
  overwritePage(backupPath(used.file), 1);
  overwritePage(used.file, 1);
  expect(openDatabase(used.file, { clock })).toMatchObject({
    ok: false,
    fault: { code: 'database.damaged' },
  });
});

it('keeps the earlier copy while a new one cannot be written', async () => {
  const db = openActivated();
  const copy = join(newFolder(), 'no', 'copy');
  expect(await backupDatabase(db, copy)).toMatchObject({
    ok: false,
    fault: { code: 'database.readOnly' },
  });
  expect(existsSync(copy)).toBe(false);
});

it('finds what the witness saw and the database forgot, also when only its number is left', () => {
  const folder = newFolder();
  const witness = openWitness(join(folder, 'witness'));
  const ahead = openActivated();
  const entries = [1, 2, 3].map((n) => sellMug(ahead, 100 * n, `sale-${n}`));
  for (const { entry, number } of entries) must(witness.append(entry, number));
  must(witness.drop(entries.map(({ entry }) => entry.hash)));
  const behind = openActivated();
  expect(compareWitness(behind, witness)).toEqual({ ok: true, value: 0 });
  expect(nextNumber(behind)).toBe(4);
  expect(nextReceiptSequence(behind)).toBe(4);
  expect(readIdentity(behind)?.incarnation).toBe(2);
});

it('writes into the witness what a crash kept from it', () => {
  const witness = openWitness(join(newFolder(), 'witness'));
  const db = openActivated();
  const first = note(db, 'seen');
  must(witness.append(first.entry, first.number));
  const second = note(db, 'unseen');
  expect(compareWitness(db, witness)).toEqual({ ok: true, value: null });
  expect(witness.read().map((entry) => entry.hash)).toEqual([first.entry.hash, second.entry.hash]);
  expect(knownHashes(db, [second.entry.hash]).size).toBe(1);
});
