/**
 * How products come in: a few in one transaction here, many by a thread that has all of a version's pages in one transaction of its own, so that they
 * count at once or not at all. What a crash leaves is swept away at the next start.
 */
import { z } from 'zod';
import type { FeedPage, FeedRow } from '../../shared/feed.ts';
import { done, fail, type Result } from '../../shared/fault.ts';
import type { Instant } from '../../shared/identity.ts';
import type { Product } from '../../shared/product.ts';
import { productSchema } from '../../shared/wire/feed.ts';
import { catalogPath, createCatalog, markVersion, type Catalog } from './catalogfile.ts';
import { makeDurable } from './durable.ts';
import { guarded } from './failure.ts';
import { currentGeneration, saveJob } from './jobs.ts';
import type { DatabaseKey } from './key.ts';
import { clearProducts, dropProduct, putProducts } from './products.ts';
import { one } from './statement.ts';
import { attempt, transaction, type Writer } from './transaction.ts';
import { startThread, type Thread } from './workers.ts';

const job = '1040';
/** Fewer rows than this are applied here. */
const many = 500;

const closed = fail('database.inUse', { reason: 'closed' });

/** The database whose products come in. */
export type Loaded = Writer & {
  readonly file: string;
  readonly key: DatabaseKey | null;
  readonly catalog: Catalog;
  readonly clock: { readonly now: () => Instant };
};

type Load = {
  readonly version: number;
  readonly full: boolean;
  readonly generation: number;
  readonly thread: Thread;
};

/** Loads whose last page has not come. */
const open = new WeakMap<Catalog, Load>();

/** As `applyFeed` says, for products. */
export async function applyProducts(
  db: Loaded,
  page: FeedPage,
  isFirst: boolean,
): Promise<Result<void>> {
  if (isFirst) await abandon(db);
  if (!db.sql.open) return closed;
  const going = open.get(db.catalog);
  if (going && (going.version !== page.version || going.full !== page.full)) {
    await abandon(db);
    return fail('wire.malformed', { job, version: page.version, staged: going.version });
  }
  if (!going && page.next === null && isShort(db, page)) return guarded(() => applyHere(db, page));
  const load = going ?? start(db, page);
  const put = await load.thread.ask({ rows: page.rows });
  if (!put.ok) await abandon(db);
  return put.ok && page.next === null ? finish(db, load) : put;
}

async function abandon({ catalog }: Loaded): Promise<void> {
  const load = open.get(catalog);
  open.delete(catalog);
  await load?.thread.stop();
}

function isShort({ catalog }: Loaded, { rows, full }: FeedPage): boolean {
  if (rows.length >= many || !full) return rows.length < many;
  // A full load takes the current rows away as well.
  const current = one<{ count: number }>(
    catalog,
    'SELECT count(*) AS count FROM (SELECT 1 FROM product LIMIT ?)',
    [many],
  );
  return (current?.count ?? 0) < many;
}

function applyHere(db: Loaded, page: FeedPage): Result<void> {
  const isNew = db.catalog.file === null;
  const generation = currentGeneration(db, job) + (isNew ? 1 : 0);
  const sql = isNew ? createCatalog(db.file, generation, db.key) : db.catalog.sql;
  const at = db.clock.now();
  const applied = attempt({ sql }, () => {
    if (page.full) clearProducts({ sql });
    const put = putRows({ sql }, page.rows);
    if (put.ok) markVersion({ sql }, page, at);
    return put;
  });
  if (isNew) sql.close();
  if (applied.ok) count(db, page, { generation, at });
  return applied;
}

function start(db: Loaded, page: FeedPage): Load {
  const { version, full } = page;
  const current = currentGeneration(db, job);
  const isNew = full || db.catalog.file === null;
  const generation = isNew ? current + 1 : current;
  const thread = startThread('catalog', db.file, { generation, isNew, version, full, key: db.key });
  const load = { version, full, generation, thread };
  open.set(db.catalog, load);
  return load;
}

async function finish(db: Loaded, load: Load): Promise<Result<void>> {
  const at = db.clock.now();
  const finished = await load.thread.ask({ at });
  open.delete(db.catalog);
  await load.thread.stop();
  if (!finished.ok) return finished;
  if (!db.sql.open) return closed;
  return guarded(() => {
    count(db, load, { generation: load.generation, at });
    return done;
  });
}

/** Makes a version whose content is whole the one that counts. */
function count(
  db: Loaded,
  { version, full }: Pick<FeedPage, 'version' | 'full'>,
  { generation, at }: { readonly generation: number; readonly at: Instant },
): void {
  const isNew = db.catalog.file !== catalogPath(db.file, generation);
  if (isNew) makeDurable(catalogPath(db.file, generation));
  transaction(db, () => saveJob(db, { job, version, full }, at, generation));
  if (isNew) db.catalog.turnTo(generation);
}

const named = z.object({ id: z.string() });

/** Puts rows in, or takes them out; inside a transaction. Fault: wire.malformed, which names the row. */
export function putRows(catalog: Writer, rows: readonly FeedRow[]): Result<void> {
  const products: Product[] = [];
  const put = (): void => putProducts(catalog, products.splice(0));
  for (const row of rows) {
    if (row.deleted) {
      put();
      dropProduct(catalog, row.id);
      continue;
    }
    const product = productSchema.safeParse(row.body);
    const isNamed = named.safeParse(row.body).data?.id === row.id;
    if (!product.success || !isNamed) {
      const reason = product.success ? 'another id' : z.prettifyError(product.error).slice(0, 300);
      return fail('wire.malformed', { job, row: row.id, reason });
    }
    products.push(product.data);
  }
  put();
  return done;
}
