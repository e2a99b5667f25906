/** The list of registers: contact, versions, and what each still owes. */
import {
  sql,
  type Expression,
  type ExpressionBuilder,
  type Kysely,
  type RawBuilder,
  type SqlBool,
} from 'kysely';
import { z } from 'zod';
import { never, ok, type Result } from '../../shared/fault.ts';
import type { Instant, RegisterId } from '../../shared/identity.ts';
import {
  registersQuerySchema,
  type Contact,
  type RegisterRow,
  type RegisterShow,
  type Registers,
  type RegistersQuery,
} from '../../shared/wire/registerlist.ts';
import { registerStatusSchema } from '../../shared/wire/register.ts';
import { pageOf, type Keyset } from '../database/page.ts';
import { textSchema } from './names.ts';
import { parameterState, parameterVersions } from './parameters.ts';
import type { RegisterTable, Tables } from './tables.ts';

const connectedMs = 30_000;
const missingMs = 24 * 3_600_000;

/** How a register is in touch with head office, by the last contact that its channel named. */
export function contactOf(
  register: Pick<RegisterTable, 'active' | 'last_contact'>,
  now: Instant,
): Contact {
  if (register.active === 0) return 'off';
  if (register.last_contact === null) return 'never';
  const silent = Date.parse(now) - Date.parse(register.last_contact);
  return silent <= connectedMs ? 'connected' : silent <= missingMs ? 'offline' : 'missing';
}

/** The number of the register's newest posted entry: one look into an index for each register. */
export const newestPosted = (where: ExpressionBuilder<Tables, 'register'>) =>
  where
    .selectFrom('entry')
    .select('entry.number')
    .whereRef('entry.register', '=', 'register.id')
    .where('entry.state', '=', 'posted')
    .orderBy('entry.number', 'desc')
    .limit(1);

const storedStatus = z
  .string()
  .transform((text) => registerStatusSchema.omit({ clock: true }).parse(JSON.parse(text)));

/**
 * A page of registers by name, with the counts of the whole choice. `owes`: entries that the register named and that are not posted. Fault:
 * wire.malformed for a cursor of another list.
 */
export async function registerRows(
  db: Kysely<Tables>,
  now: Instant,
  query: RegistersQuery = registersQuerySchema.parse({}),
): Promise<Result<Registers>> {
  const chosen = chosenRegisters(db, query);
  const listed = chosen
    .selectAll('register')
    .select('store.name_json')
    .select((where) => [
      newestEntry(where).as('received'),
      newestEntry(where).where('entry.state', '=', 'posted').as('posted'),
      where
        .selectFrom('lock')
        .select(sql<number>`count(*)`.as('locks'))
        .whereRef('lock.register', '=', 'register.id')
        .where('lock.state', '=', 'live')
        .as('locks'),
    ])
    .where((where) => shownBy(where, query.show, now));
  const page = await pageOf(listed, byName, query);
  if (!page.ok) return page;
  const { applied } = await parameterState(db);
  const carried = await parameterVersions(db);
  const stores = await db.selectFrom('store').select(['id', 'name_json']).orderBy('id').execute();
  return ok({
    registers: page.value.rows.map((row) => rowOf(row, now, carried)),
    counts: await countsOf(chosen, now),
    stores: stores.map((row) => ({ id: row.id, name: textSchema.parse(row.name_json) })),
    appliedVersion: applied.version,
    next: page.value.next,
  });
}

const byName: Keyset<{ readonly name: string }> = {
  columns: ['register.name'],
  holds: ['text'],
  order: 'asc',
  of: (row) => [row.name],
};

function chosenRegisters(db: Kysely<Tables>, { store, text }: RegistersQuery) {
  const pattern = `%${text.replaceAll(/[%_\\]/g, '').toLowerCase()}%`;
  return db
    .selectFrom('register')
    .innerJoin('store', 'store.id', 'register.store')
    .where((where) => (store === undefined ? where.lit(true) : where('register.store', '=', store)))
    .where((where) =>
      text === ''
        ? where.lit(true)
        : where.or([
            where(sql`lower(register.name)`, 'like', pattern),
            where(sql`lower(register.id)`, 'like', pattern),
            where(sql`lower(store.name_json)`, 'like', pattern),
          ]),
    );
}

