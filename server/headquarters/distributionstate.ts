/** Jobs, channels and the newest runs for the head office page. */
import { sql, type Kysely } from 'kysely';
import { z } from 'zod';
import { jobIds, jobNames } from '../../shared/feed.ts';
import type { Distribution, JobRun } from '../../shared/wire/distribution.ts';
import { jobSchema } from '../../shared/wire/feed.ts';
import { channelFailureSchema } from '../../shared/wire/channel.ts';
import { accountNames } from './accounts.ts';
import { jobNeeds } from './distribution.ts';
import { scheduleOf } from './schedules.ts';
import type { JobRunTable } from './mastertables.ts';
import type { Tables } from './tables.ts';

const newestRuns = 100;
const versionsSchema = z.record(z.string(), z.int().min(0));

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
  const schedules = await db.selectFrom('job_schedule').selectAll().execute();
  const history = await runs(db);
  const channels = await db.selectFrom('channel').selectAll().orderBy('id').execute();
  return {
    jobs: jobIds.map((job) => {
      const count = counts.find((row) => row.job === job);
      const schedule = schedules.find((row) => row.job === job);
      return {
        job,
        name: jobNames[job],
        version: jobs.find((row) => row.job === job)?.version ?? 0,
        rows: count?.rows ?? 0,
        waiting: count?.waiting ?? 0,
        needs: [...jobNeeds[job]],
        schedule: scheduleOf(schedule),
        nextRun: schedule?.next_at ?? null,
        lastRun: history.find((run) => run.job === job) ?? null,
      };
    }),
    channels: channels.map((row) => ({
      channel: row.id,
      name: row.name,
      lastContact: row.last_contact,
      versions: versionsSchema.parse(JSON.parse(row.versions_json)),
      resets: row.resets,
      failure:
        row.failure_json === null || row.failure_json === undefined
          ? null
          : channelFailureSchema.parse(JSON.parse(row.failure_json)),
    })),
    history,
  };
}

async function runs(db: Kysely<Tables>): Promise<JobRun[]> {
  const rows = await db
    .selectFrom('job_run')
    .selectAll()
    .orderBy('at', 'desc')
    .limit(newestRuns)
    .execute();
  if (rows.length === 0) return [];
  const applied = await db
    .selectFrom('job_run_channel')
    .selectAll()
    .where(
      'run',
      'in',
      rows.map((row) => row.id),
    )
    .orderBy('channel')
    .execute();
  const nameOf = await accountNames(db);
  return rows.map((row) =>
    runOf(
      row,
      nameOf,
      applied.filter((one) => one.run === row.id),
    ),
  );
}

const runOf = (
  row: JobRunTable,
  nameOf: (account: string) => string,
  applied: readonly { readonly channel: string; readonly applied_at: string }[],
): JobRun => ({
  id: row.id,
  job: jobSchema.parse(row.job),
  version: row.version,
  at: row.at,
  by: nameOf(row.by),
  full: row.is_full === 1,
  rows: row.rows,
  bytes: row.bytes,
  ms: row.ms,
  channels: applied.map(({ channel, applied_at }) => ({ channel, appliedAt: applied_at })),
});
