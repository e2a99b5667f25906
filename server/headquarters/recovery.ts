/** Recovery after headquarters came back from a backup: nothing is granted until every active register has told what it holds (PROTOCOL section 7). */
import type { Kysely } from 'kysely';
import { raise } from './exceptions.ts';
import type { Act, Headquarters } from './headquarters.ts';
import { clearSetting, readSetting, writeSetting } from './settings.ts';
import type { RegisterTable, Tables } from './tables.ts';

const answersPerEpoch = 100_000_000;

/** Numbers up to here were given to answers of earlier epochs. */
export const lastAnswerBefore = (epoch: number): number =>
  epoch === 1 ? 0 : epoch * answersPerEpoch;

/** Awaits every register that was ever heard. What it named as its head before counts no more. */
export async function beginRecovery(
  headquarters: Headquarters,
  act: Act,
  epoch: number,
): Promise<void> {
  await act
    .updateTable('register')
    .set({ awaited: 1, head_hash: null })
    .where('active', '=', 1)
    .where((where) =>
      where.or([where('activated_at', 'is not', null), where('last_id', 'is not', null)]),
    )
    .execute();
  // Answers of the new epoch have numbers that no channel's cursor has passed, however many were lost.
  await act
    .updateTable('channel')
    .set({ answered: epoch * answersPerEpoch })
    .where('answered', '<', epoch * answersPerEpoch)
    .execute();
  await clearSetting(act, 'halted');
  await raise(headquarters, act, {
    kind: 'headquartersRestored',
    detail: `epoch ${epoch} began after a restore`,
  });
}

/** True while a register is awaited. */
export async function isRecovering(db: Kysely<Tables>): Promise<boolean> {
  const row = await db
    .selectFrom('register')
    .select('id')
    .where('awaited', '=', 1)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Why nothing may be granted now: recovery, or signs of a restore that nobody announced. null: granting goes on. */
export async function grantingStopped(db: Kysely<Tables>): Promise<string | null> {
  return (await readSetting(db, 'halted')) ?? ((await isRecovering(db)) ? 'recovery' : null);
}

/** Something newer than our own records was seen without a new epoch: stop granting and say so, once. */
export async function halt(headquarters: Headquarters, act: Act, why: string): Promise<void> {
  if ((await readSetting(act, 'halted')) !== null) return;
  await writeSetting(act, 'halted', why);
  await raise(headquarters, act, {
    kind: 'headquartersRestored',
    detail: `${why}; granting has stopped until headquarters is started with a new epoch`,
  });
}

/** H6: the register has reported once everything up to the head that it named is posted or set aside. True when it is awaited no more. */
export async function noteReported(
  act: Act,
  register: RegisterTable,
  head: string | null,
): Promise<boolean> {
  if (register.awaited === 0) return true;
  if (head !== null) {
    const entry = await act
      .selectFrom('entry')
      .select('state')
      .where('register', '=', register.id)
      .where('hash', '=', head)
      .executeTakeFirst();
    if (entry === undefined || entry.state === 'waiting') return false;
  }
  await act.updateTable('register').set({ awaited: 0 }).where('id', '=', register.id).execute();
  return true;
}
