/** The products' own file: what a crash, damage, an older database and an older program leave of it, and what becomes of that. */
import {
  copyFileSync,
  existsSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname } from 'node:path';
import { expect, it } from 'vitest';
import { backupCatalog, backupDatabase, catalogCopy } from '../../../main/database/backup.ts';
import { findProduct, nearProducts, searchProducts } from '../../../main/database/catalog.ts';
import { catalogPath, markVersion } from '../../../main/database/catalogfile.ts';
import { applyFeed, jobVersions } from '../../../main/database/feed.ts';
import { saveJob } from '../../../main/database/jobs.ts';
import { isPlain } from '../../../main/database/key.ts';
import type { Database } from '../../../main/database/open.ts';
import { openPractice, removePractice } from '../../../main/database/practice.ts';
import { putProducts } from '../../../main/database/products.ts';
import { run } from '../../../main/database/statement.ts';
import { closeDatabase } from '../../../main/database/open.ts';
import type { Product } from '../../../shared/product.ts';
import { makeProduct } from '../../make/product.ts';
import { clock, closeFile, key, must, openActivated, openFile } from './file.ts';

const load = async (
  db: Database,
  version: number,
  products: readonly Product[],
  full = true,
): Promise<void> => {
  const rows = products.map((body) => ({ id: body.id, deleted: false, body }));
  must(await applyFeed(db, { job: '1040', version, full, rows, next: null }, true));
};
const filesOf = (db: Database): string[] =>
  readdirSync(dirname(db.file)).filter((name) => name.includes('.catalog'));
const many = (price: number): Product[] =>
  Array.from({ length: 700 }, (_, n) => makeProduct(n, price));

it('is one file, encrypted as the database is; a full load turns to the next one', async () => {
  const db = openFile(undefined, key);
  expect(filesOf(db)).toEqual([]);
  await load(db, 1, many(100));
  expect(isPlain(catalogPath(db.file, 1))).toBe(false);
  expect(readFileSync(catalogPath(db.file, 1)).includes('Product 7')).toBe(false);
  await load(db, 2, many(200));
  expect(findProduct(db, 'P7')?.price).toBe(200);
  expect(filesOf(db).filter((name) => !/-(wal|shm)$/.test(name))).toEqual([
    basename(catalogPath(db.file, 2)),
  ]);
});

it('goes on from a change that was written and not noted', async () => {
  const db = openFile();
  await load(db, 1, [makeProduct(1, 100)]);
  putProducts(db.catalog, [makeProduct(1, 300)]);
  markVersion(db.catalog, { version: 3, full: false }, clock.now());
  closeFile(db);
  const again = openFile(db.file);
  expect([jobVersions(again)['1040'], findProduct(again, 'P1')?.price]).toEqual([3, 300]);
});

it('goes back with a database that was put back, to the products that are there', async () => {
  const db = openActivated();
  await load(db, 1, [makeProduct(1, 100)]);
  const copy = `${db.file}.old`;
  must(await backupDatabase(db, copy));
  await load(db, 2, [makeProduct(1, 200)], false);
  closeFile(db);
  for (const ending of ['-wal', '-shm']) rmSync(db.file + ending, { force: true });
  copyFileSync(copy, db.file);
  const again = openFile(db.file);
  expect([jobVersions(again)['1040'], findProduct(again, 'P1')?.price]).toEqual([2, 200]);
});

it.each(['damaged', 'lost'] as const)(
  'gives way to its copy when it is %s, and without one is loaded again',
  async (how) => {
    const db = openFile(undefined, key);
    await load(db, 1, [makeProduct(1, 100)]);
    must(await backupCatalog(db));
    expect(isPlain(catalogCopy(db.file))).toBe(false);
    await load(db, 2, [makeProduct(2, 200)], false);
    const path = catalogPath(db.file, 1);
    const spoil = (): void => {
      for (const ending of ['-wal', '-shm']) rmSync(path + ending, { force: true });
      if (how === 'lost') rmSync(path);
      else writeFileSync(path, readFileSync(path).fill(7, 4096, 8192));
    };
    closeFile(db);
    spoil();
    const again = openFile(db.file, key);
    expect(jobVersions(again)['1040']).toBe(1);
    expect([findProduct(again, 'P1')?.price, findProduct(again, 'P2')]).toEqual([100, null]);
    closeFile(again);
    spoil();
    rmSync(catalogCopy(db.file));
    const empty = openFile(db.file, key);
    expect([jobVersions(empty)['1040'], findProduct(empty, 'P1')]).toEqual([0, null]);
    await load(empty, 3, [makeProduct(3, 300)]);
    expect(findProduct(empty, 'P3')?.price).toBe(300);
  },
);