/** By the index of numbers, whatever many entries there are. */
const newestEntry = (where: ExpressionBuilder<Tables, 'register'>) =>
  where
    .selectFrom('entry')
    .select('entry.number')
    .whereRef('entry.register', '=', 'register.id')
    .orderBy('entry.number', 'desc')
    .limit(1);

const before = (now: Instant, ms: number): Instant => new Date(Date.parse(now) - ms).toISOString();

function shownBy(
  where: ExpressionBuilder<Tables, 'register'>,
  show: RegisterShow,
  now: Instant,
): Expression<SqlBool> {
  const heard = before(now, connectedMs);
  switch (show) {
    case 'all':
      return where.lit(true);
    case 'connected':
      return where.and([where('active', '=', 1), where('register.last_contact', '>=', heard)]);
    case 'away':
      return where.and([where('active', '=', 1), where('register.last_contact', '<', heard)]);
    case 'off':
      return where('active', '=', 0);
    default:
      return never(show);
  }
}

async function countsOf(
  chosen: ReturnType<typeof chosenRegisters>,
  now: Instant,
): Promise<Registers['counts']> {
  const heard = before(now, connectedMs);
  const sum = (condition: RawBuilder<unknown>) =>
    sql<number>`coalesce(sum(case when ${condition} then 1 else 0 end), 0)`;
  return chosen
    .select([
      sql<number>`count(*)`.as('all'),
      sum(sql`register.active = 1 and register.last_contact >= ${heard}`).as('connected'),
      sum(sql`register.active = 1 and register.last_contact < ${heard}`).as('away'),
      sum(sql`register.active = 0`).as('off'),
    ])
    .executeTakeFirstOrThrow();
}

/** What a register said of itself last, and the newest entry that it named; 0 for none. */
export function wordOf(row: Pick<RegisterTable, 'status_json' | 'head_number'>) {
  const status = row.status_json === null ? null : storedStatus.parse(row.status_json);
  return { status, head: Math.max(status?.head?.number ?? 0, row.head_number ?? 0) };
}

type Found = RegisterTable & {
  readonly name_json: string;
  readonly received: number | null;
  readonly posted: number | null;
  readonly locks: number | null;
};

function rowOf(row: Found, now: Instant, carried: (job: number) => number | null): RegisterRow {
  const { status, head } = wordOf(row);
  const posted = row.posted ?? 0;
  return {
    id: row.id,
    name: row.name,
    store: row.store,
    storeName: textSchema.parse(row.name_json),
    contact: contactOf(row, now),
    lastContact: row.last_contact,
    realtime: status?.realtime ?? null,
    linkSince: status?.linkSince ?? null,
    parameterVersion:
      status?.versions['1110'] === undefined ? null : carried(status.versions['1110']),
    versions: status?.versions ?? {},
    head: head === 0 ? null : head,
    received: row.received ?? 0,
    posted,
    owes: Math.max(0, head - posted),
    pendingValue: status?.pendingValue ?? 0,
    oldestPending: status?.oldestPending ?? null,
    databaseBytes: status?.databaseBytes ?? null,
    lastError: status?.lastError ?? null,
    clockAhead: row.clock_ahead,
    version: status?.version ?? null,
    locks: row.locks ?? 0,
    awaited: row.awaited === 1,
    maySync: status?.synced !== undefined,
    syncing: row.sync_asked > row.sync_done,
  };
}

/** Entries that registers have and headquarters has not posted, as far as their last word tells, and what those are worth. */
export async function owedBy(
  db: Kysely<Tables>,
  registers: readonly RegisterId[],
): Promise<ReadonlyMap<RegisterId, { readonly owes: number; readonly pendingValue: number }>> {
  const rows = await db
    .selectFrom('register')
    .select(['id', 'status_json', 'head_number'])
    .select((where) => newestPosted(where).as('newest'))
    .where('id', 'in', registers)
    .execute();
  return new Map(
    rows.map((row) => {
      const { status, head } = wordOf(row);
      const owes = Math.max(0, head - (row.newest ?? 0));
      return [row.id, { owes, pendingValue: status?.pendingValue ?? 0 }] as const;
    }),
  );
}
