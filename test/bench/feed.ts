/** Products coming in, all of them and a few prices, beside nothing but the same rows put into the same tables; and a scan meanwhile. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type BetterSqlite3 from 'better-sqlite3';
import { findByBarcode } from '../../main/database/catalog.ts';
import { catalogPath, createCatalog } from '../../main/database/catalogfile.ts';
import { connect } from '../../main/database/connection.ts';
import { makeDurable } from '../../main/database/durable.ts';
import { termsOf } from '../../main/database/spelling.ts';
import { codeKey, productWords } from '../../main/database/words.ts';
import { minor } from '../../shared/money.ts';
import type { Product } from '../../shared/product.ts';
import { makeSelling, type Bench } from '../make/register.ts';
import { quantile, type Measured, type Row } from './row.ts';
import { goodsOf } from './paint/goods.ts';
import { load, pagesOf } from './shelf.ts';

const count = Number(process.env['HOLDFAST_BENCH_FEED'] ?? 1_000_000);
/** One price in twenty. */
const part = 20;
const everyMs = 20;
const frame = 16.7;

const dearer = (place: number): Product => {
  const product = goodsOf(place * part);
  return { ...product, price: minor(product.price + 1) };
};

type Cells = {
  readonly row: readonly (string | number | null)[];
  readonly codes: readonly (readonly [string, number])[];
  readonly words: string;
  readonly terms: readonly string[];
};

/** What is written for a product, made beforehand: the bound only writes. */
const cellsOf = (product: Product): Cells => ({
  row: [
    product.id,
    product.name.en,
    product.name.zh,
    JSON.stringify(product.barcodes),
    product.price,
    product.tax,
    product.category.en,
    product.category.zh,
    0,
    'piece',
    0,
    null,
  ],
  codes: [...product.barcodes.map((code) => [codeKey(code), 0] as const), [codeKey(product.id), 1]],
  words: productWords(product),
  terms: termsOf(product.name.en),
});

