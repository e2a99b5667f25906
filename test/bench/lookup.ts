/** Barcodes and searches among a million products, held against bare statements on the same file, in turns. */
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findByBarcode, nearProducts, searchProducts } from '../../main/database/catalog.ts';
import { applyFeed } from '../../main/database/feed.ts';
import { closeDatabase, openDatabase, type Database } from '../../main/database/open.ts';
import { nearTerms } from '../../main/database/spelling.ts';
import { nearExpression, searchExpression } from '../../main/database/words.ts';
import { falseClock } from '../false/clock.ts';
import { goodsOf } from './paint/goods.ts';
import { quantile, type Measured, type Row } from './row.ts';

const count = 1_000_000;
const pageSize = 1_000;
const barcodes = 2_000;
const times = 20;
/** Kept for the next run: to make it takes a minute. */
const folder = join(tmpdir(), `holdfast-bench-products-${count}`);
const words = {
  short: ['te', 'mil', 'choc', 'soap'],
  'two words': ['green te', 'coffee mu'],
  Chinese: ['绿茶', '巧克力', '咖啡'],
  mistyped: ['choclate', 'handmde', 'cofefe'],
};

function open(place: string): Database {
  const opened = openDatabase(join(place, 'register.db'), { clock: falseClock() });
  if (!opened.ok) throw new Error(opened.fault.code);
  return opened.value;
}

async function prepared(tell: (line: string) => void): Promise<Database> {
  if (existsSync(folder)) return open(folder);
  const fresh = `${folder}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh);
  const db = open(fresh);
  for (let from = 0; from < count; from += pageSize) {
    if (from % 100_000 === 0) tell(`${from} of ${count} products made`);
    const rows = Array.from({ length: pageSize }, (_, index) => {
      const body = goodsOf(from + index);
      return { id: body.id, deleted: false, body };
    });
    const next = from + pageSize < count ? 'more' : null;
    const page = { job: '1040', version: 1, full: true, rows, next } as const;
    const applied = await applyFeed(db, page, from === 0);
    if (!applied.ok) throw new Error(applied.fault.code);
  }
  closeDatabase(db);
  renameSync(fresh, folder);
  return open(folder);
}

const bareSearch = `SELECT p.* FROM (SELECT rowid, rank FROM product_words WHERE product_words MATCH ? LIMIT 1000) w
  JOIN product p ON p.number = w.rowid ORDER BY w.rank LIMIT 48`;
const bareCode =
  'SELECT p.* FROM product_code c JOIN product p ON p.number = c.product WHERE c.code = ?';

function timed(work: () => unknown, into: number[]): void {
  const began = performance.now();
  work();
  into.push(performance.now() - began);
}

async function run(tell: (line: string) => void): Promise<Measured> {
  const db = await prepared(tell);
  const { sql } = db.catalog;
  const search = sql.prepare(bareSearch);
  const code = sql.prepare(bareCode);
  const all = { own: new Array<number>(), bare: new Array<number>() };
  const notes: string[] = [];
  const note = (what: string, own: readonly number[], bare: readonly number[]): void => {
    const [ratio, median, late] = [
      quantile(own, 0.5) / quantile(bare, 0.5),
      quantile(own, 0.5),
      quantile(own, 0.95),
    ];
    notes.push(
      `${what} ${ratio.toFixed(2)} x, p50 ${median.toFixed(2)} ms, p95 ${late.toFixed(2)} ms`,
    );
    tell(notes.at(-1) ?? '');
  };
  const scans = { own: new Array<number>(), bare: new Array<number>() };
  for (let at = 0; at < barcodes; at += 1) {
    const [one, other] = [at * 7_919, at * 7_919 + 3_000].map(
      (number) => goodsOf(number % count).barcodes[0] ?? '',
    );
    timed(() => findByBarcode(db, one ?? ''), scans.own);
    timed(() => code.get(other), scans.bare);
  }
  note('barcode', scans.own, scans.bare);
  for (const [kind, typed] of Object.entries(words)) {
    const own: number[] = [];
    const bare: number[] = [];
    for (const text of typed) {
      const asked = { text, category: null, favourites: false, limit: 48 };
      const ask = (): unknown => {
        const found = searchProducts(db, asked);
        return found.length > 0 ? found : nearProducts(db, asked);
      };
      const isFound = searchProducts(db, asked).length > 0;
      const near = (): string | null => nearExpression(text, (word) => nearTerms(db.catalog, word));
      const expression = isFound ? searchExpression(text) : near();
      for (let time = 0; time < times; time += 1) {
        timed(ask, own);
        timed(() => search.all(expression), bare);
      }
    }
    note(kind, own, bare);
    all.own.push(...own);
    all.bare.push(...bare);
  }
  closeDatabase(db);
  return {
    measured: quantile(all.own, 0.95),
    bound: quantile(all.bare, 0.95),
    unit: 'ms',
    notes,
  };
}

export const lookupRow: Row = {
  name: 'lookup',
  title: 'A search while typing among 1,000,000 products, p95; barcodes in the notes',
  command: 'npm run bench -- lookup',
  against: 'a bare FTS5 query of the same words on the same file',
  limit: { atMost: 1.2 },
  run,
};
