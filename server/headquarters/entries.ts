/** Entries as they come from channels: stored in their chain and posted. HAVE is read from these tables (PROTOCOL R10). */
import type { Kysely } from 'kysely';
import { fail, ok, type Result } from '../../shared/fault.ts';
import type { Entry } from '../../shared/entry.ts';
import type { Hash, RegisterId } from '../../shared/identity.ts';
import type { Have, Push } from '../../shared/wire/journal.ts';
import { together } from '../database/pipeline.ts';
import { pageMs, postWaiting, takeTogether } from './backlog.ts';
import type { Headquarters } from './headquarters.ts';
import { mostOfPortion } from './portion.ts';
import type { Tables } from './tables.ts';

/**
 * Stores a page of entries and posts what can be posted; answers what headquarters has now. An empty page only asks: it is read,
 * and no row is locked unless entries of the register wait to be posted. Fault: device.unknown.
 */
export async function receivePage(headquarters: Headquarters, push: Push): Promise<Result<Have>> {
  const { register, entries } = push;
  const until = headquarters.clock.running() + pageMs;
  let failed = false;
  for (const portion of portions(entries)) {
    const mayPost = !failed && headquarters.clock.running() < until;
    const taken = await takeTogether(headquarters, register, portion, mayPost);
    if (taken === undefined) return fail('device.unknown', { register });
    failed ||= taken.failed;
  }
  const now = await chainOf(headquarters.db.query, register);
  if (!now.isKnown) return fail('device.unknown', { register });
  if (!now.waits) return ok(now.have);
  await postWaiting(headquarters, register, until - headquarters.clock.running(), failed);
  return ok(await have(headquarters.db.query, register));
}

const portions = (entries: readonly Entry[]): Entry[][] =>
  Array.from({ length: Math.ceil(entries.length / mostOfPortion) }, (_, index) =>
    entries.slice(index * mostOfPortion, (index + 1) * mostOfPortion),
  );

/** HAVE of a register's chain: heads, predecessors that are missing, entries in total. */
export const have = async (db: Kysely<Tables>, register: RegisterId): Promise<Have> =>
  (await chainOf(db, register)).have;

async function chainOf(
  db: Kysely<Tables>,
  register: RegisterId,
): Promise<{ readonly have: Have; readonly waits: boolean; readonly isKnown: boolean }> {
  const [heads, lacks, lengths, waiting, known] = await together(
    db,
    db
      .selectFrom('entry')
      .select(['number', 'hash'])
      .where('register', '=', register)
      .where('is_head', '=', 1)
      .orderBy('number'),
    db
      .selectFrom('entry_link')
      .select('parent')
      .distinct()
      .where('register', '=', register)
      .where('missing', '=', 1),
    db.selectFrom('chain_length').select('entries').where('register', '=', register),
    db
      .selectFrom('entry')
      .select('hash')
      .where('register', '=', register)
      .where('state', '=', 'waiting')
      .limit(1),
    db.selectFrom('register').select('id').where('id', '=', register),
  );
  return {
    have: {
      heads,
      lacks: lacks.map((link): Hash => link.parent),
      entries: lengths[0]?.entries ?? 0,
    },
    waits: waiting.length > 0,
    isKnown: known.length > 0,
  };
}
