/** Finding a product by its code and by what is typed, beside nothing but the query of the index, in turns on one file. */
import type BetterSqlite3 from 'better-sqlite3';
import {
  findByBarcode,
  nearProducts,
  searchProducts,
  type ProductSearch,
} from '../../main/database/catalog.ts';
import { nearTerms } from '../../main/database/spelling.ts';
import { codeKey, nearExpression, searchExpression } from '../../main/database/words.ts';
import type { Product } from '../../shared/product.ts';
import type { Bench } from '../make/register.ts';
import { quantile, type Row } from './row.ts';
import { goodsOf } from './paint/goods.ts';
import { millions, openShelf } from './shelf.ts';

const scans = 4_000;
const rounds = 40;
/** As many tiles as the window shows. */
const limit = 48;
const mostMs = 10;
/** Far apart, so that no cache has read the page of the next one. */
const stride = 7_919;

type Pair = { readonly ours: number[]; readonly bare: number[] };
const noPair = (): Pair => ({ ours: [], bare: [] });

function timed<T>(times: number[], work: () => T): T {
  const start = performance.now();
  const value = work();
  times.push(performance.now() - start);
  return value;
}

/** In turns, who comes first changing, so that neither always finds what the other has read. */
function inTurns(pair: Pair, turn: number, ours: () => unknown, bare: () => unknown): void {
  const works = [() => timed(pair.ours, ours), () => timed(pair.bare, bare)];
  for (const work of turn % 2 === 0 ? works : works.toReversed()) work();
}

const spread = (values: readonly number[]): string =>
  [0.5, 0.95, 0.99].map((part) => quantile(values, part).toFixed(3)).join(' / ');

const bareCode = (sql: BetterSqlite3.Database): BetterSqlite3.Statement =>
  sql.prepare(
    'SELECT p.* FROM product_code c JOIN product p ON p.number = c.product WHERE c.code = ?',
  );
/** One statement for the same answer: the same of the matches in the same order. */
const bareWords = (sql: BetterSqlite3.Database): BetterSqlite3.Statement =>
  sql.prepare(
    `SELECT p.* FROM (SELECT rowid FROM product_words WHERE product_words MATCH ? LIMIT 500) m
     JOIN product p ON p.number = m.rowid
     ORDER BY instr(lower(p.name_en), ?) <> 1 AND instr(p.name_zh, ?) <> 1, length(p.name_en), p.name_en, p.id
     LIMIT ${limit}`,
  );

export const lookupRow: Row = {
  name: 'lookup',
  title: `A barcode to its product, ${millions} products, p95`,
  command: 'npm run bench -- lookup',
  against: 'the bare query of the index',
  limit: { atMost: 1.2 },
  run: async (tell) => {
    const bench = await openShelf(tell);
    const bare = bareCode(bench.db.catalog.sql);
    const seen = noPair();
    for (let scan = 0; scan < scans; scan += 1) {
      const code = goodsOf((scan * stride) % millions).barcodes[0] ?? '';
      const pair = scan < scans / 10 ? noPair() : seen;
      inTurns(
        pair,
        scan,
        () => must(findByBarcode(bench.db, code)),
        () => must(bare.get(codeKey(code))),
      );
    }
    bench.close();
    return {
      measured: quantile(seen.ours, 0.95),
      bound: quantile(seen.bare, 0.95),
      unit: 'ms',
      notes: [
        `p50 / p95 / p99 ${spread(seen.ours)} against ${spread(seen.bare)} ms`,
        `${scans} codes far apart`,
      ],
    };
  },
};

const must = <T>(value: T | null | undefined): T => {
  if (value === null || value === undefined) throw new Error('nothing was found');
  return value;
};

const brandOf = (number: number): string => goodsOf(number).name.en.split(' ')[0] ?? '';

/** Also what is not found as typed. FTS5 alone cannot find it: it has no part in the ratio, and the bound in milliseconds. */
const near = 'typing error';

/** What is typed, by its kind. Each is of goods that are there. */
const kinds: Readonly<Record<string, (round: number) => string>> = {
  'two letters': (round) => brandOf(round * 131).slice(0, 2),
  'three letters': (round) => brandOf(round * 137).slice(0, 3),
  'four letters': (round) => brandOf(round * 139).slice(0, 4),
  'two words': (round) =>
    `${brandOf(round * 149).slice(0, 4)} ${['tea', 'so', 'milk', 'cho'][round % 4] ?? ''}`,
  Chinese: (round) => ['绿茶', '巧克力', '咖啡', '香皂', '牛奶'][round % 5] ?? '',
  digits: (round) => ['98', '980', '98000', 'b0'][round % 4] ?? '',
  [near]: (round) => mistyped(brandOf(round * 151), round),
};

/** A letter wrong, missing, too many, or two swapped. */
function mistyped(word: string, round: number): string {
  const at = 2 + (round % 3);
  const [before, after] = [word.slice(0, at), word.slice(at)];
  const changes = [
    `${before}x${after.slice(1)}`,
    before + after.slice(1),
    `${before}x${after}`,
    `${before}${after[1] ?? ''}${after[0] ?? ''}${after.slice(2)}`,
  ];
  return changes[round % changes.length] ?? word;
}

const askedFor = (text: string): ProductSearch => ({
  text,
  category: null,
  favourites: false,
  limit,
});

/** As the register answers the window (register/inquiry.ts). */
function search({ db }: Bench, text: string): Product[] {
  const asked = askedFor(text);
  const found = searchProducts(db, asked);
  return found.length > 0 ? found : nearProducts(db, asked);
}

export const wordsRow: Row = {
  name: 'lookup-words',
  title: `Products by what is typed (2 to 4 letters, two words, Chinese, digits), ${millions} products, median of the kind that compares worst`,
  command: 'npm run bench -- lookup-words',
  against: 'the bare FTS5 query of the same words',
  limit: { atMost: 1.2 },
  run: async (tell) => {
    const bench = await openShelf(tell);
    const { sql } = bench.db.catalog;
    const bare = bareWords(sql);
    const seen = new Map(Object.keys(kinds).map((kind) => [kind, noPair()]));
    let missed = 0;
    for (let round = 0; round < rounds; round += 1) {
      if (round % 10 === 0) tell(`round ${round} of ${rounds}`);
      for (const [kind, textOf] of Object.entries(kinds)) {
        const text = textOf(round);
        const isNear = searchProducts(bench.db, askedFor(text)).length === 0;
        // FTS5 knows no typing errors: it is given the words that may have been meant.
        const words = isNear
          ? nearExpression(text, (word) => nearTerms({ sql }, word))
          : searchExpression(text);
        if (search(bench, text).length === 0) missed += 1;
        inTurns(
          must(seen.get(isNear ? near : kind)),
          round,
          () => search(bench, text),
          () => bare.all(words, text, text),
        );
      }
    }
    bench.close();
    const worst = [...seen]
      .filter(([kind]) => kind !== near)
      .map(([, pair]) => ({ own: quantile(pair.ours, 0.5), alone: quantile(pair.bare, 0.5) }))
      .reduce((left, right) => (right.own / right.alone > left.own / left.alone ? right : left));
    return {
      measured: worst.own,
      bound: worst.alone,
      unit: 'ms',
      notes: [
        `typing errors have a bound of their own: p95 at most ${mostMs} ms`,
        ...[...seen].map(
          ([kind, pair]) =>
            `${kind} p50 / p95 / p99 ${spread(pair.ours)} against ${spread(pair.bare)} ms`,
        ),
        ...(missed === 0 ? [] : [`${missed} found nothing`]),
      ],
    };
  },
};
