/** Shifts as posted: what belongs to each is added up entry by entry, and a closing is held against it. */
import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { EntryContent } from '../../shared/entry.ts';
import type { RegisterId } from '../../shared/identity.ts';
import { minor } from '../../shared/money.ts';
import {
  shiftName,
  stateAfter,
  sumsDiffer,
  type ShiftEvent,
  type ShiftId,
  type ShiftSum,
} from '../../shared/shift.ts';
import { shiftOf, shiftSums } from '../../shared/shiftsums.ts';
import { declaredSchema, sumsSchema } from '../../shared/wire/shift.ts';
import { insertRows } from '../database/rows.ts';
import { raise } from './exceptions.ts';
import type { Act, Headquarters } from './headquarters.ts';
import type { ShiftSumTable, ShiftTable } from './shifttables.ts';
import type { EntryTable, RegisterTable, Tables } from './tables.ts';

export const closedSchema = z.strictObject({
  sums: sumsSchema,
  declared: z.array(declaredSchema),
  pending: z.int(),
});

type Noted = {
  readonly entry: EntryTable;
  readonly register: RegisterTable;
  readonly content: EntryContent;
};

/**
 * Adds an entry to the sums of its shift and follows the shift's state. `exception`: the shift is closed with other figures than its posted
 * entries have; it is named once, and closed by itself when an entry that was set aside makes the figures agree.
 */
export async function noteShift(
  headquarters: Headquarters,
  act: Act,
  { entry, register, content }: Noted,
): Promise<'agrees' | 'exception'> {
  const shift = shiftOf(content.body);
  if (shift === null) return 'agrees';
  await addSums(act, [{ register: register.id, shift, sums: sumsOf(content) }]);
  if (content.body.kind === 'shift') await follow(act, entry, content.at, content.body.shift);
  return checkShift(headquarters, act, register, shift);
}

/** Amounts that leave the range in which money is exact cannot be added; the closing will show that they are missing. */
export function sumsOf({ body }: EntryContent): ShiftSum[] {
  try {
    return shiftSums(body);
  } catch {
    return [];
  }
}

/** Adds sums to shifts of registers. */
export async function addSums(
  act: Act,
  added: readonly {
    readonly register: RegisterId;
    readonly shift: ShiftId;
    readonly sums: readonly ShiftSum[];
  }[],
): Promise<void> {
  const rows = new Map<string, ShiftSumTable>();
  for (const { register, shift, sums } of added)
    for (const { what, count, amount } of sums) {
      const key = JSON.stringify([register, shift, what]);
      const row = rows.get(key) ?? { register, shift, what, count: 0, amount: 0 };
      rows.set(key, { ...row, count: row.count + count, amount: row.amount + amount });
    }
  if (rows.size === 0) return;
  const onto = `on conflict (register, shift, what) do update
    set count = shift_sum.count + excluded.count, amount = shift_sum.amount + excluded.amount`;
  await insertRows(act, 'shift_sum', [...rows.values()], onto);
}

async function follow(
  act: Act,
  entry: EntryTable,
  at: string,
  { shift, number, by, did }: ShiftEvent,
): Promise<void> {
  const { register } = entry;
  const state = stateAfter(did.act);
  if (did.act === 'opened')
    await act
      .insertInto('shift')
      .values({
        register,
        id: shift,
        number,
        state: 'open',
        currency: did.currency,
        opened_at: at,
        opened_by: by,
        changed_at: at,
        changed_by: by,
        entry: null,
        entry_number: null,
        closed_json: null,
        exception: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  else if (state !== undefined)
    await act
      .updateTable('shift')
      .set({
        state,
        changed_at: at,
        changed_by: by,
        ...(did.act === 'closed'
          ? {
              entry: entry.hash,
              entry_number: entry.number,
              closed_json: JSON.stringify({
                sums: did.sums,
                declared: did.declared,
                pending: did.pending,
              }),
            }
          : {}),
      })
      .where('register', '=', register)
      .where('id', '=', shift)
      .where('state', '<>', 'closed')
      .execute();
}

/** The sums of a shift as posted, by name. */
export async function postedSums(
  db: Kysely<Tables>,
  register: RegisterId,
  shift: ShiftId,
): Promise<ShiftSum[]> {
  const rows = await db
    .selectFrom('shift_sum')
    .select(['what', 'count', 'amount'])
    .where('register', '=', register)
    .where('shift', '=', shift)
    .orderBy('what')
    .execute();
  return rows.map((row) => ({ ...row, amount: minor(row.amount) }));
}

/** Holds a closed shift against its posted entries. */
export async function checkShift(
  headquarters: Headquarters,
  act: Act,
  register: RegisterTable,
  id: ShiftId,
): Promise<'agrees' | 'exception'> {
  const shift = await act
    .selectFrom('shift')
    .selectAll()
    .where('register', '=', register.id)
    .where('id', '=', id)
    .executeTakeFirst();
  if (shift === undefined || shift.closed_json === null) return 'agrees';
  const told = closedSchema.parse(JSON.parse(shift.closed_json)).sums;
  const found = sumsDiffer(await postedSums(act, register.id, id), told);
  if (found === undefined) {
    if (shift.exception !== null) await settled(headquarters, act, shift);
    return 'agrees';
  }
  if (shift.exception !== null) return 'exception';
  const exception = await raise(headquarters, act, {
    kind: 'shiftDifference',
    register: register.id,
    entry: shift.entry,
    entry_number: shift.entry_number,
    amount: found.theirs.amount,
    other_amount: found.ours.amount,
    currency: shift.currency,
    detail: `shift ${shiftName(register.name, shift.number)} was closed with ${found.what} ${found.theirs.amount} (${found.theirs.count}) where its posted entries have ${found.ours.amount} (${found.ours.count})`,
  });
  await setException(act, shift, exception);
  return 'exception';
}

const setException = (act: Act, { register, id }: ShiftTable, exception: string | null) =>
  act
    .updateTable('shift')
    .set({ exception })
    .where('register', '=', register)
    .where('id', '=', id)
    .execute();

/** What was missing came after all. */
async function settled(headquarters: Headquarters, act: Act, shift: ShiftTable): Promise<void> {
  await act
    .updateTable('exception')
    .set({
      closed_at: headquarters.clock.now(),
      closed_by: 'headquarters',
      closed_note: 'the missing entries came after all',
    })
    .where('id', '=', shift.exception ?? '')
    .where('closed_at', 'is', null)
    .execute();
  await setException(act, shift, null);
}
