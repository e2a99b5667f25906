/** Shifts as the window shows them. */
import type { ShiftReport, ShiftRow, Shifts, ShiftView } from '../../shared/bridge/shift.ts';
import { fail, ok, type Result } from '../../shared/fault.ts';
import type { StaffId, Text } from '../../shared/identity.ts';
import { shiftFigures, shiftName, type ShiftId } from '../../shared/shift.ts';
import { answerOf } from '../database/answers.ts';
import { readIdentity } from '../database/identity.ts';
import type { Database } from '../database/open.ts';
import { findStaff } from '../database/people.ts';
import {
  closedShifts,
  findShift,
  openShift,
  unansweredOf,
  waitingShifts,
  type Shift,
} from '../database/shifts.ts';
import type { Desk } from './desk.ts';
import { needStaff } from './people.ts';
import { isCounted, needShift, shiftsRequired } from './shift.ts';
import { drawerCash } from './shiftcash.ts';
import { shiftFacts, shiftPaper } from './shiftpaper.ts';

/** How many closed shifts the list shows. */
const mostClosed = 60;

const personName = (db: Database, staff: StaffId): Text =>
  findStaff(db, staff)?.name ?? { en: staff, zh: staff };
const nameOf = (db: Database, shift: Shift): string =>
  shiftName(readIdentity(db)?.registerName ?? '', shift.number);

export function shiftView(db: Database): ShiftView {
  const open = openShift(db);
  return {
    required: shiftsRequired(db),
    open: open && {
      id: open.id,
      name: nameOf(db, open),
      since: open.openedAt,
      openedBy: personName(db, open.openedBy),
      drawer: drawerCash(db, open.id),
    },
    waiting: waitingShifts(db).length,
  };
}

function shiftRow(db: Database, shift: Shift): ShiftRow {
  const { sums, declared } = shiftFacts(db, shift);
  const figures = shiftFigures(sums, declared);
  const { id, state, openedAt, changedAt, currency, closing } = shift;
  return {
    id,
    state,
    openedAt,
    changedAt,
    currency,
    name: nameOf(db, shift),
    openedBy: personName(db, shift.openedBy),
    changedBy: personName(db, shift.changedBy),
    total: figures.total,
    sales: figures.sum('online').count + figures.sum('offline').count,
    difference: figures.tenders.find((tender) => tender.kind === 'cash')?.difference ?? null,
    pending: unansweredOf(db, id),
    exception: closing !== null && answerOf(db, closing)?.state === 'exception',
  };
}

/** Fault: signIn.needed. */
export function listShifts(desk: Desk): Result<Shifts> {
  const { db } = desk.ports;
  const staff = needStaff(desk);
  if (!staff.ok) return staff;
  const open = openShift(db);
  return ok({
    open: open && shiftRow(db, open),
    waiting: waitingShifts(db).map((shift) => shiftRow(db, shift)),
    closed: closedShifts(db, mostClosed).map((shift) => shiftRow(db, shift)),
  });
}

/** The figures of the open shift (null) or of any other. Faults: signIn.needed, shift.needed, shift.unknown, activation.needed. */
export function shiftReport(desk: Desk, id: ShiftId | null): Result<ShiftReport> {
  const { db } = desk.ports;
  const staff = needStaff(desk);
  if (!staff.ok) return staff;
  const open = id === null ? needShift(db) : null;
  if (open?.ok === false) return open;
  const shift = open?.value ?? findShift(db, id ?? '');
  if (!shift) return fail('shift.unknown');
  const { sums, declared } = shiftFacts(db, shift);
  const paper = shiftPaper(desk, shift.id, false);
  if (!paper) return fail('activation.needed');
  const { tenders, currencies } = shiftFigures(sums, declared);
  return ok({
    row: shiftRow(db, shift),
    ...{ tenders, currencies },
    uncounted: shift.state !== 'closed' && !isCounted(db, shift),
    paper,
  });
}