it('is copied only after a change', async () => {
  const db = openFile();
  await load(db, 1, [makeProduct(1, 100)]);
  must(await backupCatalog(db));
  writeFileSync(catalogCopy(db.file), 'the copy as it was');
  must(await backupCatalog(db));
  expect(readFileSync(catalogCopy(db.file), 'utf8')).toBe('the copy as it was');
});

it('is read through also when it did not change since its copy, to which it gives way at the next start', async () => {
  const db = openFile();
  await load(db, 1, [makeProduct(1, 100)]);
  must(await backupCatalog(db));
  const path = catalogPath(db.file, 1);
  const { atime, mtime } = statSync(path);
  const sound = readFileSync(path);
  writeFileSync(path, Buffer.from(sound).fill(7, 4096, sound.length - 4096));
  utimesSync(path, atime, mtime);
  expect(await backupCatalog(db)).toMatchObject({ fault: { code: 'database.damaged' } });
  expect(existsSync(`${path}.suspect`)).toBe(true);
  closeFile(db);
  expect(findProduct(openFile(db.file), 'P1')?.price).toBe(100);
});

it('sweeps away what a load left that did not end', async () => {
  const db = openFile();
  await load(db, 1, [makeProduct(1, 100)]);
  closeFile(db);
  writeFileSync(catalogPath(db.file, 2), 'half');
  const again = openFile(db.file);
  expect([existsSync(catalogPath(db.file, 2)), findProduct(again, 'P1')?.price]).toEqual([
    false,
    100,
  ]);
});

it('takes over the products that an older program kept in the database', async () => {
  const db = openFile();
  const beer = makeProduct(1, 350, {
    ageLimit: 18,
    favourite: true,
    picture: 'data:image/png;base64,AAAA',
  });
  const cheese = makeProduct(2, 1990, { unit: 'kg', name: { en: 'Cheddar', zh: '切达干酪' } });
  for (const { id, name, barcodes, price, tax, category, ...more } of [beer, cheese]) {
    run(
      db,
      `INSERT INTO product (generation, id, name_en, name_zh, barcodes, price, tax, category_en, category_zh, favourite, unit, age_limit, picture)
       VALUES (4, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        id,
        name.en,
        name.zh,
        JSON.stringify(barcodes),
        price,
        tax,
        category.en,
        category.zh,
        more.favourite ? 1 : 0,
        more.unit ?? 'piece',
        more.ageLimit ?? 0,
        more.picture ?? null,
      ],
    );
  }
  saveJob(db, { job: '1040', version: 9, full: true }, clock.now(), 4);
  closeFile(db);
  const again = openFile(db.file);
  expect([findProduct(again, 'P1'), findProduct(again, 'P2')]).toEqual([beer, cheese]);
  const search = { text: '干酪', category: null, favourites: false, limit: 5 };
  expect(searchProducts(again, search)).toEqual([cheese]);
  expect(nearProducts(again, { ...search, text: 'chedar' })).toEqual([cheese]);
  expect(jobVersions(again)['1040']).toBe(9);
  expect(again.sql.prepare('SELECT count(*) AS n FROM product').get()).toEqual({ n: 0 });
});

it('lends its products to a training, which loads none', async () => {
  const db = openActivated();
  await load(db, 1, [makeProduct(1, 100)]);
  const file = `${db.file}.practice`;
  const practice = must(await openPractice(db, file));
  expect(findProduct(practice, 'P1')?.price).toBe(100);
  await load(db, 2, many(500));
  expect(findProduct(practice, 'P1')?.price).toBe(100);
  closeDatabase(practice);
  removePractice(file);
  expect(findProduct(db, 'P1')?.price).toBe(500);
});
