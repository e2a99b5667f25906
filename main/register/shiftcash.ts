/** Cash that goes into the drawer or leaves it without a sale, within a shift. */
import { fail, ok, type Result } from '../../shared/fault.ts';
import type { Minor } from '../../shared/money.ts';
import { shiftFigures, type CashMovement, type Counted, type ShiftId } from '../../shared/shift.ts';
import type { Database } from '../database/open.ts';
import { readShiftSums } from '../database/shifts.ts';
import { noteFailure, type Desk } from './desk.ts';
import { recording } from './record.ts';
import { amountOf, needShift, someOf, tell } from './shift.ts';

/** Cash that should be in the drawer of the shift now; what a limit of the drawer looks at. */
export const drawerCash = (db: Database, shift: ShiftId): Minor =>
  expectedCash(shiftFigures(readShiftSums(db, shift), null));

const expectedCash = ({ tenders }: ReturnType<typeof shiftFigures>): Minor => {
  const cash = tenders.find((tender) => tender.kind === 'cash');
  if (!cash) throw new Error('cash is among the tenders of every shift');
  return cash.expected;
};

export type Moving = {
  readonly amount: Minor;
  readonly counts: readonly Counted[];
  readonly note: string;
  readonly bag?: string;
};

/**
 * 1201 float entry, 1210 tender removal, 1211 safe drop, 1212 bank drop; opens the drawer. Faults: shift.needed, amount.invalid,
 * shift.tooMuch { most } for more cash than there should be, shift.bag for a bank drop without the number of its bag.
 */
export function moveCash(desk: Desk, act: CashMovement, moving: Moving): Result<void> {
  const { db, wake } = desk.ports;
  const moved = recording(desk, (record): Result<void> => {
    const shift = needShift(db);
    if (!shift.ok) return shift;
    const amount = amountOf(moving.amount, moving.counts);
    if (!amount.ok) return amount;
    if (amount.value <= 0) return fail('amount.invalid');
    const most = drawerCash(db, shift.value.id);
    if (act !== 'float' && amount.value > most) return fail('shift.tooMuch', { most });
    const bag = bagOf(act, moving.bag ?? '');
    if (!bag.ok) return bag;
    return tell(desk, record, shift.value, {
      act,
      amount: amount.value,
      counts: someOf(moving.counts),
      bag: bag.value,
      note: moving.note.trim(),
    });
  });
  if (!moved.ok) return moved;
  noteFailure(desk, desk.ports.drawer());
  wake();
  return moved;
}

function bagOf(act: CashMovement, typed: string): Result<string> {
  if (act !== 'bankDrop') return ok('');
  const bag = typed.trim();
  return bag === '' ? fail('shift.bag') : ok(bag);
}
