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
import { clearWords, putProduct } from './products.ts';
import { stagedAfter, type Stage } from './stage.ts';
import { one, run } from './statement.ts';
import { transaction, type Writer } from './transaction.ts';

/** Rows in one transaction: a few milliseconds. */
const most = 25;
const job = '1040';

/** How the build takes turns: `slice` runs a transaction that a crash may take back, `last` the one that makes all of them count. */
export type BuildPorts = {
  readonly slice: <T>(work: () => T) => T;
  readonly last: (work: () => void) => void;
};

/** Builds the staged version and makes it current. */
export function buildGeneration(
  db: Writer,
  stage: Stage,
  applied: Instant,
  ports: BuildPorts,
): void {
  const current = currentGeneration(db, job);
  sweep(db, current, ports);
  const target = 1 + current;
  ports.slice(() => transaction(db, () => clearWords(db, target)));
  if (!stage.full) copyUnchanged(db, current, target, ports);
  putStaged(db, target, ports);
  ports.last(() =>
    transaction(db, () => {
      assert(currentGeneration(db, job) === current, 'one build at a time');
      saveJob(db, stage, applied, target);
      run(db, 'DELETE FROM feed_stage WHERE job = ?', [job]);
    }),
  );
  ports.slice(() => transaction(db, () => clearWords(db, current)));
  sweep(db, target, ports);
  inSlices(db, ports, () =>
    run(
      db,
      'DELETE FROM feed_row WHERE job = ? AND id IN (SELECT id FROM feed_row WHERE job = ? LIMIT ?)',
      [job, job, most],
    ),
  );
}

/** Removes all rows of other generations. */
function sweep(db: Writer, current: number, ports: BuildPorts): void {
  inSlices(db, ports, () =>
    run(
      db,
      `DELETE FROM product WHERE number IN
         (SELECT number FROM product WHERE generation < $current OR generation > $current LIMIT $most)`,
      { current, most },
    ),
  );
}

function copyUnchanged(db: Writer, current: number, target: number, ports: BuildPorts): void {
  let after = '';
  inSlices(db, ports, () => {
    const products = productsAfter(db, current, after, most);
    for (const product of products) {
      if (!isStaged(db, product.id)) putProduct(db, target, product);
    }
    after = products.at(-1)?.id ?? after;
    return products.length;
  });
}

function putStaged(db: Writer, target: number, ports: BuildPorts): void {
  let after = '';
  inSlices(db, ports, () => {
    const rows = stagedAfter(db, job, after, most);
    for (const row of rows) {
      if (row.body !== null) {
        putProduct(db, target, parsed(productSchema, row.body, 'staged product'));
      }
    }
    after = rows.at(-1)?.id ?? after;
    return rows.length;
  });
}

const isStaged = (db: Writer, id: string): boolean =>
  one(db, 'SELECT 1 FROM feed_row WHERE job = ? AND id = ?', [job, id]) !== undefined;

/** Repeats the work, which tells how many rows it met, each time in a transaction, until there were fewer than a slice has. */
function inSlices(db: Writer, ports: BuildPorts, work: () => number): void {
  while (ports.slice(() => transaction(db, work)) >= most);
}
