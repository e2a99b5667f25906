/** Applies reference data that travels down: staged page by page, counted with its version at once or not at all. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { jobIds, type FeedPage, type FeedRow, type JobId } from '../../shared/feed.ts';
import { done, fail, type Result } from '../../shared/fault.ts';
import type { Instant } from '../../shared/identity.ts';
import { applyStaged } from './apply.ts';
import { applyProducts } from './catalogload.ts';
import { readJob } from './jobs.ts';
import type { Database } from './open.ts';
import {
  clearStage,
  countStaged,
  openStage,
  readStage,
  stageRows,
  type StagedJob,
} from './stage.ts';
import { one, type Connection } from './statement.ts';
import { attempt } from './transaction.ts';
import { endSlice } from './turn.ts';
import { runWorker } from './workers.ts';

/** Rows staged without letting others have a turn: a few milliseconds. */
const stagedAtOnce = 200;
/** Fewer rows than this are applied in one transaction here; more by the thread, in slices. */
const many = 500;

/**
 * Stages a page; the last page of a version (`next` null) makes the whole version count, atomically. `first`: it is the first page, so
 * what an interrupted try left is forgotten. A delta that is not newer is passed over. Faults: wire.malformed (nothing is applied, the stage is
 * cleared), database.full, database.readOnly, database.inUse (closed meanwhile).
 */
export async function applyFeed(
  db: Database,
  page: FeedPage,
  first = false,
): Promise<Result<void>> {
  const { job, rows } = page;
  if (!page.full && page.version <= jobVersions(db)[job]) return done;
  if (job === '1040') return applyProducts(db, page, first);
  const opened = attempt(db, () => openStage(db, { ...page, job }, first));
  if (!opened.ok) return opened;
  for (let from = 0; from < rows.length; from += stagedAtOnce) {
    if (from > 0) await nextTurn();
    const staged = stageOpen(db, job, rows.slice(from, from + stagedAtOnce));
    if (!staged.ok) return staged;
  }
  return page.next === null ? finish(db, job) : done;
}

function stageOpen(db: Database, job: StagedJob, rows: readonly FeedRow[]): Result<void> {
  if (!db.sql.open) return fail('database.inUse', { reason: 'closed' });
  const staged = stageRows(db, job, rows);
  if (!staged.ok) clearStage(db, job);
  return staged;
}

async function finish(db: Database, job: StagedJob): Promise<Result<void>> {
  const at = db.clock.now();
  if (job === '1010' && isLong(db, job)) {
    const applied = await runWorker('feed', db.file, { job, at, turn: db.turn, key: db.key });
    endSlice(db.turn);
    db.changed.tell();
    return applied;
  }
  return attempt(db, () => {
    const stage = readStage(db, job);
    if (stage === null) return fail('wire.malformed', { job });
    applyStaged(db, stage, at);
    return done;
  });
}

function isLong(db: Database, job: '1010'): boolean {
  const staged = countStaged(db, job);
  if (staged >= many || readStage(db, job)?.full !== true) return staged >= many;
  // A full load takes the current rows away as well.
  const current = one<{ count: number }>(
    db,
    'SELECT count(*) AS count FROM (SELECT 1 FROM customer LIMIT ?)',
    [many],
  );
  return (current?.count ?? 0) >= many;
}

/** `full`: the last package replaced everything. `applied` null: never. */
export type JobState = {
  readonly job: JobId;
  readonly version: number;
  readonly applied: Instant | null;
  readonly full: boolean;
};

/** Every job, also those that never came. */
export const jobStates = (db: Connection): JobState[] =>
  jobIds.map((job) => {
    const row = readJob(db, job);
    return {
      job,
      version: row?.version ?? 0,
      applied: row?.applied ?? null,
      full: row?.full === 1,
    };
  });

/** The applied version of every job, 0 before the first. */
export function jobVersions(db: Connection): Record<JobId, number> {
  const version = (job: JobId): number => readJob(db, job)?.version ?? 0;
  return {
    '1010': version('1010'),
    '1040': version('1040'),
    '1060': version('1060'),
    '1070': version('1070'),
    '1110': version('1110'),
  };
}