/** Puts products in by prepared statements; `isNew` spares looking for an earlier row. */
function bareWriter(sql: BetterSqlite3.Database, isNew: boolean): (cells: Cells) => void {
  const drop = sql.prepare('DELETE FROM product WHERE number = ?');
  const find = sql.prepare('SELECT number FROM product WHERE id = ?');
  const dropWords = sql.prepare('DELETE FROM product_words WHERE rowid = ?');
  const row = sql.prepare(
    `INSERT INTO product (id, name_en, name_zh, barcodes, price, tax, category_en, category_zh, favourite, unit, age_limit, picture)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const code = sql.prepare('INSERT INTO product_code (code, is_id, product) VALUES (?, ?, ?)');
  const words = sql.prepare('INSERT INTO product_words (rowid, words) VALUES (?, ?)');
  const term = sql.prepare('INSERT OR IGNORE INTO product_term (term) VALUES (?)');
  return (cells) => {
    if (!isNew) {
      const before = find.get(cells.row[0]) as { readonly number: number } | undefined;
      if (before !== undefined) {
        drop.run(before.number);
        dropWords.run(before.number);
      }
    }
    const number = row.run(...cells.row).lastInsertRowid;
    for (const [each, isId] of cells.codes) code.run(each, isId, number);
    words.run(number, cells.words);
    for (const each of cells.terms) term.run(each);
  };
}

/** Milliseconds of the same rows in one transaction, by portions whose making is not counted, until they are durable. */
function bareLoad(
  folder: string,
  isNew: boolean,
  rows: { readonly count: number; readonly each: (place: number) => Product },
): number {
  const file = join(folder, 'bare.db');
  const sql = createOrOpen(file, isNew);
  sql.pragma('cache_size = -65536');
  const write = bareWriter(sql, isNew);
  let spent = 0;
  sql.exec('BEGIN IMMEDIATE');
  for (let from = 0; from < rows.count; from += 1_000) {
    const size = Math.min(1_000, rows.count - from);
    const portion = Array.from({ length: size }, (_, index) => cellsOf(rows.each(from + index)));
    const start = performance.now();
    for (const cells of portion) write(cells);
    spent += performance.now() - start;
  }
  const start = performance.now();
  sql.exec('COMMIT');
  if (!isNew) sql.pragma('wal_checkpoint(PASSIVE)');
  sql.close();
  makeDurable(catalogPath(file, 1));
  return spent + performance.now() - start;
}

function createOrOpen(file: string, isNew: boolean): BetterSqlite3.Database {
  if (!isNew) return connect(catalogPath(file, 1), null);
  const sql = createCatalog(file, 1, null);
  sql.pragma('journal_mode = OFF');
  return sql;
}

/** Scans every few milliseconds; how late each was answered. The scanner is the clock: a scan that the process could not take waits. */
function scanMeanwhile(bench: Bench): { readonly stop: () => readonly number[] } {
  const late: number[] = [];
  let lost = 0;
  const known = bench.db.catalog.sql
    .prepare<[], { code: string }>('SELECT code FROM product_code WHERE is_id = 0 LIMIT 1')
    .get()?.code;
  if (known === undefined) throw new Error('the register has nothing to scan');
  let due = performance.now() + everyMs;
  const tick = (): void => {
    if (findByBarcode(bench.db, known) === null) lost += 1;
    const now = performance.now();
    late.push(now - due);
    due = now + everyMs;
  };
  const timer = setInterval(tick, everyMs);
  return {
    stop: () => {
      clearInterval(timer);
      if (lost > 0) throw new Error(`${lost} scans found nothing`);
      return late;
    },
  };
}

type Pair = { readonly ours: number; readonly bare: number; readonly late: readonly number[] };

async function measureBoth(tell: (line: string) => void): Promise<{ full: Pair; delta: Pair }> {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-bench-'));
  const bench = await makeSelling({ folder });
  const one = async (
    what: string,
    full: boolean,
    rows: { readonly count: number; readonly each: (place: number) => Product },
  ): Promise<Pair> => {
    tell(`${what}: ${rows.count} rows, bare`);
    const bare = bareLoad(folder, full, rows);
    const scanning = scanMeanwhile(bench);
    const ours = await load(bench, pagesOf(rows.count, rows.each), {
      version: full ? 1_000 : 1_001,
      full,
      between: (done) => {
        if (done % 100_000 === 0) tell(`${what}: ${done} of ${rows.count} rows, by the feed`);
      },
    });
    return { ours, bare, late: scanning.stop() };
  };
  const full = await one('full load', true, { count, each: goodsOf });
  const delta = await one('5 % price change', false, {
    count: Math.floor(count / part),
    each: dearer,
  });
  bench.close();
  rmSync(folder, { recursive: true, force: true });
  return { full, delta };
}

const rounds: Promise<{ full: Pair; delta: Pair }>[] = [];
const asked = { full: 0, delta: 0 };

function toMeasured({ ours, bare, late }: Pair): Measured {
  return {
    measured: ours / 1_000,
    bound: bare / 1_000,
    unit: 's',
    notes: [
      `${late.length} scans meanwhile answered p50 / p95 / p99 ${[0.5, 0.95, 0.99].map((each) => quantile(late, each).toFixed(1)).join(' / ')} ms late, at most ${Math.max(...late).toFixed(1)} (one frame: ${frame})`,
    ],
  };
}

const rowOf = (what: 'full' | 'delta', name: string, title: string): Row => ({
  name,
  title,
  command: `npm run bench -- ${name}`,
  against: 'the same rows put in by prepared statements alone',
  limit: { atMost: 2 },
  run: async (tell) => {
    const round = asked[what];
    asked[what] += 1;
    return toMeasured((await (rounds[round] ??= measureBoth(tell)))[what]);
  },
});

/** The two rows take turns: each round is measured for both. */
export const fullLoadRow = rowOf('full', 'feed', `A first load of ${count} products by the feed`);
export const priceChangeRow = rowOf(
  'delta',
  'feed-prices',
  `A change of ${Math.floor(count / part)} prices among ${count} products by the feed`,
);
