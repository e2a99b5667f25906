/** Distribution jobs coming down: packages are staged page by page and applied whole, with their version, in one transaction. */
import { sql, type Transaction } from 'kysely';
import type { FeedPage, JobId } from '../../shared/feed.ts';
import { fail, ok, type Result } from '../../shared/fault.ts';
import {
  headquartersPaths,
  packageSchema,
  type PackageRequest,
} from '../../shared/wire/channel.ts';
import type { Caller } from '../http/call.ts';
import type { ChannelDatabase, ChannelTables, Reader } from './tables.ts';

/** The version of each job that the channel's database has. */
export async function jobVersions(query: Reader): Promise<Partial<Record<JobId, number>>> {
  const rows = await query.selectFrom('job').select(['job', 'version']).execute();
  return Object.fromEntries(rows.map((row) => [row.job, row.version]));
}

/** No set of packages is this long; a headquarters that always has one more is ill. */
const mostPackages = 100;

/** Asks for packages until there is none; answers the jobs that were applied. */
export async function pullPackages(
  db: ChannelDatabase,
  call: Caller,
  channel: string,
  timeout: number,
): Promise<Result<JobId[]>> {
  const applied: JobId[] = [];
  for (let count = 0; count < mostPackages; count += 1) {
    const versions = definedOnly(await jobVersions(db.query));
    const job = await pullPackage(db, call, { channel, versions, job: null, page: null }, timeout);
    if (!job.ok) return job;
    if (job.value === null) return ok(applied);
    applied.push(job.value);
  }
  return ok(applied);
}

const definedOnly = (versions: Partial<Record<JobId, number>>): Record<string, number> =>
  Object.fromEntries(
    Object.entries(versions).flatMap(([job, version]) =>
      version === undefined ? [] : [[job, version]],
    ),
  );

async function pullPackage(
  db: ChannelDatabase,
  call: Caller,
  request: PackageRequest,
  timeout: number,
): Promise<Result<JobId | null>> {
  let asked = request;
  let first: FeedPage | null = null;
  for (;;) {
    const answer = await call(
      { method: 'POST', path: headquartersPaths.packages, body: asked, timeout },
      packageSchema,
    );
    if (!answer.ok) return answer;
    const page = answer.value.page;
    if (page === null) return ok(null);
    first ??= page;
    // A package that changed between its pages is fetched again from its beginning.
    if (page.job !== first.job || page.version !== first.version)
      return fail('wire.malformed', { at: 'version', job: first.job });
    await stage(db, page, page === first);
    if (page.next === null) {
      await apply(db, first);
      return ok(page.job);
    }
    asked = { ...request, job: page.job, page: page.next };
  }
}

async function stage(db: ChannelDatabase, page: FeedPage, isFirst: boolean): Promise<void> {
  const rows = [...new Map(page.rows.map((row) => [row.id, row])).values()].map((row) => ({
    job: page.job,
    id: row.id,
    deleted: row.deleted ? 1 : 0,
    body: row.deleted ? 'null' : JSON.stringify(row.body),
  }));
  await db.transaction(async (transaction) => {
    if (isFirst) await transaction.deleteFrom('staged_row').where('job', '=', page.job).execute();
    for (let from = 0; from < rows.length; from += 1000) {
      await transaction
        .insertInto('staged_row')
        .values(rows.slice(from, from + 1000))
        .onConflict((conflict) =>
          conflict.columns(['job', 'id']).doUpdateSet((update) => ({
            deleted: update.ref('excluded.deleted'),
            body: update.ref('excluded.body'),
          })),
        )
        .execute();
    }
  });
}

/**
 * Makes the staged rows the job's newest version. Rows that a full package does not name are deleted; rows that did not change keep their
 * version, so that registers get the difference even of a full package. A version that went back (headquarters restored) is everything new.
 */
async function apply(db: ChannelDatabase, { job, version, full }: FeedPage): Promise<void> {
  await db.transaction(async (transaction) => {
    const before = await transaction
      .selectFrom('job')
      .selectAll()
      .where('job', '=', job)
      .executeTakeFirst();
    if (full) await deleteUnnamed(transaction, job, version);
    await sql`
      insert into feed_row (job, id, version, deleted, body)
      select job, id, ${sql.lit(version)}, deleted, body from staged_row where job = ${job}
      on conflict (job, id) do update set version = excluded.version, deleted = excluded.deleted, body = excluded.body
      where feed_row.body <> excluded.body or feed_row.deleted <> excluded.deleted`.execute(
      transaction,
    );
    const wentBack = before !== undefined && version < before.version;
    if (wentBack)
      await transaction.updateTable('feed_row').set({ version }).where('job', '=', job).execute();
    const floor = wentBack ? version : (before?.floor ?? 0);
    await transaction
      .insertInto('job')
      .values({ job, version, floor })
      .onConflict((conflict) => conflict.column('job').doUpdateSet({ version, floor }))
      .execute();
    await transaction.deleteFrom('staged_row').where('job', '=', job).execute();
  });
}

async function deleteUnnamed(
  transaction: Transaction<ChannelTables>,
  job: JobId,
  version: number,
): Promise<void> {
  await transaction
    .updateTable('feed_row')
    .set({ deleted: 1, body: 'null', version })
    .where('job', '=', job)
    .where('deleted', '=', 0)
    .where('id', 'not in', (from) =>
      from.selectFrom('staged_row').select('id').where('job', '=', job),
    )
    .execute();
}
