import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { catalogPath } from '../../../main/database/catalogfile.ts';
import {
  categories,
  findByBarcode,
  findProduct,
  searchProducts,
} from '../../../main/database/catalog.ts';
import { applyFeed, jobStates, jobVersions } from '../../../main/database/feed.ts';
import type { Database } from '../../../main/database/open.ts';
import { readConfiguration, readParameters } from '../../../main/database/parameters.ts';
import { listStaff } from '../../../main/database/people.ts';
import { writeSetting } from '../../../main/database/settings.ts';
import { all, one, type Connection } from '../../../main/database/statement.ts';
import type { FeedPage, FeedRow } from '../../../shared/feed.ts';
import { defaultParameters } from '../../../shared/parameters.ts';
import { configuration, makeParameters } from '../../make/place.ts';
import { makeProduct } from '../../make/product.ts';
import { ada, mei } from '../../make/staff.ts';
import { clock, closeFile, must, newFolder, openActivated, openFile } from './file.ts';
import { startRival } from './rivals.ts';

const put = <T extends { readonly id: string }>(body: T): FeedRow => ({
  id: body.id,
  deleted: false,
  body,
});
const drop = (id: string): FeedRow => ({ id, deleted: true, body: null });
const page = (facts: Partial<FeedPage>): FeedPage => ({
  job: '1040',
  version: 1,
  full: false,
  rows: [],
  next: null,
  ...facts,
});

const range = (count: number, price: number): FeedRow[] =>
  Array.from({ length: count }, (_, n) =>
    put(
      makeProduct(n, price + n, {
        category: { en: `of ${price}`, zh: `${price} 类` },
        name: { en: `Thing ${n}`, zh: `物品${n}` },
      }),
    ),
  );
const count = (db: Connection, table: string): number =>
  one<{ n: number }>(db, `SELECT count(*) AS n FROM ${table}`)?.n ?? -1;
const found = (db: Database, text: string): number =>
  searchProducts(db, { text, category: null, favourites: false, limit: 10_000 }).length;

it('knows version 0 of every job at first', () => {
  const db = openFile();
  expect(jobVersions(db)).toEqual({ '1010': 0, '1040': 0, '1060': 0, '1070': 0, '1110': 0 });
  expect(readParameters(db)).toEqual(defaultParameters);
  expect(readConfiguration(db)).toBeNull();
});

it('counts a version only when its last page was applied', async () => {
  const db = openFile();
  const [a, b] = [makeProduct(1, 100), makeProduct(2, 200)];
  must(await applyFeed(db, page({ rows: [put(a)], next: 'more' }), true));
  expect(findProduct(db, a.id)).toBeNull();
  expect(jobVersions(db)['1040']).toBe(0);
  must(await applyFeed(db, page({ rows: [put(b)] })));
  expect(findProduct(db, a.id)).toEqual(a);
  expect(findProduct(db, b.id)).toEqual(b);
  expect(jobStates(db)).toContainEqual({
    job: '1040',
    version: 1,
    applied: clock.now(),
    full: false,
  });
  expect(count(db, 'feed_row') + count(db, 'feed_stage')).toBe(0);
});

it('changes, deletes and finds by new words only', async () => {
  const db = openFile();
  must(await applyFeed(db, page({ rows: [put(makeProduct(1, 100)), put(makeProduct(2, 200))] })));
  const renamed = makeProduct(1, 150, { name: { en: 'Lamp', zh: '灯' } });
  must(await applyFeed(db, page({ version: 2, rows: [put(renamed), drop('P2'), drop('P9')] })));
  expect(findProduct(db, 'P1')).toEqual(renamed);
  expect(findProduct(db, 'P2')).toBeNull();
  expect([found(db, 'lamp'), found(db, 'product'), found(db, '商品')]).toEqual([1, 0, 0]);
});

it('replaces everything by a full load', async () => {
  const db = openFile();
  must(await applyFeed(db, page({ rows: [put(makeProduct(1, 100)), put(makeProduct(2, 200))] })));
  must(await applyFeed(db, page({ version: 2, full: true, rows: [put(makeProduct(3, 300))] })));
  expect(findProduct(db, 'P1')).toBeNull();
  expect(found(db, 'product')).toBe(1);
  must(await applyFeed(db, page({ job: '1060', full: true, rows: [put(mei), put(ada)] })));
  must(await applyFeed(db, page({ job: '1060', version: 2, full: true, rows: [put(ada)] })));
  expect(listStaff(db).map((person) => person.id)).toEqual([ada.id]);
});

