/** Channels: the services that registers talk to, each with a token of its own. */
import type { Kysely } from 'kysely';
import { z } from 'zod';
import { fail, ok, type Result } from '../../shared/fault.ts';
import type { Instant, RegisterId } from '../../shared/identity.ts';
import type { ChannelHeartbeat, ChannelStatus } from '../../shared/wire/channel.ts';
import { jobSchema } from '../../shared/wire/feed.ts';
import { isDatabaseDown } from '../database/conflict.ts';
import { gatheringOf } from '../database/gathering.ts';
import { together } from '../database/pipeline.ts';
import { among } from '../database/rows.ts';
import { tokenHash } from '../http/bearer.ts';
import { currentEpoch, markTime } from './epoch.ts';
import type { Act, Headquarters } from './headquarters.ts';
import { isRecovering } from './recovery.ts';
import type { RegisterTable, Tables } from './tables.ts';
import { openWishes } from './wishes.ts';

/** Makes a channel or gives it a new token; only the token's hash is kept. */
export async function createChannel(
  headquarters: Headquarters,
  channel: { readonly id: string; readonly name: string; readonly token: string },
): Promise<void> {
  const { id, name } = channel;
  const token_hash = tokenHash(channel.token);
  await headquarters.db.transaction(async (act) => {
    await act
      .insertInto('channel')
      .values({
        id,
        name,
        token_hash,
        resets: 0,
        answered: 0,
        last_contact: null,
        versions_json: '{}',
        parameter_version: null,
      })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ name, token_hash }))
      .execute();
  });
}

type Asking = { readonly token: string; readonly register: RegisterId | null };
type Asker = { readonly id: string; readonly owns: boolean };

/** Who asks is looked up for all that ask at once. */
const lookupOf = gatheringOf<Headquarters, Asking, Result<Asker>>(({ db }) => ({
  atOnce: 2,
  most: 200,
  markOf: ({ token, register }) => `${token} ${register}`,
  work: (asking) => askersOf(db.query, asking),
  isCommon: isDatabaseDown,
}));

async function askersOf(db: Kysely<Tables>, asking: readonly Asking[]): Promise<Result<Asker>[]> {
  const hashes = asking.map(({ token }) => tokenHash(token));
  const [channels, registers] = await together(
    db,
    db
      .selectFrom('channel')
      .select(['id', 'token_hash'])
      .where(among(db, 'token_hash', [...new Set(hashes)])),
    db
      .selectFrom('register')
      .innerJoin('store', 'store.id', 'register.store')
      .select(['register.id', 'store.channel'])
      .where(
        among(
          db,
          'register.id',
          asking.flatMap(({ register }) => register ?? []),
        ),
      ),
  );
  const byHash = new Map(channels.map((row) => [row.token_hash, row.id]));
  const channelOfRegister = new Map(registers.map((row) => [row.id, row.channel]));
  return asking.map(({ register }, index) => {
    const id = byHash.get(hashes[index] ?? '');
    if (id === undefined) return fail('device.unknown', { device: 'channel' });
    return ok({ id, owns: register === null || channelOfRegister.get(register) === id });
  });
}

/** The channel whose token this is, and whether the register, where one is named, is of one of its stores. Fault: device.unknown. */
export async function channelOf(
  headquarters: Headquarters,
  token: string | null,
  register: RegisterId | null,
): Promise<Result<Asker>> {
  return token === null
    ? fail('device.unknown', { device: 'channel' })
    : lookupOf(headquarters).take({ token, register });
}

/**
 * A channel says what it knows of its registers. In recovery a register that was activated after the backup is awaited as well once its
 * channel names it.
 */
