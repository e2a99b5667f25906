/** Entries as they come from channels: stored first, in their chain, then posted. HAVE is read from these tables (PROTOCOL R10). */
import { sql, type Kysely } from 'kysely';
import { fail, ok, type Result } from '../../shared/fault.ts';
import type { Entry } from '../../shared/entry.ts';
import type { Hash, RegisterId } from '../../shared/identity.ts';
import { readFrame, type EntryFrame } from '../../shared/wire/entry.ts';
import { isEntryIntact } from '../../shared/entry.ts';
import type { Have, Push } from '../../shared/wire/journal.ts';
import type { Act, Headquarters } from './headquarters.ts';
import { lockRegister } from './locks.ts';
import { postWaiting } from './backlog.ts';
import type { Tables } from './tables.ts';

/**
 * Stores a page of entries and posts what can be posted; answers what headquarters has now. Entries damaged on the way or of another
 * register are left out, so HAVE asks for them again. Fault: device.unknown.
 */
export async function receivePage(headquarters: Headquarters, push: Push): Promise<Result<Have>> {
  const known = await headquarters.db.transaction(async (act) => {
    const register = await lockRegister(act, push.register);
    if (!register) return false;
    for (const entry of push.entries) await storeEntry(headquarters, act, push.register, entry);
    return true;
  });
  if (!known) return fail('device.unknown', { register: push.register });
  await postWaiting(headquarters, push.register);
  return ok(await have(headquarters.db.query, push.register));
}

async function storeEntry(
  headquarters: Headquarters,
  act: Act,
  register: RegisterId,
  entry: Entry,
): Promise<void> {
  if (!isEntryIntact(entry)) return;
  const known = await act
    .selectFrom('entry')
    .select('hash')
    .where('hash', '=', entry.hash)
    .executeTakeFirst();
  if (known) return;
  const frame = await frameOf(act, register, entry);
  if (frame.register !== register) return;
  const child = await act
    .selectFrom('entry_link')
    .select('child')
    .where('parent', '=', entry.hash)
    .limit(1)
    .executeTakeFirst();
  await act
    .insertInto('entry')
    .values({
      hash: entry.hash,
      register,
      number: frame.number,
      content: entry.content,
      state: 'waiting',
      is_head: child ? 0 : 1,
      sale: null,
      receipt: null,
      total: null,
      received_at: headquarters.clock.now(),
      posted_at: null,
    })
    .execute();
  await act
    .updateTable('entry_link')
    .set({ missing: 0 })
    .where('parent', '=', entry.hash)
    .execute();
  for (const parent of new Set(frame.previous)) {
    const stored = await act
      .updateTable('entry')
      .set({ is_head: 0 })
      .where('hash', '=', parent)
      .returning('hash')
      .executeTakeFirst();
    await act
      .insertInto('entry_link')
      .values({ child: entry.hash, parent, register, missing: stored ? 0 : 1 })
      .execute();
  }
}

/** An entry whose frame cannot be read is filed after the newest one; posting sets it aside (PROTOCOL P6). */
async function frameOf(act: Act, register: RegisterId, entry: Entry): Promise<EntryFrame> {
  const frame = readFrame(entry);
  if (frame.ok) return frame.value;
  const newest = await act
    .selectFrom('entry')
    .select(sql<number>`coalesce(max(number), 0)`.as('number'))
    .where('register', '=', register)
    .executeTakeFirstOrThrow();
  return { register, number: newest.number + 1, previous: [] };
}

/** HAVE of a register's chain: heads, predecessors that are missing, entries in total. */
export async function have(db: Kysely<Tables>, register: RegisterId): Promise<Have> {
  const heads = await db
    .selectFrom('entry')
    .select(['number', 'hash'])
    .where('register', '=', register)
    .where('is_head', '=', 1)
    .orderBy('number')
    .execute();
  const lacks = await db
    .selectFrom('entry_link')
    .select('parent')
    .distinct()
    .where('register', '=', register)
    .where('missing', '=', 1)
    .execute();
  const count = await db
    .selectFrom('entry')
    .select(sql<number>`count(*)`.as('entries'))
    .where('register', '=', register)
    .executeTakeFirstOrThrow();
  return { heads, lacks: lacks.map((link): Hash => link.parent), entries: count.entries };
}
