/** Rows of master data in the database: written many at once, edited one at a time against a revision, listed page by page. */
import { sql, type Kysely } from 'kysely';
import { fail, ok, type Result } from '../../shared/fault.ts';
import type { JobId } from '../../shared/feed.ts';
import type { MasterList, MastersQuery } from '../../shared/wire/masters.ts';
import type { Act } from './headquarters.ts';
import type { Tables } from './tables.ts';

export type MasterWrite = {
  readonly id: string;
  readonly body: unknown;
  readonly active: boolean;
};

/** So many rows go into one statement. */
const chunkRows = 500;

/** Writes rows whatever stands there; those that differ wait for their job. Answers how many differed. */
export async function saveMasters(
  act: Act,
  job: JobId,
  writes: readonly MasterWrite[],
): Promise<number> {
  let changed = 0;
  for (let at = 0; at < writes.length; at += chunkRows) {
    const rows = writes.slice(at, at + chunkRows).map((write) => rowOf(job, write));
    const written = await act
      .insertInto('master')
      .values(rows)
      .onConflict((conflict) =>
        conflict
          .columns(['job', 'id'])
          .doUpdateSet((where) => ({
            body_json: where.ref('excluded.body_json'),
            deleted: where.ref('excluded.deleted'),
            search: where.ref('excluded.search'),
            waiting: 1,
            revision: where('master.revision', '+', 1),
          }))
          .where((where) =>
            where.or([
              where('master.body_json', '<>', where.ref('excluded.body_json')),
              where('master.deleted', '<>', where.ref('excluded.deleted')),
            ]),
          ),
      )
      .returning('id')
      .execute();
    changed += written.length;
  }
  return changed;
}

const rowOf = (job: JobId, { id, body, active }: MasterWrite) => ({
  job,
  id,
  body_json: JSON.stringify(body),
  deleted: active ? (0 as const) : (1 as const),
  waiting: 1 as const,
  version: 0,
  published_json: null,
  published_deleted: 0 as const,
  search: searchText(body),
  revision: 1,
});

/**
 * Writes one row that was shown at revision `base`, or a new one when that is null; answers its new revision. Faults: master.exists when a
 * new one has the id of another, master.conflict { id } when somebody saved it meanwhile.
 */
export async function editMaster(
  act: Act,
  job: JobId,
  base: number | null,
  write: MasterWrite,
): Promise<Result<number>> {
  const row = rowOf(job, write);
  if (base === null) {
    const made = await act
      .insertInto('master')
      .values(row)
      .onConflict((conflict) => conflict.columns(['job', 'id']).doNothing())
      .returning('revision')
      .executeTakeFirst();
    return made ? ok(made.revision) : fail('master.exists', { id: write.id });
  }
  const { body_json, deleted, search } = row;
  const edited = await act
    .updateTable('master')
    .set((where) => ({
      ...{ body_json, deleted, search },
      waiting: 1,
      revision: where('revision', '+', 1),
    }))
    .where('job', '=', job)
    .where('id', '=', write.id)
    .where('revision', '=', base)
    .returning('revision')
    .executeTakeFirst();
  return edited ? ok(edited.revision) : fail('master.conflict', { id: write.id });
}

/** Never searched for: a picture is no text, a hash is nobody's business. */
const unsearched = new Set(['picture', 'pinHash']);
const mostSearch = 2000;

/** All texts of a row in small letters. */
function searchText(body: unknown): string {
  const texts = (value: unknown): string[] => {
    if (typeof value === 'string') return [value];
    if (value === null || typeof value !== 'object') return [];
    return Object.entries(value).flatMap(([name, part]) =>
      unsearched.has(name) ? [] : texts(part),
    );
  };
  return texts(body).join(' ').toLowerCase().slice(0, mostSearch);
}

const pageRows = 100;

/** A page of a job's rows by id. `read` makes of a stored body what the page is told. */
export async function listMasters<Body>(
  db: Kysely<Tables>,
  job: JobId,
  query: MastersQuery,
  read: (body: unknown) => Body,
): Promise<MasterList<Body>> {
  const { text, show, after } = query;
  const pattern = `%${text.toLowerCase().replaceAll(/[%_\\]/g, '')}%`;
  const found = db
    .selectFrom('master')
    .where('job', '=', job)
    .where((where) =>
      text === ''
        ? where.lit(true)
        : where(sql`coalesce(master.search, lower(master.body_json))`, 'like', pattern),
    );
  const rows = await found
    .select(['id', 'body_json', 'revision', 'deleted', 'waiting'])
    .where((where) =>
      show === 'waiting'
        ? where('waiting', '=', 1)
        : where('deleted', '=', show === 'active' ? 0 : 1),
    )
    .where('id', '>', after ?? '')
    .orderBy('id')
    .limit(pageRows + 1)
    .execute();
  const counts = await found
    .select([
      sql<number>`coalesce(sum(1 - deleted), 0)`.as('active'),
      sql<number>`coalesce(sum(waiting), 0)`.as('waiting'),
      sql<number>`coalesce(sum(deleted), 0)`.as('inactive'),
    ])
    .executeTakeFirstOrThrow();
  const page = rows.slice(0, pageRows);
  return {
    rows: page.map((row) => ({
      body: read(JSON.parse(row.body_json)),
      revision: row.revision,
      active: row.deleted === 0,
      waiting: row.waiting === 1,
    })),
    counts,
    next: rows.length > pageRows ? (page.at(-1)?.id ?? null) : null,
  };
}

/** One row as it is edited; undefined when there is none. */
export async function findMaster(
  db: Kysely<Tables>,
  job: JobId,
  id: string,
): Promise<{ body: unknown; active: boolean; revision: number } | undefined> {
  const row = await db
    .selectFrom('master')
    .select(['body_json', 'deleted', 'revision'])
    .where('job', '=', job)
    .where('id', '=', id)
    .executeTakeFirst();
  return (
    row && { body: JSON.parse(row.body_json), active: row.deleted === 0, revision: row.revision }
  );
}
