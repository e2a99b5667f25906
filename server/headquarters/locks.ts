/** Locks: at most one live one per instrument, and what became of every request, for ever. */
import {
  sql,
  type Compilable,
  type ExpressionBuilder,
  type Kysely,
  type OnConflictDatabase,
  type OnConflictTables,
} from 'kysely';
import type { Hash, RegisterId, RequestId } from '../../shared/identity.ts';
import { isPipelined, later, together } from '../database/pipeline.ts';
import { among } from '../database/rows.ts';
import type { Act, Headquarters } from './headquarters.ts';
import type { LockState, LockTable, RegisterTable, Tables } from './tables.ts';

/** One whose row a message has locked, with the time zone of its store. */
export type LockedRegister = RegisterTable & { readonly time_zone: string | null };

/**
 * Locks the rows of these registers in sorted order and answers them with the time zone of their store: the first statement of every message (PROTOCOL section 5). A message in
 * SQLite is the only writer from its beginning on. `passing`: rows that another message has locked are left out, and nobody is waited for.
 */
export function lockingRegisters(
  act: Act,
  registers: readonly RegisterId[],
  passing = false,
): Compilable<LockedRegister> {
  const zone = sql<string | null>`(select time_zone from store where store.id = register.store)`;
  const rows = act
    .selectFrom('register')
    .selectAll()
    .select(zone.as('time_zone'))
    .where(among(act, 'id', registers));
  if (!isPipelined(act)) return rows;
  const locking = rows.orderBy(sql`id collate "C"`).forNoKeyUpdate();
  return passing ? locking.skipLocked() : locking;
}

export async function lockRegister(
  act: Act,
  register: RegisterId,
): Promise<LockedRegister | undefined> {
  const [rows] = await together(act, lockingRegisters(act, [register]));
  return rows[0];
}

export async function findLock(
  db: Kysely<Tables>,
  request: RequestId,
): Promise<LockTable | undefined> {
  return db.selectFrom('lock').selectAll().where('request', '=', request).executeTakeFirst();
}

export async function liveLock(
  db: Kysely<Tables>,
  instrument: Hash,
): Promise<LockTable | undefined> {
  return db
    .selectFrom('lock')
    .selectAll()
    .where('instrument', '=', instrument)
    .where('state', '=', 'live')
    .executeTakeFirst();
}

export async function liveLocksOf(db: Kysely<Tables>, register: RegisterId): Promise<LockTable[]> {
  return db
    .selectFrom('lock')
    .selectAll()
    .where('register', '=', register)
    .where('state', '=', 'live')
    .orderBy('request')
    .execute();
}

/** The lock whose reserved memo number this is. */
export async function lockReserving(db: Kysely<Tables>, key: Hash): Promise<LockTable | undefined> {
  return db
    .selectFrom('lock')
    .selectAll()
    .where('reserved_key', '=', key)
    .orderBy('since', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Records a request the first time, or takes a freed one up again in recovery. */
export async function recordLock(act: Act, row: LockTable): Promise<void> {
  const { request, ...rest } = row;
  await later(
    act,
    act
      .insertInto('lock')
      .values({ request, ...rest })
      .onConflict((conflict) =>
        conflict.column('request').doUpdateSet((update) => excludedOf(update, rest)),
      ),
  );
}

/** Every column as the row that could not be inserted has it. */
const excludedOf = (
  update: ExpressionBuilder<OnConflictDatabase<Tables, 'lock'>, OnConflictTables<'lock'>>,
  row: Omit<LockTable, 'request'>,
) =>
  Object.fromEntries(
    (Object.keys(row) as (keyof typeof row)[]).map((name) => [
      name,
      update.ref(`excluded.${name}`),
    ]),
  );

export type End = {
  readonly state: Exclude<LockState, 'live' | 'refused'>;
  readonly by: string | null;
  readonly reason?: string | undefined;
};

/** Ends a request's lock, or states what became of one that was not live any more. History is kept. */
export async function endLock(
  headquarters: Headquarters,
  act: Act,
  request: RequestId,
  end: End,
): Promise<void> {
  await later(
    act,
    act
      .updateTable('lock')
      .set({
        state: end.state,
        ended: headquarters.clock.now(),
        ended_by: end.by,
        reason: end.reason ?? null,
      })
      .where('request', '=', request),
  );
}
