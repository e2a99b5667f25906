/** Entries that are stored and wait to be posted, and in which order they can be. */
import type { Kysely } from 'kysely';
import type { Entry } from '../../shared/entry.ts';
import type { RegisterId } from '../../shared/identity.ts';
import { isDatabaseDown } from '../database/conflict.ts';
import { logLine } from '../http/log.ts';
import type { Headquarters } from './headquarters.ts';
import { mostOfPortion, takePortion, type Taken } from './portion.ts';
import { postEntry, type EntryKey } from './posting.ts';
import { isRecovering } from './recovery.ts';
import type { Tables } from './tables.ts';

/** A page must be answered before its sender gives up; what is left is posted with the channel's next heartbeat. */
export const pageMs = 2000;

/** Posts what waits of a register, and in recovery of all, until nothing moves any more or the time (running milliseconds) is up. `hasFailed`: a portion of them just did. */
export async function postWaiting(
  headquarters: Headquarters,
  register: RegisterId,
  forMs = pageMs,
  hasFailed = false,
): Promise<void> {
  const { db, clock } = headquarters;
  const until = clock.running() + forMs;
  let failed = hasFailed;
  for (let moved = true; moved && clock.running() <= until;) {
    const everybody = await isRecovering(db.query);
    if (everybody) {
      moved = await postSingly(headquarters, null, until, Infinity);
      continue;
    }
    const taken = failed
      ? { posted: 0, fresh: 0, failed }
      : await postPortion(headquarters, register);
    failed = false;
    // What stands in the way of a portion is posted by itself; after a bug all of them are, until the guilty one is found.
    if (taken.posted === 0)
      moved = await postSingly(headquarters, register, until, taken.failed ? mostOfPortion : 1);
  }
}

/** Takes the portion in one message or, when that fails by a bug, only stores it: its entries are then posted one by one, and the guilty one is found. */
export async function takeTogether(
  headquarters: Headquarters,
  register: RegisterId,
  portion: readonly Entry[],
  mayPost: boolean,
): Promise<Taken | undefined> {
  const began = headquarters.clock.running();
  if (mayPost) {
    try {
      return metered(headquarters, began, await takePortion(headquarters, register, portion, true));
    } catch (error) {
      if (isDatabaseDown(error)) throw error;
      const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
      headquarters.log(logLine('portion.failed', { register, why }));
    }
  }
  const taken = await takePortion(headquarters, register, portion, false);
  return metered(headquarters, began, taken && { ...taken, failed: mayPost });
}

/** Counts what was taken; each posted entry took its part of the portion's time. */
function metered<Value extends Taken | undefined>(
  { clock, meter }: Headquarters,
  began: number,
  taken: Value,
): Value {
  if (taken === undefined) return taken;
  const { fresh, posted } = taken;
  if (fresh > 0) meter.received(fresh);
  const each = (clock.running() - began) / Math.max(1, posted);
  for (let count = 0; count < posted; count += 1) meter.posted('posted', each);
  return taken;
}

/** Posts the first that wait of the register, together. */
async function postPortion(headquarters: Headquarters, register: RegisterId): Promise<Taken> {
  const waiting = await headquarters.db.query
    .selectFrom('entry')
    .select(['hash', 'content'])
    .where('register', '=', register)
    .where('state', '=', 'waiting')
    .orderBy('number')
    .limit(mostOfPortion)
    .execute();
  const nothing = { posted: 0, fresh: 0, failed: false };
  if (waiting.length === 0) return nothing;
  return (await takeTogether(headquarters, register, waiting, true)) ?? nothing;
}

/** Posts one by one what can be posted and what follows it, at most so many. Answers whether anything moved. */
async function postSingly(
  headquarters: Headquarters,
  register: RegisterId | null,
  until: number,
  most: number,
): Promise<boolean> {
  const { db, clock } = headquarters;
  const queue = await postable(db.query, register);
  let moved = 0;
  for (let key = queue.shift(); moved < most && key !== undefined; key = queue.shift()) {
    if (clock.running() > until) break;
    const posted = await postEntry(headquarters, key);
    if (posted === 'waits' || posted === 'known') continue;
    moved += 1;
    queue.unshift(...(await successors(db.query, key)));
  }
  return moved > 0;
}

const heartbeatMs = 500;

/** Goes on with what a page, or a process that ended, left waiting of a channel's registers. */
export async function postLeftovers(headquarters: Headquarters, channel: string): Promise<void> {
  const rows = await headquarters.db.query
    .selectFrom('entry')
    .innerJoin('register', 'register.id', 'entry.register')
    .innerJoin('store', 'store.id', 'register.store')
    .select('entry.register')
    .distinct()
    .where('entry.state', '=', 'waiting')
    .where('store.channel', '=', channel)
    .limit(10)
    .execute();
  for (const row of rows) await postWaiting(headquarters, row.register, heartbeatMs / rows.length);
}

/** Waiting entries whose predecessors are all posted or set aside. */
async function postable(db: Kysely<Tables>, register: RegisterId | null): Promise<EntryKey[]> {
  return db
    .selectFrom('entry')
    .select(['register', 'hash'])
    .where('state', '=', 'waiting')
    .where((where) => (register === null ? where.lit(true) : where('register', '=', register)))
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('entry_link')
            .leftJoin('entry as before', (join) =>
              join
                .onRef('before.register', '=', 'entry_link.register')
                .onRef('before.hash', '=', 'entry_link.parent'),
            )
            .select('entry_link.parent')
            .whereRef('entry_link.register', '=', 'entry.register')
            .whereRef('entry_link.child', '=', 'entry.hash')
            .where((link) =>
              link.or([link('before.state', 'is', null), link('before.state', '=', 'waiting')]),
            ),
        ),
      ),
    )
    .orderBy('register')
    .orderBy('number')
    .execute();
}

async function successors(db: Kysely<Tables>, { register, hash }: EntryKey): Promise<EntryKey[]> {
  return db
    .selectFrom('entry_link')
    .innerJoin('entry', (join) =>
      join
        .onRef('entry.register', '=', 'entry_link.register')
        .onRef('entry.hash', '=', 'entry_link.child'),
    )
    .select(['entry.register', 'entry.hash'])
    .where('entry_link.register', '=', register)
    .where('entry_link.parent', '=', hash)
    .where('entry.state', '=', 'waiting')
    .orderBy('entry.number')
    .execute();
}

/** Reads the parked entries again, as a newer version can; answers how many could be posted. */
export async function retryParked(headquarters: Headquarters): Promise<number> {
  const parked = await headquarters.db.query
    .selectFrom('entry')
    .select(['register', 'hash'])
    .where('state', '=', 'parked')
    .orderBy('number')
    .execute();
  let posted = 0;
  for (const key of parked) if ((await postEntry(headquarters, key)) === 'posted') posted += 1;
  return posted;
}
