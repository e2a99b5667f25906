/**
 * Repairing an entry that was set aside (PROTOCOL P6). What came is kept; what a person made of it is posted in its place, under the hash
 * that the entry has in its chain: that name is what its successors, its answer and its register know it by, and what posts once.
 */
import { isEntryIntact, sealEntry, type EntryContent } from '../../shared/entry.ts';
import { fail, ok, type Result } from '../../shared/fault.ts';
import { readEntry, readFrame } from '../../shared/wire/entry.ts';
import type { Approved } from './breaking.ts';
import { recordAct } from './audit.ts';
import { postWaiting } from './backlog.ts';
import { linkEntry } from './entry.ts';
import { closeByEntry } from './exceptions.ts';
import type { Act, Headquarters } from './headquarters.ts';
import { lockRegister } from './locks.ts';
import type { EntryKey } from './posting.ts';
import { layOut, showNumbers } from './repairtext.ts';
import { flawOf } from './salelines.ts';
import type { EntryTable, RegisterTable } from './tables.ts';

/** `sealed`: the repaired text has the entry's own hash, so it is what the register sealed, byte for byte. */
export type Repaired = {
  readonly content: EntryContent;
  readonly text: string;
  readonly sealed: boolean;
};

export async function parkedEntry(
  act: Act | Headquarters['db']['query'],
  { register, hash }: EntryKey,
): Promise<EntryTable | undefined> {
  return act
    .selectFrom('entry')
    .selectAll()
    .where('register', '=', register)
    .where('hash', '=', hash)
    .where('state', '=', 'parked')
    .executeTakeFirst();
}

/** An entry of another register is no damage: it is posted in its own chain. */
export function isForeign(entry: EntryTable): boolean {
  const frame = readFrame(entry);
  return frame.ok && frame.value.register !== entry.register;
}

/**
 * Reads what a person made of the entry, by the schema and the rules that posting has. Faults: repair.foreign, repair.invalid,
 * repair.predecessor, repair.flawed.
 */
export async function readRepair(
  act: Act | Headquarters['db']['query'],
  entry: EntryTable,
  register: RegisterTable,
  edited: string,
): Promise<Result<Repaired>> {
  if (isForeign(entry)) return fail('repair.foreign');
  const text = showNumbers(edited, layOut(entry.content));
  if (text === undefined) return fail('repair.invalid', { at: '⟦⟧' });
  const read = readText(text);
  if (!read.ok) return read;
  const content = read.value;
  if (content.register !== entry.register) return fail('repair.invalid', { at: 'register' });
  const misplaced = await isMisplaced(act, entry, content);
  if (misplaced) return fail('repair.predecessor');
  if (content.body.kind === 'sale') {
    const why = flawOf({ sale: content.body.sale, register });
    if (why !== undefined) return fail('repair.flawed', { why });
  }
  const sealed = sealEntry(content);
  return ok({ content, text: sealed.content, sealed: sealed.hash === entry.hash });
}

/** Fault: repair.invalid with the line where it is no JSON, or the place that is not as the schema wants it. */
function readText(text: string): Result<EntryContent> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const line = /line (\d+)/.exec(String(error))?.[1] ?? '';
    return fail('repair.invalid', { at: line, line });
  }
  try {
    const read = readEntry(sealEntry(value as EntryContent));
    return read.ok ? read : fail('repair.invalid', { at: read.fault.data['at'] ?? '' });
  } catch {
    // Text that cannot be made canonical: a number that is not whole.
    return fail('repair.invalid', { at: '' });
  }
}

/** A frame that could be read stays as it is; one that could not must stand between the entries before and after it. */
async function isMisplaced(
  act: Act | Headquarters['db']['query'],
  entry: EntryTable,
  content: EntryContent,
): Promise<boolean> {
  const frame = readFrame(entry);
  if (frame.ok)
    return (
      frame.value.number !== content.number ||
      frame.value.previous.join() !== content.previous.join()
    );
  const parents = await act
    .selectFrom('entry')
    .select(['hash', 'number'])
    .where('register', '=', entry.register)
    .where('hash', 'in', content.previous.length === 0 ? [''] : content.previous)
    .execute();
  const children = await act
    .selectFrom('entry_link')
    .innerJoin('entry', (join) =>
      join
        .onRef('entry.register', '=', 'entry_link.register')
        .onRef('entry.hash', '=', 'entry_link.child'),
    )
    .select('entry.number')
    .where('entry_link.register', '=', entry.register)
    .where('entry_link.parent', '=', entry.hash)
    .execute();
  return (
    parents.length !== new Set(content.previous).size ||
    parents.some((parent) => parent.hash === entry.hash || parent.number >= content.number) ||
    children.some((child) => child.number <= content.number)
  );
}

/**
 * Keeps the repair and posts it. Two persons answer for it. Faults: repair.none when the entry is not set aside (any more),
 * lock.secondPerson, those of `readRepair`.
 */
export async function repairEntry(
  headquarters: Headquarters,
  key: EntryKey,
  edited: string,
  approved: Approved,
): Promise<Result<{ readonly state: EntryTable['state'] }>> {
  if (approved.by === approved.second) return fail('lock.secondPerson');
  const kept = await headquarters.db.transaction(async (act): Promise<Result<void>> => {
    const register = await lockRegister(act, key.register);
    const entry = await parkedEntry(act, key);
    if (!register || !entry) return fail('repair.none');
    const repaired = await readRepair(act, entry, register, edited);
    if (!repaired.ok) return repaired;
    await keepRepair(headquarters, act, entry, repaired.value, approved);
    return ok(undefined);
  });
  if (!kept.ok) return kept;
  await postWaiting(headquarters, key.register);
  const { state } = await headquarters.db.query
    .selectFrom('entry')
    .select('state')
    .where('register', '=', key.register)
    .where('hash', '=', key.hash)
    .executeTakeFirstOrThrow();
  return ok({ state });
}

async function keepRepair(
  headquarters: Headquarters,
  act: Act,
  entry: EntryTable,
  { content, text, sealed }: Repaired,
  { by, second, reason }: Approved,
): Promise<void> {
  const { register, hash } = entry;
  const at = headquarters.clock.now();
  const { number } = await act
    .selectFrom('repair')
    .select((where) => where.fn.countAll<number>().as('number'))
    .where('register', '=', register)
    .where('entry', '=', hash)
    .executeTakeFirstOrThrow();
  await act
    .insertInto('repair')
    .values({
      register,
      entry: hash,
      number: number + 1,
      original: entry.content,
      content: text,
      sealed: sealed ? 1 : 0,
      at,
      by,
      second,
      note: reason,
    })
    .execute();
  await act
    .updateTable('entry')
    .set({ state: 'waiting', number: content.number, ...(sealed ? { content: text } : {}) })
    .where('register', '=', register)
    .where('hash', '=', hash)
    .execute();
  if (!isEntryIntact(entry)) await linkEntry(act, register, hash, content.previous);
  await closeByEntry(headquarters, act, entry, `repaired by ${by} and ${second}: ${reason}`);
  await recordAct(headquarters, act, {
    at,
    account: by,
    second,
    act: 'entry.repaired',
    detail: `entry ${content.number} ${hash.slice(0, 12)} of register ${register}, ${sealed ? 'as its register sealed it' : 'not as its register sealed it'}: ${reason}`,
  });
}
