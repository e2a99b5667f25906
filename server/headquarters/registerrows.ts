/** The list of registers: contact, versions, and what each still owes. */
import { sql, type Kysely } from 'kysely';
import { z } from 'zod';
import type { Instant, RegisterId } from '../../shared/identity.ts';
import type { Contact, RegisterRow, Registers } from '../../shared/wire/headoffice.ts';
import { registerStatusSchema } from '../../shared/wire/register.ts';
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

const storedStatus = z
  .string()
  .transform((text) => registerStatusSchema.omit({ clock: true }).parse(JSON.parse(text)));

/** All registers by store and name. `owes`: entries that the register named and that are not posted. */
export async function registerRows(db: Kysely<Tables>, now: Instant): Promise<Registers> {
  const rows = await db
    .selectFrom('register')
    .innerJoin('store', 'store.id', 'register.store')
    .selectAll('register')
    .select('store.name_json')
    .orderBy('register.name')
    .execute();
  const posted = await db
    .selectFrom('entry')
    .select([
      'register',
      sql<number>`count(*)`.as('entries'),
      sql<number>`max(number)`.as('newest'),
    ])
    .where('state', '=', 'posted')
    .groupBy('register')
    .execute();
  const locks = await db
    .selectFrom('lock')
    .select(['register', sql<number>`count(*)`.as('locks')])
    .where('state', '=', 'live')
    .groupBy('register')
    .execute();
  const { applied } = await parameterState(db);
  const carried = await parameterVersions(db);
  const registers = rows.map((row): RegisterRow => {
    const status = row.status_json === null ? null : storedStatus.parse(row.status_json);
    const done = posted.find((entry) => entry.register === row.id);
    const head = Math.max(status?.head?.number ?? 0, row.head_number ?? 0);
    const newest = done?.newest ?? 0;
    return {
      id: row.id,
      name: row.name,
      store: row.store,
      storeName: textSchema.parse(row.name_json),
      contact: contactOf(row, now),
      lastContact: row.last_contact,
      parameterVersion:
        status?.versions['1110'] === undefined ? null : carried(status.versions['1110']),
      versions: status?.versions ?? {},
      head: head === 0 ? null : head,
      posted: newest,
      owes: Math.max(0, head - newest),
      pendingValue: status?.pendingValue ?? 0,
      clockAhead: row.clock_ahead,
      version: status?.version ?? null,
      locks: locks.find((lock) => lock.register === row.id)?.locks ?? 0,
      awaited: row.awaited === 1,
    };
  });
  return { registers, appliedVersion: applied.version };
}

/** Entries that registers have and headquarters has not posted, as far as their last word tells, and what those are worth. */
export async function owedBy(
  db: Kysely<Tables>,
  registers: readonly RegisterId[],
): Promise<ReadonlyMap<RegisterId, { readonly owes: number; readonly pendingValue: number }>> {
  const rows = await db
    .selectFrom('register')
    .select(['id', 'status_json', 'head_number'])
    .select((where) =>
      where
        .selectFrom('entry')
        .select((from) => from.fn.max('entry.number').as('newest'))
        .whereRef('entry.register', '=', 'register.id')
        .where('entry.state', '=', 'posted')
        .as('newest'),
    )
    .where('id', 'in', registers)
    .execute();
  return new Map(
    rows.map((row) => {
      const status = row.status_json === null ? null : storedStatus.parse(row.status_json);
      const head = Math.max(status?.head?.number ?? 0, row.head_number ?? 0);
      const owes = Math.max(0, head - (row.newest ?? 0));
      return [row.id, { owes, pendingValue: status?.pendingValue ?? 0 }] as const;
    }),
  );
}