it('applies nothing when a row is malformed, on whatever page', async () => {
  const db = openFile();
  must(await applyFeed(db, page({ rows: [put(makeProduct(1, 100))], next: 'more' }), true));
  const half = put({ ...makeProduct(2, 200), price: 1.5 });
  const refused = await applyFeed(db, page({ rows: [half] }));
  expect(refused).toMatchObject({ fault: { code: 'wire.malformed', data: { row: 'P2' } } });
  const misnamed = { ...put(makeProduct(2, 200)), id: 'P3' };
  expect(await applyFeed(db, page({ rows: [misnamed] }), true)).toMatchObject({ ok: false });
  expect([count(db.catalog, 'product'), count(db, 'feed_row'), jobVersions(db)['1040']]).toEqual([
    0, 0, 0,
  ]);
});

it('refuses a page of another version than the pages before it, and starts anew', async () => {
  const db = openFile();
  must(
    await applyFeed(db, page({ full: true, rows: [put(makeProduct(1, 100))], next: 'more' }), true),
  );
  const next = page({ version: 2, full: true, rows: [put(makeProduct(2, 200))] });
  expect(await applyFeed(db, next)).toMatchObject({ fault: { code: 'wire.malformed' } });
  expect(count(db.catalog, 'product')).toBe(0);
  must(await applyFeed(db, next, true));
  expect(findProduct(db, 'P1')).toBeNull();
  expect(findProduct(db, 'P2')?.price).toBe(200);
});

it('forgets what an earlier run left staged', async () => {
  const db = openFile();
  must(await applyFeed(db, page({ rows: [put(makeProduct(1, 100))], next: 'more' }), true));
  const staff = page({ job: '1060', rows: [put(mei)], next: 'more' });
  must(await applyFeed(db, staff, true));
  expect([existsSync(catalogPath(db.file, 1)), count(db, 'feed_row')]).toEqual([true, 1]);
  closeFile(db);
  expect(count(openFile(db.file), 'feed_row')).toBe(0);
  expect(existsSync(catalogPath(db.file, 1))).toBe(false);
});

it('passes over a delta that is not newer', async () => {
  const db = openFile();
  must(await applyFeed(db, page({ version: 5, rows: [put(makeProduct(1, 500))] })));
  must(await applyFeed(db, page({ version: 5, rows: [put(makeProduct(1, 1))] })));
  must(await applyFeed(db, page({ version: 4, rows: [drop('P1')] })));
  expect(findProduct(db, 'P1')?.price).toBe(500);
});

it('carries parameters and the configuration of the own store', async () => {
  const db = openActivated();
  const [old, fresh] = [makeParameters(3, {}), makeParameters(4, { completeOffline: true })];
  const row = (body: object): FeedRow => ({ id: 'parameters', deleted: false, body });
  must(await applyFeed(db, page({ job: '1110', version: 3, full: true, rows: [row(old)] })));
  must(await applyFeed(db, page({ job: '1110', version: 4, rows: [row(fresh)] })));
  expect(readParameters(db)).toEqual(fresh);
  const other = { ...configuration, store: 'S02' };
  const rows = [configuration, other].map((body) => ({ id: body.store, deleted: false, body }));
  must(await applyFeed(db, page({ job: '1070', full: true, rows })));
  expect(readConfiguration(db)).toEqual(configuration);
});

