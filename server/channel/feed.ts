/** Reference data for registers: the rows of a job after the version that a register has, page by page. */
import type { FeedPage, FeedRow, JobId } from '../../shared/feed.ts';
import { fail, ok, type Result } from '../../shared/fault.ts';
import type { FeedRequest } from '../../shared/wire/feed.ts';
import type { Reader } from './tables.ts';

const mostRows = 1000;
/** `version:last id`: the version that the first page was cut at, and the last row told. */
const pageToken = /^(\d{1,15}):(.*)$/s;

/**
 * A page of the job. Everything when the register has nothing, has a version that headquarters no longer knows, or one too old for
 * differences. All pages are cut at the version of the first one; rows that change meanwhile come with the next version. Fault:
 * wire.malformed for a page that was never given out.
 */
export async function feedPage(query: Reader, request: FeedRequest): Promise<Result<FeedPage>> {
  const { job, after } = request;
  const state = await query.selectFrom('job').selectAll().where('job', '=', job).executeTakeFirst();
  if (!state) return ok({ job, version: 0, full: false, rows: [], next: null });
  const place =
    request.page === null ? { version: state.version, last: '' } : readToken(request.page);
  if (place === null) return fail('wire.malformed', { at: 'page' });
  const full = after === 0 || after > place.version || after < state.floor;
  let rows = query
    .selectFrom('feed_row')
    .select(['id', 'deleted', 'body'])
    .where('job', '=', job)
    .where('id', '>', place.last)
    .where('version', '<=', place.version);
  rows = full ? rows.where('deleted', '=', 0) : rows.where('version', '>', after);
  const page = await rows.orderBy('id').limit(mostRows).execute();
  const last = page.length === mostRows ? page.at(-1) : undefined;
  return ok({
    job,
    version: place.version,
    full,
    rows: page.map((row) => ({
      id: row.id,
      deleted: row.deleted === 1,
      body: JSON.parse(row.body) as unknown,
    })),
    next: last ? `${place.version}:${last.id}` : null,
  });
}

function readToken(page: string): { version: number; last: string } | null {
  const match = pageToken.exec(page);
  return match?.[1] !== undefined && match[2] !== undefined
    ? { version: Number(match[1]), last: match[2] }
    : null;
}

/** A job as it stands in the database, for the cache. Jobs that are cached are small. */
export async function wholeJob(
  query: Reader,
  job: JobId,
): Promise<{ version: number; rows: FeedRow[] } | null> {
  const state = await query
    .selectFrom('job')
    .select('version')
    .where('job', '=', job)
    .executeTakeFirst();
  if (!state) return null;
  const rows = await query
    .selectFrom('feed_row')
    .select(['id', 'deleted', 'body'])
    .where('job', '=', job)
    .where('deleted', '=', 0)
    .orderBy('id')
    .execute();
  return {
    version: state.version,
    rows: rows.map((row) => ({
      id: row.id,
      deleted: false,
      body: JSON.parse(row.body) as unknown,
    })),
  };
}
