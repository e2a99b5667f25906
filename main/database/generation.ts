/**
 * A new generation of products, built beside the current one in small transactions with rests between them, made current in one. Until
 * then nobody sees it; what a crash left unfinished is cleaned up by the next build.
 */
import type { Instant } from '../../shared/identity.ts';
import { assert } from '../../shared/fault.ts';
import { productSchema } from '../../shared/wire/feed.ts';
import { productsAfter } from './catalog.ts';
import { currentGeneration, saveJob } from './jobs.ts';
import { parsed } from './parsed.ts';
import { putProduct } from './products.ts';
import { stagedAfter, type Stage } from './stage.ts';
import { one, run } from './statement.ts';
import { transaction, type Writer } from './transaction.ts';

/** Rows in one transaction: a few milliseconds. */
const slice = 100;
const job = '1040';

/** Builds the staged version and makes it current. `rest` is called between two transactions, so that others may write. */
export function buildGeneration(
  db: Writer,
  stage: Stage,
  applied: Instant,
  rest: () => void,
): void {
  const current = currentGeneration(db, job);
  sweep(db, current, rest);
  const target = 1 + current;
  if (!stage.full) copyUnchanged(db, current, target, rest);
  putStaged(db, target, rest);
  transaction(db, () => {
    assert(currentGeneration(db, job) === current, 'one build at a time');
    saveJob(db, stage, applied, target);
    run(db, 'DELETE FROM feed_stage WHERE job = ?', [job]);
  });
  sweep(db, target, rest);
  inSlices(rest, () =>
    run(
      db,
      'DELETE FROM feed_row WHERE job = ? AND id IN (SELECT id FROM feed_row WHERE job = ? LIMIT ?)',
      [job, job, slice],
    ),
  );
}

/** Removes all rows of other generations. */
function sweep(db: Writer, current: number, rest: () => void): void {
  inSlices(rest, () =>
    transaction(db, () =>
      run(
        db,
        'DELETE FROM product WHERE number IN (SELECT number FROM product WHERE generation <> ? LIMIT ?)',
        [current, slice],
      ),
    ),
  );
}

function copyUnchanged(db: Writer, current: number, target: number, rest: () => void): void {
  let after = '';
  inSlices(rest, () =>
    transaction(db, () => {
      const products = productsAfter(db, current, after, slice);
      for (const product of products) {
        if (!isStaged(db, product.id)) putProduct(db, target, product);
      }
      after = products.at(-1)?.id ?? after;
      return products.length;
    }),
  );
}

function putStaged(db: Writer, target: number, rest: () => void): void {
  let after = '';
  inSlices(rest, () =>
    transaction(db, () => {
      const rows = stagedAfter(db, job, after, slice);
      for (const row of rows) {
        if (row.body !== null) {
          putProduct(db, target, parsed(productSchema, row.body, 'staged product'));
        }
      }
      after = rows.at(-1)?.id ?? after;
      return rows.length;
    }),
  );
}

const isStaged = (db: Writer, id: string): boolean =>
  one(db, 'SELECT 1 FROM feed_row WHERE job = ? AND id = ?', [job, id]) !== undefined;

/** Repeats the work, which tells how many rows it met, until a slice was not full. */
function inSlices(rest: () => void, work: () => number): void {
  while (work() >= slice) rest();
}
