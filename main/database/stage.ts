/** Rows of a feed that have arrived but do not count yet: they wait here until the last page of their version. */
import { z } from 'zod';
import type { FeedPage, FeedRow, JobId } from '../../shared/feed.ts';
import { done, fail, type Result } from '../../shared/fault.ts';
import {
  customerSchema,
  parametersSchema,
  staffSchema,
  storeConfigurationSchema,
} from '../../shared/wire/feed.ts';
import { all, one, run, type Connection } from './statement.ts';
import { attempt, transaction, type Writer } from './transaction.ts';

const schemas = {
  '1010': customerSchema,
  '1060': staffSchema,
  '1070': storeConfigurationSchema,
  '1110': parametersSchema,
} as const satisfies Record<StagedJob, z.ZodType>;

/** What a row calls itself; parameters have no name of their own. */
const named = z.union([z.object({ id: z.string() }), z.object({ store: z.string() })]);

/** Products have a file of their own, in which they are loaded (catalogload.ts). */
export type StagedJob = Exclude<JobId, '1040'>;

export type Stage = { readonly job: StagedJob; readonly version: number; readonly full: boolean };

export type StagedPage = Omit<FeedPage, 'job'> & { readonly job: StagedJob };

/** The staged version of a job, or null. */
export function readStage(db: Connection, job: StagedJob): Stage | null {
  const row = one<{ version: number; full: 0 | 1 }>(
    db,
    'SELECT version, full FROM feed_stage WHERE job = ?',
    [job],
  );
  return row === undefined ? null : { job, version: row.version, full: row.full === 1 };
}

export const countStaged = (db: Connection, job: StagedJob): number =>
  one<{ count: number }>(db, 'SELECT count(*) AS count FROM feed_row WHERE job = ?', [job])
    ?.count ?? 0;

/** Staged rows by id after one, at most `limit`; `body` is JSON, null for a deleted row. */
export const stagedAfter = (
  db: Connection,
  job: StagedJob,
  after: string,
  limit: number,
): { id: string; body: string | null }[] =>
  all(db, 'SELECT id, body FROM feed_row WHERE job = ? AND id > ? ORDER BY id LIMIT ?', [
    job,
    after,
    limit,
  ]);

/**
 * Begins or continues the stage of a version. `first`: the page is the first of its version, so what was staged before is forgotten. A page
 * that continues another version than the staged one is refused, and the stage is cleared: wire.malformed.
 */
export function openStage(db: Writer, page: StagedPage, first: boolean): Result<void> {
  const { job, version, full } = page;
  const stage = readStage(db, job);
  const continues = stage !== null && stage.version === version && stage.full === full;
  if (continues && !first) return done;
  transaction(db, () => clearStage(db, job));
  if (stage !== null && !first)
    return fail('wire.malformed', { job, version, staged: stage.version });
  transaction(db, () =>
    run(db, 'INSERT INTO feed_stage (job, version, full) VALUES (?, ?, ?)', [
      job,
      version,
      full ? 1 : 0,
    ]),
  );
  return done;
}

/** Stages rows; a later row of one id replaces an earlier one. Nothing is staged when a row is malformed: wire.malformed. */
export function stageRows(db: Writer, job: StagedJob, rows: readonly FeedRow[]): Result<void> {
  return attempt(db, () => {
    for (const row of rows) {
      const wrong = row.deleted ? null : flaw(job, row);
      if (wrong !== null) return fail('wire.malformed', { job, row: row.id, reason: wrong });
      run(
        db,
        `INSERT INTO feed_row (job, id, body) VALUES (?, ?, ?)
         ON CONFLICT (job, id) DO UPDATE SET body = excluded.body`,
        [job, row.id, row.deleted ? null : JSON.stringify(row.body)],
      );
    }
    return done;
  });
}

function flaw(job: StagedJob, row: FeedRow): string | null {
  const body = schemas[job].safeParse(row.body);
  if (!body.success) return z.prettifyError(body.error).slice(0, 300);
  const name = named.safeParse(row.body);
  if (!name.success) return null;
  return ('id' in name.data ? name.data.id : name.data.store) === row.id ? null : 'another id';
}

/** Forgets what is staged, of one job or of all. */
export function clearStage(db: Writer, job?: StagedJob): void {
  transaction(db, () => {
    run(db, 'DELETE FROM feed_stage WHERE $job IS NULL OR job = $job', { job: job ?? null });
    run(db, 'DELETE FROM feed_row WHERE $job IS NULL OR job = $job', { job: job ?? null });
  });
}
