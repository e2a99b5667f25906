/** Entries that are stored and wait to be posted, and in which order they can be. */
import type { Kysely } from 'kysely';
import type { RegisterId } from '../../shared/identity.ts';
import type { Headquarters } from './headquarters.ts';
import { postEntry, type EntryKey } from './posting.ts';
import { isRecovering } from './recovery.ts';
import type { Tables } from './tables.ts';

/** A page must be answered before its sender gives up; what is left is posted with the channel's next heartbeat. */
const pageMs = 2000;

/** Posts what waits of a register, and in recovery of all, until nothing moves any more or the time (running milliseconds) is up. */
export async function postWaiting(
  headquarters: Headquarters,
  register: RegisterId,
  forMs = pageMs,
): Promise<void> {
  const { db, clock } = headquarters;
  const until = clock.running() + forMs;
  for (let moved = true; moved;) {
    moved = false;
    const everybody = await isRecovering(db.query);
    const queue = await postable(db.query, everybody ? null : register);
    for (let key = queue.shift(); key !== undefined; key = queue.shift()) {
      if (clock.running() > until) return;
      const posted = await postEntry(headquarters, key);
      if (posted === 'waits' || posted === 'known') continue;
      moved = true;
      queue.unshift(...(await successors(db.query, key)));
    }
    // Outside recovery an entry waits for its own chain only, and that has been followed to its end.
    if (!everybody) return;
  }
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