it('loads many products in a thread: seen all at once, while the counter reads and writes', async () => {
  const db = openFile();
  must(await applyFeed(db, page({ full: true, rows: range(1500, 1000) }), true));
  expect([found(db, 'thing'), count(db.catalog, 'product_code')]).toEqual([500, 3000]);
  let isDone = false;
  let told = 0;
  db.changed.watch(() => (told += 1));
  const load = applyFeed(db, page({ version: 2, full: true, rows: range(1200, 5000) }), true).then(
    (applied) => {
      isDone = true;
      return applied;
    },
  );
  const seen = new Set<string>();
  for (let n = 0; !isDone; n += 1) {
    seen.add(
      categories(db)
        .map((category) => category.en)
        .join(),
    );
    writeSetting(db, 'counter', String(n));
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(await load).toEqual({ ok: true, value: undefined });
  expect([...seen].filter((names) => names !== 'of 1000' && names !== 'of 5000')).toEqual([]);
  expect(told).toBeGreaterThan(0);
  expect(findProduct(db, 'P7')?.price).toBe(5007);
  expect(findProduct(db, 'P1300')).toBeNull();
  expect([count(db.catalog, 'product'), count(db.catalog, 'product_code')]).toEqual([1200, 2400]);
  expect([count(db, 'feed_row'), count(db, 'feed_stage')]).toEqual([0, 0]);
});

it('applies a large delta in the thread without losing what it does not name', async () => {
  const db = openFile();
  must(await applyFeed(db, page({ full: true, rows: range(900, 1000) }), true));
  const changed = [...range(600, 7000), drop('P700'), put(makeProduct(5000, 1))];
  must(await applyFeed(db, page({ version: 2, rows: changed }), true));
  expect(count(db.catalog, 'product')).toBe(900);
  expect(['P1', 'P650', 'P700', 'P5000'].map((id) => findProduct(db, id)?.price)).toEqual([
    7001,
    1650,
    undefined,
    1,
  ]);
  expect(found(db, '物品650')).toBe(1);
});

it('leaves a catalog of many products as it leaves one of a few: the same shape, its words in one piece', async () => {
  const shape = (db: Database): unknown =>
    all(db.catalog, 'SELECT name, tbl_name, sql FROM sqlite_schema ORDER BY name');
  const collected = (db: Database): unknown =>
    one(db.catalog, `SELECT v FROM product_words_config WHERE k = 'hashsize'`) ?? { v: 1_048_576 };
  const [few, many] = [openFile(), openFile()];
  must(await applyFeed(few, page({ full: true, rows: range(3, 1000) })));
  must(await applyFeed(many, page({ full: true, rows: range(900, 1000), next: 'more' }), true));
  must(await applyFeed(many, page({ full: true, rows: range(1800, 1000).slice(900) })));
  expect(shape(many)).toEqual(shape(few));
  expect(collected(many)).toEqual(collected(few));
  expect(one(many.catalog, 'SELECT count(DISTINCT segid) AS n FROM product_words_idx')).toEqual({
    n: 1,
  });
});

it('touches neither words nor codes when a price changes, and finds by a new barcode only when one does', async () => {
  const db = openFile();
  const before = makeProduct(1, 100);
  must(await applyFeed(db, page({ rows: [put(before), put(makeProduct(2, 200))] })));
  const words = (): unknown => all(db.catalog, 'SELECT * FROM product_words_data ORDER BY id');
  const [first, number] = [words(), one(db.catalog, `SELECT number FROM product WHERE id = 'P1'`)];
  const dearer = makeProduct(1, 150, { favourite: true, ageLimit: 18 });
  must(await applyFeed(db, page({ version: 2, rows: [put(dearer)] })));
  expect(findProduct(db, 'P1')).toEqual(dearer);
  expect(words()).toEqual(first);
  const moved = { ...dearer, barcodes: ['4006381333931'] };
  must(await applyFeed(db, page({ version: 3, rows: [put(moved)] })));
  expect(findProduct(db, 'P1')).toEqual(moved);
  expect(one(db.catalog, `SELECT number FROM product WHERE id = 'P1'`)).toEqual(number);
  expect(findByBarcode(db, '4006381333931')?.id).toBe('P1');
  expect(before.barcodes.map((code) => findByBarcode(db, code))).toEqual(
    before.barcodes.map(() => null),
  );
  expect(count(db.catalog, 'product_code')).toBe(4);
});

it('has the old products after a kill in mid-load, and loads again', async () => {
  const file = join(newFolder(), 'register.db');
  const before = openFile(file);
  must(await applyFeed(before, page({ full: true, rows: range(600, 1000) }), true));
  closeFile(before);
  const rival = await startRival(file, 'load');
  await rival.kill();
  const db = openFile(file);
  expect(db.opened.restoredFrom).toBeNull();
  const version = jobVersions(db)['1040'];
  expect(findProduct(db, 'P1')?.price).toBe(version === 1 ? 1001 : 2001);
  must(await applyFeed(db, page({ version: 3, full: true, rows: range(550, 4000) }), true));
  expect(count(db.catalog, 'product')).toBe(550);
});

it('ends with the database', async () => {
  const db = openFile();
  const load = applyFeed(db, page({ full: true, rows: range(2000, 1000) }), true);
  closeFile(db);
  expect(await load).toMatchObject({ fault: { code: 'database.inUse' } });
  const again = openFile(db.file);
  const started = applyFeed(again, page({ full: true, rows: range(600, 1000) }), true);
  await new Promise((resolve) => setTimeout(resolve, 60));
  closeFile(again);
  await started;
  expect([0, 1]).toContain(jobVersions(openFile(db.file))['1040']);
});

it('keeps the configuration that it has when a newer one carries a rule of a newer program, and takes the next that it knows', async () => {
  const db = openActivated();
  const carrying = (version: number, tenders: object): FeedPage =>
    page({
      job: '1070',
      version,
      full: true,
      rows: [{ id: configuration.store, deleted: false, body: { ...configuration, tenders } }],
    });
  must(await applyFeed(db, carrying(1, { kinds: { check: { mostOver: 500 } } })));
  const newer = carrying(2, { kinds: { check: { mostOver: 900, fromAnotherYear: true } } });
  expect(await applyFeed(db, newer)).toMatchObject({ fault: { code: 'wire.malformed' } });
  expect(jobVersions(db)['1070']).toBe(1);
  expect(readConfiguration(db)?.tenders?.kinds.check.mostOver).toBe(500);
  must(await applyFeed(db, carrying(3, { kinds: { check: { mostOver: 700 } } })));
  expect(readConfiguration(db)?.tenders?.kinds.check.mostOver).toBe(700);
});
