/** The shifts of this register, derived from their entries as these are filed: state, what belongs to each, and its sums. */
import type { EntryContent } from '../../shared/entry.ts';
import { assert } from '../../shared/fault.ts';
import type { Hash, Instant, StaffId } from '../../shared/identity.ts';
import type { Currency } from '../../shared/money.ts';
import {
  stateAfter,
  type Declared,
  type ShiftEvent,
  type ShiftId,
  type ShiftState,
  type ShiftSum,
} from '../../shared/shift.ts';
import { shiftOf, shiftSums } from '../../shared/shiftsums.ts';
import { z } from 'zod';
import { declaredSchema, sumsSchema } from '../../shared/wire/shift.ts';
import { parsed } from './parsed.ts';
import { all, one, run, type Connection } from './statement.ts';
import type { Writer } from './transaction.ts';

export type Shift = {
  readonly id: ShiftId;
  readonly number: number;
  readonly state: ShiftState;
  readonly openedAt: Instant;
  readonly openedBy: StaffId;
  readonly currency: Currency;
  readonly changedAt: Instant;
  readonly changedBy: StaffId;
  readonly declared: readonly Declared[] | null;
  readonly declaredPlace: number | null;
  readonly closing: Hash | null;
};

type Row = Omit<Shift, 'declared'> & { readonly declared: string | null };
const columns = `id, number, state, opened_at AS openedAt, opened_by AS openedBy, currency,
  changed_at AS changedAt, changed_by AS changedBy, declared, declared_place AS declaredPlace, closing`;
const selectOpen = `SELECT ${columns} FROM shift WHERE state = 'open'`;
const declaredList = z.array(declaredSchema);
const toShift = (row: Row): Shift => ({
  ...row,
  declared: row.declared === null ? null : parsed(declaredList, row.declared, 'count of a shift'),
});

type Filed = { readonly content: EntryContent; readonly hash: Hash; readonly place: number };

/** Files what an entry means to its shift; called once for every entry that comes into the journal, own or adopted. */
export function fileShift(db: Writer, { content, hash, place }: Filed): void {
  const { body, at } = content;
  const shift = shiftOf(body);
  if (shift === null) return;
  if (body.kind === 'shift') changeShift(db, body.shift, { at, hash, place });
  run(db, 'INSERT INTO shift_entry (shift, place, entry) VALUES (?, ?, ?)', [shift, place, hash]);
  for (const { what, count, amount } of shiftSums(body)) {
    run(db, 'INSERT INTO shift_sum (shift, what, place, count, amount) VALUES (?, ?, ?, ?, ?)', [
      shift,
      what,
      place,
      count,
      amount,
    ]);
  }
}

/**
 * Only one shift is open. After a restore an adopted entry may tell of another one: that one waits as suspended, to be resumed or counted.
 * A closed shift stays closed.
 */
function changeShift(
  db: Writer,
  { shift, number, by, did }: ShiftEvent,
  { at, hash, place }: { readonly at: Instant; readonly hash: Hash; readonly place: number },
): void {
  const told = stateAfter(did.act);
  const isTaken = openShift(db) !== null && openShift(db)?.id !== shift;
  const state = told === 'open' && isTaken ? 'suspended' : told;
  if (did.act === 'opened')
    run(
      db,
      `INSERT INTO shift (id, number, state, opened_at, opened_by, currency, changed_at, changed_by)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
      [shift, number, state ?? 'open', at, by, did.currency, at, by],
    );
  else if (did.act === 'declared')
    run(db, 'UPDATE shift SET declared = ?, declared_place = ? WHERE id = ?', [
      JSON.stringify(did.tenders),
      place,
      shift,
    ]);
  else if (state !== undefined)
    run(
      db,
      `UPDATE shift SET state = ?, changed_at = ?, changed_by = ?, closing = ?
       WHERE id = ? AND state <> 'closed'`,
      [state, at, by, state === 'closed' ? hash : null, shift],
    );
}

const found = (row: Row | undefined): Shift | null => (row === undefined ? null : toShift(row));

/** The shift in which this register sells now; null when none is open. */
export const openShift = (db: Connection): Shift | null => found(one<Row>(db, selectOpen));

export const findShift = (db: Connection, id: ShiftId): Shift | null =>
  found(one<Row>(db, `SELECT ${columns} FROM shift WHERE id = ?`, [id]));

/** The shifts that wait: suspended ones and those that were closed blind, the latest first. */
export const waitingShifts = (db: Connection): Shift[] =>
  all<Row>(
    db,
    `SELECT ${columns} FROM shift WHERE state <> 'closed' AND state <> 'open' ORDER BY number DESC`,
  ).map(toShift);

/** The closed shifts, the latest first. */
export const closedShifts = (db: Connection, most: number): Shift[] =>
  all<Row>(
    db,
    `SELECT ${columns} FROM shift WHERE state = 'closed' ORDER BY number DESC, id LIMIT ?`,
    [most],
  ).map(toShift);

/** The number of the next shift: gapless, above every one that is known. */
export const nextShiftNumber = (db: Connection): number =>
  1 +
  (one<{ number: number }>(db, 'SELECT coalesce(max(number), 0) AS number FROM shift')?.number ??
    0);

/** The sums of a shift, by name in order. */
export const readShiftSums = (db: Connection, shift: ShiftId): ShiftSum[] =>
  parsed(
    sumsSchema,
    JSON.stringify(
      all(db, 'SELECT what, count, amount FROM shift_total WHERE shift = ? ORDER BY what', [shift]),
    ),
    'sums of a shift',
  );

/** Place of the newest entry of the shift that moved money; 0 for none. */
export const lastMoneyPlace = (db: Connection, shift: ShiftId): number =>
  one<{ place: number }>(
    db,
    `SELECT coalesce(max(place), 0) AS place FROM shift_sum
     WHERE shift = ? AND what NOT IN ('void', 'drawer', 'reprint')`,
    [shift],
  )?.place ?? 0;

/**
 * How many entries of the shift, apart from its closing, head office has not answered. What waits leads, between the first and the last
 * place of the shift: its other entries are not looked at, and no answers at all.
 */
export function unansweredOf(db: Connection, shift: ShiftId): number {
  const counted = one<{ entries: number }>(
    db,
    `SELECT count(*) AS entries
     FROM entry_unanswered u CROSS JOIN shift_entry e ON e.shift = $shift AND e.place = u.place
     WHERE u.place BETWEEN (SELECT min(place) FROM shift_entry WHERE shift = $shift)
       AND (SELECT max(place) FROM shift_entry WHERE shift = $shift)
       AND NOT EXISTS (SELECT 1 FROM shift s WHERE s.id = e.shift AND s.closing = e.entry)`,
    { shift },
  );
  assert(counted !== undefined, 'a count has one row');
  return counted.entries;
}
