/**
 * What a message knows of the instruments and locks that concern it, read once under their rows' locks and kept true while the message
 * changes them, so that it need not ask again. What was not read at the beginning is asked of the database.
 */
import type { Compilable } from 'kysely';
import { sql, type SqlBool } from 'kysely';
import type { Hash, RegisterId, RequestId } from '../../shared/identity.ts';
import { later } from '../database/pipeline.ts';
import { among, updateRows } from '../database/rows.ts';
import type { Act } from './headquarters.ts';
import { findLock, liveLock, lockReserving } from './locks.ts';
import type { InstrumentTable, LockTable } from './tables.ts';

export type Known = {
  readonly instruments: Map<Hash, InstrumentTable | undefined>;
  readonly locks: Map<RequestId, LockTable | undefined>;
  /** Of an instrument. */
  readonly live: Map<Hash, LockTable | undefined>;
  /** Names of those who hold locks, by store and register. */
  readonly holders: Map<string, Holder>;
  /** What the message has changed of it and has not written yet. */
  readonly owed: { readonly instruments: Set<Hash>; readonly ended: Map<RequestId, Ended> };
};
/** A lock that ends. */
export type Ended = Pick<LockTable, 'request' | 'state' | 'ended' | 'ended_by' | 'reason'>;
/** The store, in both languages, and the register that hold a lock. */
export type Holder = {
  readonly store: string;
  readonly storeZh: string;
  readonly register: string;
};

/** Nothing: everything is asked of the database. */
export const nothingKnown = (): Known => ({
  instruments: new Map(),
  locks: new Map(),
  live: new Map(),
  holders: new Map(),
  owed: { instruments: new Set(), ended: new Map() },
});

/** The rows of all these keys and requests, and the live locks of the keys; what has no row is known not to exist. */
export function knownFrom(
  keys: readonly Hash[],
  requests: readonly RequestId[],
  instruments: readonly InstrumentTable[],
  locks: readonly LockTable[],
): Known {
  const known = nothingKnown();
  for (const key of keys) {
    known.instruments.set(key, undefined);
    known.live.set(key, undefined);
  }
  for (const request of requests) known.locks.set(request, undefined);
  for (const row of instruments) known.instruments.set(row.key, row);
  for (const row of locks) noteLock(known, row);
  return known;
}

/** The message has made the lock what this row says. */
export function noteLock(known: Known, row: LockTable): void {
  const before = known.locks.get(row.request);
  known.locks.set(row.request, row);
  const key = row.instrument ?? before?.instrument ?? null;
  if (key === null) return;
  if (row.state === 'live') known.live.set(key, row);
  else if (known.live.get(key)?.request === row.request) known.live.set(key, undefined);
}

/** The message has changed the instrument. */
export function noteInstrument(known: Known, key: Hash, change: Partial<InstrumentTable>): void {
  const row = known.instruments.get(key);
  if (row) known.instruments.set(key, { ...row, ...change });
}

/** The message has changed the instrument, which is known; `writeOwed` writes it. */
export function oweInstrument(known: Known, key: Hash, change: Partial<InstrumentTable>): void {
  noteInstrument(known, key, change);
  known.owed.instruments.add(key);
}

/** Writes what the message owes, before whatever reads it in the database. */
export async function writeOwed(act: Act, { instruments, owed }: Known): Promise<void> {
  const changed = [...owed.instruments].flatMap((key) => {
    const row = instruments.get(key);
    if (row === undefined) throw new Error('an instrument was forgotten before it was written');
    return [{ key, balance: row.balance, version: row.version, token: row.token }];
  });
  const ended = [...owed.ended.values()];
  owed.instruments.clear();
  owed.ended.clear();
  if (changed.length > 0) await later(act, updateRows(act, 'instrument', 'key', changed));
  if (ended.length > 0) await later(act, updateRows(act, 'lock', 'request', ended));
}

/** What becomes of it is asked of the database from now on. */
export function forget(known: Known, key: Hash): void {
  known.instruments.delete(key);
  known.live.delete(key);
}

export function forgetAll(known: Known): void {
  for (const map of [known.instruments, known.locks, known.live]) map.clear();
}

export const instrumentOf = async (
  known: Known,
  act: Act,
  key: Hash,
): Promise<InstrumentTable | undefined> =>
  known.instruments.has(key)
    ? known.instruments.get(key)
    : act.selectFrom('instrument').selectAll().where('key', '=', key).executeTakeFirst();

export const lockOf = async (
  known: Known,
  act: Act,
  request: RequestId,
): Promise<LockTable | undefined> =>
  known.locks.has(request) ? known.locks.get(request) : findLock(act, request);

export const liveOf = async (known: Known, act: Act, key: Hash): Promise<LockTable | undefined> =>
  known.live.has(key) ? known.live.get(key) : liveLock(act, key);

/** The lock whose reserved memo number this is, as the message has left it: what it freed or granted itself is perhaps not written yet. */
export const reservingOf = async (
  known: Known,
  act: Act,
  key: Hash,
): Promise<LockTable | undefined> =>
  [...known.locks.values()].find((row) => row?.reserved_key === key) ?? lockReserving(act, key);

/** Locks of the requests, live ones of the instruments, and live and refused ones of the registers. */
export function concernedLocks(
  act: Act,
  requests: readonly RequestId[],
  keys: readonly Hash[],
  registers: readonly RegisterId[] = [],
): Compilable<LockTable> {
  // What is always the same is part of the text, so that PostgreSQL finds its partial indexes without planning each time anew.
  const state = sql.ref('state');
  return act
    .selectFrom('lock')
    .selectAll()
    .where((where) =>
      where.or([
        ...(requests.length === 0 ? [] : [among(act, 'request', requests)]),
        ...(keys.length === 0
          ? []
          : [where.and([among(act, 'instrument', keys), sql<SqlBool>`${state} = 'live'`])]),
        ...(registers.length === 0
          ? []
          : [
              where.and([
                among(act, 'register', registers),
                sql<SqlBool>`${state} in ('live', 'refused')`,
              ]),
            ]),
        where.lit(false),
      ]),
    );
}

export type Facts = {
  readonly epoch: number;
  readonly halted: string | null;
  readonly recovering: boolean;
  /** An exception of this kind is open for one of the registers; or for any. */
  readonly rolledBack: boolean;
  readonly restored: boolean;
};
type FactRow = {
  epoch: string | null;
  halted: string | null;
  recovering: number;
  rolledBack: number;
  restored: number;
};

/** Where headquarters stands, as far as a message of one of these registers depends on it. */
export function factsFor(act: Act, registers: readonly RegisterId[]): Compilable<FactRow> {
  const open = (kind: string, of = sql`true`) =>
    sql`case when exists (select 1 from exception where kind = ${sql.lit(kind)} and ${of} and closed_at is null) then 1 else 0 end`;
  const query = sql<FactRow>`select (select value from setting where name = 'epoch') as epoch,
    (select value from setting where name = 'halted') as halted,
    case when exists (select 1 from register where awaited = 1) then 1 else 0 end as recovering,
    ${open('rolledBack', among(act, 'register', registers))} as "rolledBack", ${open('restored')} as restored`;
  return { compile: () => query.compile(act) };
}

export function factsOf(row: FactRow | undefined): Facts {
  return {
    epoch: Number(row?.epoch ?? 1),
    halted: row?.halted ?? null,
    recovering: row?.recovering === 1,
    rolledBack: row?.rolledBack === 1,
    restored: row?.restored === 1,
  };
}
