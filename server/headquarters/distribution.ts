/** Distribution jobs: they hand out what changed in the master data since their last run, as a new version, fully or as a delta. */
import { sql } from 'kysely';
import { z } from 'zod';
import { fail, ok, type Result } from '../../shared/fault.ts';
import { jobIds, type FeedPage, type FeedRow, type JobId } from '../../shared/feed.ts';
import type { PackageRequest } from '../../shared/wire/channel.ts';
import { recordAct } from './audit.ts';
import type { Act, Headquarters } from './headquarters.ts';

/** Runs a job now. `full`: channels replace everything they have of it. Answers the version that is handed out afterwards. */
export async function runJob(
  headquarters: Headquarters,
  job: JobId,
  full: boolean,
  by: string,
): Promise<number> {
  return headquarters.db.transaction((act) => runWithNeeds(headquarters, act, job, full, by));
}

/** What must be at a channel before a job's rows mean anything there: taxes and stores come before what names them. */
export const jobNeeds: Readonly<Record<JobId, readonly JobId[]>> = {
  '1070': [],
  '1110': [],
  '1040': ['1070'],
  '1060': ['1070'],
  '1010': ['1070'],
};

/** Runs first what the job needs and what waits of it, then the job. */
export async function runWithNeeds(
  headquarters: Headquarters,
  act: Act,
  job: JobId,
  full: boolean,
  by: string,
): Promise<number> {
  for (const needed of jobNeeds[job]) {
    const waiting = await act
      .selectFrom('master')
      .select('id')
      .where('job', '=', needed)
      .where('waiting', '=', 1)
      .limit(1)
      .executeTakeFirst();
    if (waiting) await runJobIn(headquarters, act, needed, false, by);
  }
  return runJobIn(headquarters, act, job, full, by);
}

/** Within a message. Without changes and unless full, the version stays. */
export async function runJobIn(
  headquarters: Headquarters,
  act: Act,
  job: JobId,
  full: boolean,
  by: string,
): Promise<number> {
  const at = headquarters.clock.now();
  const began = headquarters.clock.running();
  const row = await act
    .updateTable('job')
    .set((where) => ({ version: where.ref('version') }))
    .where('job', '=', job)
    .returningAll()
    .executeTakeFirstOrThrow();
  const counted = await act
    .selectFrom('master')
    .select([
      sql<number>`coalesce(sum(waiting), 0)`.as('waiting'),
      sql<number>`count(*)`.as('rows'),
      sql<number>`coalesce(sum(octet_length(body_json)), 0)`.as('bytes'),
    ])
    .where('job', '=', job)
    .where((where) =>
      full
        ? where.or([where('deleted', '=', 0), where('waiting', '=', 1)])
        : where('waiting', '=', 1),
    )
    .executeTakeFirstOrThrow();
  const version = counted.waiting > 0 || full ? row.version + 1 : row.version;
  await act
    .updateTable('master')
    .set((where) => ({
      waiting: 0,
      version,
      published_json: where.ref('body_json'),
      published_deleted: where.ref('deleted'),
    }))
    .where('job', '=', job)
    .where('waiting', '=', 1)
    .execute();
  await act
    .updateTable('job')
    .set(full ? { version, full_version: version } : { version })
    .where('job', '=', job)
    .execute();
  if (job === '1110')
    await act
      .updateTable('parameter_version')
      .set({ applied_at: at, job_version: version })
      .where('applied_at', 'is', null)
      .execute();
  await act
    .insertInto('job_run')
    .values({
      id: headquarters.chance.id(),
      job,
      version,
      at,
      by,
      is_full: full ? 1 : 0,
      rows: counted.rows,
      bytes: counted.bytes,
      ms: Math.round(headquarters.clock.running() - began),
    })
    .execute();
  return version;
}

/** More versions than a backup can be behind: what was handed out after it never meets another content under the same version. */
export const versionsLost = 1000;

/** After a restore all jobs go on with versions that nobody has seen, and hand everything out anew. */
export async function skipJobVersions(act: Act): Promise<void> {
  await act
    .updateTable('job')
    .set((where) => ({
      version: where('version', '+', versionsLost),
      full_version: where('version', '+', versionsLost),
    }))
    .execute();
}

/** Asks a channel, or all of them, to drop its parameter cache at its next heartbeat. */
export async function resetCaches(
  headquarters: Headquarters,
  act: Act,
  by: string,
  channel?: string,
): Promise<void> {
  await act
    .updateTable('channel')
    .set((where) => ({ resets: where('resets', '+', 1) }))
    .where((where) => (channel === undefined ? where.lit(true) : where('id', '=', channel)))
    .execute();
  await recordAct(headquarters, act, {
    at: headquarters.clock.now(),
    account: by,
    act: 'cache.reset',
    detail: channel ?? 'all channels',
  });
}

const pageRows = 500;

/**
 * The next page of a job for a channel, or null when it has everything. A page carries the newest published text of each row; a row that is
 * published again meanwhile comes once more with the next version. Faults: wire.malformed for a page mark that is not ours.
 */
export async function packageFor(
  headquarters: Headquarters,
  request: PackageRequest,
): Promise<Result<FeedPage | null>> {
  const db = headquarters.db.query;
  const jobs = await db.selectFrom('job').selectAll().execute();
  const behind = jobIds.find(
    (id) =>
      (request.job === null || id === request.job) &&
      jobs.some((job) => job.job === id && job.version !== (request.versions[id] ?? 0)),
  );
  const job = jobs.find((candidate) => candidate.job === behind);
  if (behind === undefined || job === undefined) return ok(null);
  const has = request.versions[behind] ?? 0;
  const mark = readMark(request.page);
  if (!mark.ok) return mark;
  const full = mark.value?.full ?? (has === 0 || has < job.full_version || has > job.version);
  const version = mark.value?.version ?? job.version;
  const rows = await db
    .selectFrom('master')
    .select(['id', 'published_json', 'published_deleted'])
    .where('job', '=', behind)
    .where('published_json', 'is not', null)
    .where('version', '>', full ? 0 : has)
    .where('id', '>', mark.value?.after ?? '')
    .where((where) => (full ? where('published_deleted', '=', 0) : where.lit(true)))
    .where((where) =>
      behind === '1070'
        ? where(
            'id',
            'in',
            where.selectFrom('store').select('id').where('channel', '=', request.channel),
          )
        : where.lit(true),
    )
    .orderBy('id')
    .limit(pageRows + 1)
    .execute();
  const page = rows.slice(0, pageRows);
  const last = page.at(-1);
  const next = rows.length > pageRows && last ? JSON.stringify([version, full, last.id]) : null;
  return ok({
    job: behind,
    version,
    full,
    next,
    rows: page.map((row): FeedRow => ({
      id: row.id,
      deleted: row.published_deleted === 1,
      body: JSON.parse(row.published_json ?? 'null'),
    })),
  });
}

const markSchema = z.tuple([z.int().min(0), z.boolean(), z.string()]);

function readMark(
  page: string | null,
): Result<{ version: number; full: boolean; after: string } | null> {
  if (page === null) return ok(null);
  try {
    const [version, full, after] = markSchema.parse(JSON.parse(page));
    return ok({ version, full, after });
  } catch {
    return fail('wire.malformed', { at: 'page' });
  }
}