export async function hearChannel(
  headquarters: Headquarters,
  channel: string,
  status: ChannelStatus,
): Promise<ChannelHeartbeat> {
  const now = headquarters.clock.now();
  await markTime(headquarters);
  return headquarters.db.transaction(async (act) => {
    const recovering = await isRecovering(act);
    const known = await act
      .selectFrom('register')
      .innerJoin('store', 'store.id', 'register.store')
      .select(['register.id', 'register.last_contact', 'register.status_json'])
      .where('store.channel', '=', channel)
      .execute();
    const rows = new Map(known.map((row) => [row.id, row]));
    const sorted = status.registers.toSorted((a, b) => (a.register < b.register ? -1 : 1));
    for (const told of sorted) {
      const row = rows.get(told.register);
      if (row !== undefined && isNews(row, told)) await hearRegister(act, told);
      if (row !== undefined && recovering) await awaitUnheard(act, told.register, now);
    }
    const row = await act
      .updateTable('channel')
      .set({
        last_contact: now,
        parameter_version: status.parameterVersion,
        failure_json: status.failure ? JSON.stringify(status.failure) : null,
      })
      .where('id', '=', channel)
      .returning('resets')
      .executeTakeFirstOrThrow();
    const syncs = await openWishes(act, channel);
    return {
      time: now,
      epoch: await currentEpoch(act),
      resets: row.resets,
      ...(syncs === undefined ? {} : { syncs }),
    };
  });
}

type Told = ChannelStatus['registers'][number];

/** Less than this is no news: registers are heard every second, and each row that is written stands in the way of a posting. */
const newsMs = 5000;

function isNews(row: Pick<RegisterTable, 'last_contact' | 'status_json'>, told: Told): boolean {
  const silent =
    Date.parse(told.lastContact) - Date.parse(row.last_contact ?? '1970-01-01T00:00:00Z');
  return silent >= newsMs || row.status_json !== statusText(told);
}

/** Without the clock, which is kept as its difference. */
const statusText = ({ status }: Told): string => JSON.stringify({ ...status, clock: undefined });

async function hearRegister(act: Act, told: Told): Promise<void> {
  const clockAhead = Math.round(Date.parse(told.status.clock) - Date.parse(told.lastContact));
  await act
    .updateTable('register')
    .set((where) => ({
      last_contact: told.lastContact,
      status_json: statusText(told),
      clock_ahead: clockAhead,
      sync_done: where
        .case()
        .when('sync_done', '<', told.status.synced ?? 0)
        .then(told.status.synced ?? 0)
        .else(where.ref('sync_done'))
        .end(),
    }))
    .where('id', '=', told.register)
    .execute();
}

async function awaitUnheard(act: Act, register: RegisterId, now: Instant): Promise<void> {
  await act
    .updateTable('register')
    .set({ awaited: 1, activated_at: now })
    .where('id', '=', register)
    .where('active', '=', 1)
    .where('activated_at', 'is', null)
    .where('last_id', 'is', null)
    .execute();
}

const versionsSchema = z.record(z.string(), z.int().min(0));

/** The runs between the version that the channel had and the one that it has now are applied there. */
async function noteApplied(
  act: Act,
  channel: string,
  job: string,
  before: number,
  version: number,
  at: Instant,
): Promise<void> {
  const known = jobSchema.safeParse(job);
  if (version <= before || !known.success) return;
  const runs = await act
    .selectFrom('job_run')
    .select('id')
    .where('job', '=', known.data)
    .where('version', '>', before)
    .where('version', '<=', version)
    .orderBy('version', 'desc')
    .limit(mostNoted)
    .execute();
  if (runs.length === 0) return;
  await act
    .insertInto('job_run_channel')
    .values(runs.map(({ id }) => ({ run: id, channel, applied_at: at })))
    .onConflict((conflict) => conflict.columns(['run', 'channel']).doNothing())
    .execute();
}

/** As many as the history shows. */
const mostNoted = 100;

/** Which versions a channel has applied, as its package requests tell. */
export async function hearVersions(
  headquarters: Headquarters,
  channel: string,
  versions: Readonly<Record<string, number>>,
): Promise<void> {
  const text = JSON.stringify(versions);
  const known = await headquarters.db.query
    .selectFrom('channel')
    .select('versions_json')
    .where('id', '=', channel)
    .executeTakeFirst();
  if (known === undefined || known.versions_json === text) return;
  await headquarters.db.transaction(async (act) => {
    await act
      .updateTable('channel')
      .set({ versions_json: text })
      .where('id', '=', channel)
      .execute();
    const before = versionsSchema.parse(JSON.parse(known.versions_json));
    for (const [job, version] of Object.entries(versions))
      await noteApplied(act, channel, job, before[job] ?? 0, version, headquarters.clock.now());
  });
}
