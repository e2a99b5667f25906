/** Commerce parameters: versions with who and when. Saving makes a version; job 1110 hands the newest one out. */
import type { Kysely } from 'kysely';
import { z } from 'zod';
import { fail, ok, type Result } from '../../shared/fault.ts';
import { openPolicy, type InstrumentPolicy } from '../../shared/policy.ts';
import { defaultParameters, type Parameters } from '../../shared/parameters.ts';
import { parametersSchema } from '../../shared/wire/feed.ts';
import type { ParameterHistory, SaveParameters } from '../../shared/wire/headoffice.ts';
import { firstPage, type PageQuery } from '../../shared/wire/page.ts';
import { pageOf, type Keyset } from '../database/page.ts';
import { accountNames } from './accounts.ts';
import { recordAct } from './audit.ts';
import { resetCaches, runJobIn, skipJobVersions, versionsLost } from './distribution.ts';
import type { Act, Headquarters } from './headquarters.ts';
import { saveMasters } from './masterrows.ts';
import type { ParameterVersionTable } from './mastertables.ts';
import type { Tables } from './tables.ts';

const stored = z.string().transform((text): Parameters => parametersSchema.parse(JSON.parse(text)));

/** Row id of job 1110: there is one set of parameters. */
const parametersRow = 'parameters';

export async function findParameterVersion(
  db: Kysely<Tables>,
  version: number,
): Promise<Parameters | undefined> {
  const row = await db
    .selectFrom('parameter_version')
    .select('body_json')
    .where('version', '=', version)
    .executeTakeFirst();
  return row && stored.parse(row.body_json);
}

/** The newest saved version and the newest applied one; the published defaults when there is none. */
export async function parameterState(
  db: Kysely<Tables>,
): Promise<{ saved: Parameters; applied: Parameters; row: ParameterVersionTable | null }> {
  const newest = db.selectFrom('parameter_version').selectAll().orderBy('version', 'desc').limit(1);
  const saved = await newest.executeTakeFirst();
  const applied = await newest.where('applied_at', 'is not', null).executeTakeFirst();
  const read = (row: ParameterVersionTable | undefined): Parameters =>
    row ? stored.parse(row.body_json) : defaultParameters;
  return { saved: read(saved), applied: read(applied), row: saved ?? null };
}

/** What is allowed of instruments now: the newest applied version's word. */
export async function appliedPolicy(db: Kysely<Tables>): Promise<InstrumentPolicy> {
  const row = await db
    .selectFrom('parameter_version')
    .select('body_json')
    .where('applied_at', 'is not', null)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? stored.parse(row.body_json).policy : openPolicy;
}

/** Saves a new version without handing it out. Faults: parameters.conflict when another version was saved since `base`. */
export async function saveParameters(
  headquarters: Headquarters,
  change: SaveParameters,
  by: string,
): Promise<Result<Parameters>> {
  return headquarters.db.transaction((act) => saveIn(headquarters, act, change, by));
}

/** Save and apply: saves, runs job 1110 and resets the caches of all channels in one transaction. */
export async function applyParameters(
  headquarters: Headquarters,
  change: SaveParameters,
  by: string,
): Promise<Result<Parameters>> {
  return headquarters.db.transaction(async (act) => {
    const saved = await saveIn(headquarters, act, change, by);
    if (!saved.ok) return saved;
    await runJobIn(headquarters, act, '1110', false, by);
    await resetCaches(headquarters, act, by);
    return saved;
  });
}

async function saveIn(
  headquarters: Headquarters,
  act: Act,
  change: SaveParameters,
  by: string,
): Promise<Result<Parameters>> {
  const { saved } = await parameterState(act);
  const { base, ...rest } = change;
  const body = { ...rest, policy: change.policy ?? saved.policy };
  if (base !== saved.version) return fail('parameters.conflict', { version: saved.version });
  const same =
    saved.version > 0 &&
    JSON.stringify(parametersSchema.parse({ ...body, version: saved.version })) ===
      JSON.stringify(saved);
  if (same) return ok(saved);
  const next = parametersSchema.parse({ ...body, version: saved.version + 1 });
  await insertVersion(headquarters, act, next, by);
  await recordAct(headquarters, act, {
    at: headquarters.clock.now(),
    account: by,
    act: 'parameters.saved',
    detail: `version ${next.version}: ${JSON.stringify({ ...next.posting, policy: next.policy })}`,
  });
  return ok(next);
}

/** The version is history and, with the next run of job 1110, what registers are given. */
async function insertVersion(
  headquarters: Headquarters,
  act: Act,
  next: Parameters,
  by: string,
): Promise<void> {
  await act
    .insertInto('parameter_version')
    .values({
      version: next.version,
      body_json: JSON.stringify(next),
      saved_at: headquarters.clock.now(),
      saved_by: by,
      applied_at: null,
      job_version: null,
    })
    .execute();
  await saveMasters(act, '1110', [{ id: parametersRow, body: next, active: true }]);
}

/** A page of the versions, newest first, with the names of who saved them. Fault: wire.malformed for a cursor of another list. */
export async function parameterHistory(
  db: Kysely<Tables>,
  query: PageQuery = firstPage,
): Promise<Result<ParameterHistory>> {
  const all = db.selectFrom('parameter_version').selectAll();
  const page = await pageOf(all, newest, query);
  if (!page.ok) return page;
  const { rows, next } = page.value;
  const last = rows.at(-1)?.version ?? 0;
  const before = await all
    .where('version', '<', last)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  const nameOf = await accountNames(db);
  const bodies = [...rows, ...(before ? [before] : [])].map((row) => stored.parse(row.body_json));
  return ok({
    rows: rows.map((row, index) => ({
      parameters: bodies[index] ?? stored.parse(row.body_json),
      previous: bodies[index + 1] ?? null,
      savedAt: row.saved_at,
      savedBy: nameOf(row.saved_by),
      appliedAt: row.applied_at,
    })),
    next,
  });
}

const newest: Keyset<ParameterVersionTable> = {
  columns: ['version'],
  holds: ['number'],
  order: 'desc',
  of: (row) => [row.version],
};

/** After a restore: versions that were handed out since the backup are lost, so the next ones begin far above them. */
export async function skipLostVersions(headquarters: Headquarters, act: Act): Promise<void> {
  await skipJobVersions(act);
  const { saved, row } = await parameterState(act);
  if (row === null) return;
  const next = { ...saved, version: saved.version + versionsLost };
  await insertVersion(headquarters, act, next, 'headquarters restored');
  await runJobIn(headquarters, act, '1110', true, 'headquarters restored');
}

/** The parameter version that each version of job 1110 carries, newest first: registers name the job's. */
export async function parameterVersions(
  db: Kysely<Tables>,
): Promise<(job: number) => number | null> {
  const rows = await db
    .selectFrom('parameter_version')
    .select(['version', 'job_version'])
    .where('job_version', 'is not', null)
    .orderBy('version', 'desc')
    .execute();
  return (job) => rows.find((row) => (row.job_version ?? 0) <= job)?.version ?? null;
}
