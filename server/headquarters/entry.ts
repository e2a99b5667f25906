/** An entry that finds its place by itself: damaged, unreadable, of another register, or the intact copy of a damaged one (PROTOCOL P6). */
import { sql } from 'kysely';
import { isEntryIntact, type Entry } from '../../shared/entry.ts';
import { hashText } from '../../shared/hash.ts';
import type { Hash, RegisterId } from '../../shared/identity.ts';
import { readFrame, type EntryFrame } from '../../shared/wire/entry.ts';
import { insertRows } from '../database/rows.ts';
import { storable } from '../database/text.ts';
import { closeByEntry } from './exceptions.ts';
import type { Act, Headquarters } from './headquarters.ts';
import { compareRepair, newestRepair } from './repaired.ts';
import type { EntryState } from './tables.ts';

/**
 * An entry damaged on the way is left out, so HAVE asks for it again; one that comes twice with the same damage, or that belongs to another
 * register, takes its place as it is and is set aside, so that it blocks nothing after it. True when
 * the entry took its place now.
 */
export async function takeEntry(
  headquarters: Headquarters,
  act: Act,
  register: RegisterId,
  entry: Entry,
): Promise<boolean> {
  const intact = isEntryIntact(entry);
  const known = await act
    .selectFrom('entry')
    .select(['state', 'content'])
    .where('register', '=', register)
    .where('hash', '=', entry.hash)
    .executeTakeFirst();
  if (known) {
    if (!intact || known.content === entry.content) return false;
    if (await isToMend(act, register, { hash: entry.hash, content: known.content }, known.state))
      await mendEntry(headquarters, act, register, entry);
    else await compareRepair(headquarters, act, register, entry);
    return false;
  }
  if (!intact && !(await cameBefore(headquarters, act, register, entry))) return false;
  await fileEntry(headquarters, act, register, entry);
  return true;
}

/** Set aside, or still waiting to be: without a person's repair the copy that is here can never be posted. */
async function isToMend(
  act: Act,
  register: RegisterId,
  stored: Entry,
  state: EntryState,
): Promise<boolean> {
  if (state === 'parked') return true;
  if (state !== 'waiting' || isEntryIntact(stored)) return false;
  return (await newestRepair(act, register, stored.hash)) === undefined;
}

/** The same damage twice is not the line's: the sender's own copy is damaged. Notes what came. */
async function cameBefore(
  headquarters: Headquarters,
  act: Act,
  register: RegisterId,
  entry: Entry,
): Promise<boolean> {
  const noted = await act
    .insertInto('damaged_entry')
    .values({
      register,
      hash: entry.hash,
      found: hashText(entry.content),
      received_at: headquarters.clock.now(),
    })
    .onConflict((conflict) => conflict.columns(['register', 'hash', 'found']).doNothing())
    .returning('hash')
    .executeTakeFirst();
  return noted === undefined;
}

async function fileEntry(
  headquarters: Headquarters,
  act: Act,
  register: RegisterId,
  entry: Entry,
): Promise<void> {
  const frame = await frameOf(act, register, entry);
  const child = await act
    .selectFrom('entry_link')
    .select('child')
    .where('register', '=', register)
    .where('parent', '=', entry.hash)
    .limit(1)
    .executeTakeFirst();
  await act
    .insertInto('entry')
    .values({
      hash: entry.hash,
      register,
      number: frame.number,
      content: storable(entry.content),
      state: 'waiting',
      is_head: child ? 0 : 1,
      sale: null,
      receipt: null,
      total: null,
      received_at: headquarters.clock.now(),
      posted_at: null,
    })
    .execute();
  const onto = 'on conflict (register) do update set entries = chain_length.entries + 1';
  await insertRows(act, 'chain_length', [{ register, entries: 1, sales: 0 }], onto);
  await act
    .updateTable('entry_link')
    .set({ missing: 0 })
    .where('register', '=', register)
    .where('parent', '=', entry.hash)
    .execute();
  await linkEntry(act, register, entry.hash, frame.previous);
}

/** Puts the entry after its predecessors, which are heads no more. */
export async function linkEntry(
  act: Act,
  register: RegisterId,
  child: Hash,
  previous: readonly Hash[],
): Promise<void> {
  for (const parent of new Set(previous)) {
    const stored = await act
      .updateTable('entry')
      .set({ is_head: 0 })
      .where('register', '=', register)
      .where('hash', '=', parent)
      .returning('hash')
      .executeTakeFirst();
    await act
      .insertInto('entry_link')
      .values({ child, parent, register, missing: stored ? 0 : 1 })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

/** An intact copy takes the place of a damaged one that is not posted, and is posted. */
async function mendEntry(
  headquarters: Headquarters,
  act: Act,
  register: RegisterId,
  entry: Entry,
): Promise<void> {
  const frame = readFrame(entry);
  if (!frame.ok || frame.value.register !== register) return;
  const { number, previous } = frame.value;
  await act
    .updateTable('entry')
    .set({ content: entry.content, number, state: 'waiting' })
    .where('register', '=', register)
    .where('hash', '=', entry.hash)
    .execute();
  await linkEntry(act, register, entry.hash, previous);
  await closeByEntry(headquarters, act, { register, hash: entry.hash }, 'an intact copy came');
}

/**
 * An entry whose frame cannot be read, or that belongs to another register, stands before the one that names it as its predecessor or
 * else after the newest one; posting sets it aside.
 */
async function frameOf(act: Act, register: RegisterId, entry: Entry): Promise<EntryFrame> {
  const frame = readFrame(entry);
  if (frame.ok && frame.value.register === register) return frame.value;
  const { before } = await act
    .selectFrom('entry_link')
    .innerJoin('entry', (join) =>
      join
        .onRef('entry.register', '=', 'entry_link.register')
        .onRef('entry.hash', '=', 'entry_link.child'),
    )
    .select(sql<number | null>`min(entry.number)`.as('before'))
    .where('entry_link.register', '=', register)
    .where('entry_link.parent', '=', entry.hash)
    .executeTakeFirstOrThrow();
  if (before !== null) return { register, number: Math.max(1, before - 1), previous: [] };
  const { newest } = await act
    .selectFrom('entry')
    .select(sql<number>`coalesce(max(number), 0)`.as('newest'))
    .where('register', '=', register)
    .executeTakeFirstOrThrow();
  return { register, number: newest + 1, previous: [] };
}
