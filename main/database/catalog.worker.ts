/** The thread that loads many products (catalogload.ts): told rows it puts them in, told the time it commits them. One transaction for all. */
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { done, type Result } from '../../shared/fault.ts';
import type { FeedRow } from '../../shared/feed.ts';
import { beginBulk } from './bulk.ts';
import { catalogPath, createCatalog, markVersion } from './catalogfile.ts';
import { putRows } from './catalogload.ts';
import { connect } from './connection.ts';
import { guarded } from './failure.ts';

const told = z
  .object({
    file: z.string(),
    key: z.instanceof(Uint8Array).nullable(),
    generation: z.int(),
    isNew: z.boolean(),
    version: z.int(),
    full: z.boolean(),
  })
  .parse(workerData);

const said = z.union([
  z.object({ rows: z.array(z.custom<FeedRow>()) }),
  z.object({ at: z.string() }),
]);

/** Pages that SQLite may hold in memory, in KiB: a load goes through all of its indexes at once. */
const memory = 65_536;

const { file, generation, key, isNew } = told;
let sql: ReturnType<typeof connect> | undefined;
let bulk: ReturnType<typeof beginBulk> | undefined;

function begin(): NonNullable<typeof sql> {
  const opened = isNew
    ? createCatalog(file, generation, key)
    : connect(catalogPath(file, generation), key);
  // A new file is nobody's until it is whole; what a kill leaves of it is swept away.
  if (isNew) opened.pragma('journal_mode = OFF');
  opened.pragma(`cache_size = -${memory}`);
  opened.exec('BEGIN IMMEDIATE');
  if (isNew) bulk = beginBulk({ sql: opened });
  return opened;
}

function answer(message: unknown): Result<void> {
  const heard = said.parse(message);
  return guarded(() => {
    sql ??= begin();
    if ('rows' in heard) return putRows({ sql }, heard.rows);
    bulk?.end();
    markVersion({ sql }, told, heard.at);
    sql.exec('COMMIT');
    if (!isNew) sql.pragma('wal_checkpoint(PASSIVE)');
    sql.close();
    return done;
  });
}

parentPort?.on('message', (message) => {
  parentPort?.postMessage(answer(message));
});
