/** A register's file with very many products, which came in by the feed's own way; made once and kept in test-results. */
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { applyFeed } from '../../main/database/feed.ts';
import type { FeedRow } from '../../shared/feed.ts';
import type { Product } from '../../shared/product.ts';
import { root } from '../../tools/command.ts';
import { makeSelling, openBench, type Bench } from '../make/register.ts';
import { mei, pin } from '../make/staff.ts';
import { goodsOf } from './paint/goods.ts';

export const millions = Number(process.env['HOLDFAST_BENCH_SHELF'] ?? 1_000_000);
/** As many rows as the channel sends in a page. */
const pageRows = 1_000;
const version = 1_000;

/** Pages of products as the channel sends them. `each` makes the product of a place. */
export function* pagesOf(
  count: number,
  each: (place: number) => Product,
): Generator<{ readonly rows: readonly FeedRow[]; readonly isLast: boolean }> {
  for (let from = 0; from < count; from += pageRows) {
    const size = Math.min(pageRows, count - from);
    const rows = Array.from({ length: size }, (_, index) => {
      const body = each(from + index);
      return { id: body.id, deleted: false, body };
    });
    yield { rows, isLast: from + size === count };
  }
}

/** Applies a version of products to the register, page after page; `between` runs after each page. Milliseconds of the pages' own work. */
export async function load(
  bench: Bench,
  pages: ReturnType<typeof pagesOf>,
  options: {
    readonly version: number;
    readonly full: boolean;
    readonly between?: (rows: number) => void;
  },
): Promise<number> {
  let spent = 0;
  let rows = 0;
  let isFirst = true;
  for (const page of pages) {
    const { full } = options;
    const start = performance.now();
    const applied = await applyFeed(
      bench.db,
      {
        job: '1040',
        version: options.version,
        full,
        rows: page.rows,
        next: page.isLast ? null : 'more',
      },
      isFirst,
    );
    spent += performance.now() - start;
    if (!applied.ok) throw new Error(`the page was refused: ${applied.fault.code}`);
    isFirst = false;
    rows += page.rows.length;
    options.between?.(rows);
  }
  return spent;
}

/** Opens the register with `millions` products and somebody signed in. */
export async function openShelf(tell: (line: string) => void): Promise<Bench> {
  const folder = join(root, 'test-results/bench', `shelf-${millions}`);
  if (!existsSync(folder)) await fill(folder, tell);
  const bench = openBench({ folder, seed: Date.now() });
  await bench.act({ command: 'signIn', staff: mei.id, pin });
  return bench;
}

async function fill(folder: string, tell: (line: string) => void): Promise<void> {
  const fresh = `${folder}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  const bench = await makeSelling({ folder: fresh });
  await load(bench, pagesOf(millions, goodsOf), {
    version,
    full: true,
    between: (rows) => {
      if (rows % 100_000 === 0) tell(`${rows} of ${millions} products laid out`);
    },
  });
  bench.close();
  renameSync(fresh, folder);
}
