/** What a lookup visits: a statement or two each, by an index and never through all products, so that a regression fails without a clock. */
import { beforeEach, expect, it } from 'vitest';
import {
  categories,
  findByBarcode,
  findProduct,
  nearProducts,
  searchProducts,
} from '../../../main/database/catalog.ts';
import { applyFeed } from '../../../main/database/feed.ts';
import type { Database } from '../../../main/database/open.ts';
import { makeProduct } from '../../make/product.ts';
import { must, openFile } from './file.ts';

const many = 1_200;
let db: Database;

beforeEach(async () => {
  db = openFile();
  const rows = Array.from({ length: many }, (_, index) => {
    const name = { en: `Tea ${String.fromCodePoint(97 + (index % 26))}brand`, zh: '绿茶' };
    const body = makeProduct(index, 100, { name });
    return { id: body.id, deleted: false, body };
  });
  must(await applyFeed(db, { job: '1040', version: 1, full: true, rows, next: null }));
});

/** The plans of the statements that the work ran on the catalog, each step a line. */
function plansOf(work: () => unknown): string[][] {
  const { sql } = db.catalog;
  const texts: string[] = [];
  const kind: unknown = Object.getPrototypeOf(sql.prepare('SELECT 1'));
  const given = ['get', 'all'].map((name) => [name, Reflect.get(kind as object, name)] as const);
  for (const [name, method] of given)
    Reflect.set(kind as object, name, function seen(this: { source: string }, ...cells: unknown[]) {
      texts.push(this.source);
      return Reflect.apply(method as () => unknown, this, cells) as unknown;
    });
  work();
  for (const [name, method] of given) Reflect.set(kind as object, name, method);
  return texts.map((text) =>
    sql
      .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${text}`)
      .all(parametersOf(text))
      .map(({ detail }) => detail),
  );
}

const parametersOf = (text: string): unknown[] | Record<string, unknown> => {
  const names = text.match(/\$\w+/g);
  return names === null
    ? Array.from(text.match(/\?/g) ?? [], () => 0)
    : Object.fromEntries(names.map((name) => [name.slice(1), name === '$words' ? '"te"*' : 1]));
};

it('finds a code by one statement over two indexes, and sorts nothing', () => {
  const code = makeProduct(7, 100).barcodes[0] ?? '';
  expect(findByBarcode(db, code)?.id).toBe('P7');
  expect(plansOf(() => findByBarcode(db, code))).toEqual([
    ['SEARCH c USING PRIMARY KEY (code=?)', 'SEARCH p USING INTEGER PRIMARY KEY (rowid=?)'],
  ]);
  expect(plansOf(() => findProduct(db, code))).toHaveLength(1);
});

it('keeps the beginnings that are typed first: without its own list, one letter goes through every word that begins so', () => {
  const words = db.catalog.sql
    .prepare<[], { sql: string }>(`SELECT sql FROM sqlite_schema WHERE name = 'product_words'`)
    .get();
  const kept = /prefix='([\d ]+)'/.exec(words?.sql ?? '')?.[1];
  expect(kept?.split(' ')).toEqual(['1', '2', '3']);
});

it.each([
  ['few matches', 'abrand', 1],
  ['more matches than are put in order', 'te', 1],
  ['two words', 'tea bbr', 1],
  ['Chinese', '绿茶', 1],
])('finds %s by the index of words alone', (_, text, most) => {
  const search = { text, category: null, favourites: false, limit: 48 };
  expect(searchProducts(db, search).length).toBeGreaterThan(0);
  const plans = plansOf(() => searchProducts(db, search));
  // The same text may be a code as well.
  expect(plans.length).toBeLessThanOrEqual(most + 1);
  const walked = plans.flat().filter((step) => step.startsWith('SCAN'));
  expect(walked.filter((step) => !/^SCAN (w|m|\(subquery)/.test(step))).toEqual([]);
});

it('looks through the words of the catalog once for what was mistyped, and not again before it changes', () => {
  const search = { text: 'abramd', category: null, favourites: false, limit: 48 };
  expect(nearProducts(db, search).length).toBeGreaterThan(0);
  const plans = plansOf(() => nearProducts(db, search));
  expect(plans.length).toBeLessThanOrEqual(3);
  expect(plans.flat().filter((step) => step.includes('product_term'))).toEqual([]);
});

it.each([
  ['the categories', () => categories(db)],
  [
    'all products',
    () => searchProducts(db, { text: '', category: null, favourites: false, limit: 200 }),
  ],
  [
    'a category',
    () => searchProducts(db, { text: '', category: 'Tea', favourites: false, limit: 200 }),
  ],
  [
    'the favourites',
    () => searchProducts(db, { text: '', category: null, favourites: true, limit: 200 }),
  ],
])('lists %s without going through all products', (_, list) => {
  const plans = plansOf(list);
  expect(plans).toHaveLength(1);
  const walked = plans.flat().filter((step) => /^SCAN (product|p|f|n)\b/.test(step));
  // The favourites are an index of their own.
  expect(walked.filter((step) => !step.endsWith('USING INDEX product_favourite'))).toEqual([]);
});
