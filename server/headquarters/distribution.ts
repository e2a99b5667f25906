/** Distribution jobs: they hand out what changed in the master data since their last run, as a new version, fully or as a delta. */
import { sql, type Kysely } from 'kysely';
import { z } from 'zod';
import { fail, ok, type Result } from '../../shared/fault.ts';
import { jobIds, jobNames, type FeedPage, type FeedRow, type JobId } from '../../shared/feed.ts';
import { jobSchema } from '../../shared/wire/feed.ts';
import type { Distribution } from '../../shared/wire/headoffice.ts';
import type { PackageRequest } from '../../shared/wire/channel.ts';
import { recordAct } from './audit.ts';
import type { Act, Headquarters } from './headquarters.ts';
import type { JobRunTable, Tables } from './tables.ts';

/** Runs a job now. `full`: channels replace everything they have of it. Answers the version that is handed out afterwards. */
export async function runJob(
  headquarters: Headquarters,
  job: JobId,
  full: boolean,
  by: string,
): Promise<number> {
  return headquarters.db.transaction((act) => runJobIn(headquarters, act, job, full, by));
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
  const row = await act
    .updateTable('job')
    .set((where) => ({ version: where.ref('version') }))
    .where('job', '=', job)
    .returningAll()
    .executeTakeFirstOrThrow();
  const counted = await act
    .selectFrom('master')
    .select(sql<number>`count(*)`.as('rows'))
    .where('job', '=', job)
    .where('waiting', '=', 1)
    .executeTakeFirstOrThrow();
  const version = counted.rows > 0 || full ? row.version + 1 : row.version;
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

/** Asks all channels to drop their parameter cache at their next heartbeat. */
export async function resetCaches(headquarters: Headquarters, act: Act, by: string): Promise<void> {
  await act
    .updateTable('channel')
    .set((where) => ({ resets: where('resets', '+', 1) }))
    .execute();
  await recordAct(headquarters, act, {
    at: headquarters.clock.now(),
    account: by,
    act: 'cache.reset',
    detail: 'all channels',
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

/** Jobs, channels and the newest runs for the head office page. */
export async function distributionState(db: Kysely<Tables>): Promise<Distribution> {
  const jobs = await db.selectFrom('job').selectAll().execute();
  const counts = await db
    .selectFrom('master')
    .select([
      'job',
      sql<number>`count(*)`.as('rows'),
      sql<number>`coalesce(sum(waiting), 0)`.as('waiting'),
    ])
    .groupBy('job')
    .execute();
  const history = (
    await db.selectFrom('job_run').selectAll().orderBy('at', 'desc').limit(100).execute()
  ).map(runOf);
  const channels = await db.selectFrom('channel').selectAll().orderBy('id').execute();
  return {
    jobs: jobIds.map((job) => {
      const count = counts.find((row) => row.job === job);
      return {
        job,
        name: jobNames[job],
        version: jobs.find((row) => row.job === job)?.version ?? 0,
        rows: count?.rows ?? 0,
        waiting: count?.waiting ?? 0,
        lastRun: history.find((run) => run.job === job) ?? null,
      };
    }),
    channels: channels.map((row) => ({
      channel: row.id,
      name: row.name,
      lastContact: row.last_contact,
      versions: versionsOf(row.versions_json),
      resets: row.resets,
    })),
    history,
  };
}

const versionsSchema = z.record(z.string(), z.int().min(0));
const versionsOf = (text: string): Record<string, number> => versionsSchema.parse(JSON.parse(text));

const runOf = (run: JobRunTable): Distribution['history'][number] => ({
  job: jobSchema.parse(run.job),
  version: run.version,
  at: run.at,
  by: run.by,
  full: run.is_full === 1,
  rows: run.rows,
});
