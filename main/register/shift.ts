/** The life of a shift: opened with a float, suspended and resumed, closed blind, closed with its Z. Nothing of it needs the line. */
import { liveLines } from '../../shared/cart.ts';
import { done, fail, ok, type Result } from '../../shared/fault.ts';
import type { Minor } from '../../shared/money.ts';
import { type Counted, type Declared, type ShiftAct, type ShiftId } from '../../shared/shift.ts';
import { readOpenCart } from '../database/carts.ts';
import { openAsk } from '../database/locks.ts';
import type { Database } from '../database/open.ts';
import { readConfiguration } from '../database/parameters.ts';
import {
  findShift,
  lastMoneyPlace,
  nextShiftNumber,
  openShift,
  readShiftSums,
  unansweredOf,
  type Shift,
} from '../database/shifts.ts';
import { noteFailure, type Desk } from './desk.ts';
import { needStaff } from './people.ts';
import { readPlace } from './place.ts';
import { recording, type Record } from './record.ts';
import { shiftPaper } from './shiftpaper.ts';

/** Whether this store sells only within shifts. */
export const shiftsRequired = (db: Database): boolean =>
  readConfiguration(db)?.shift === 'required';

/** Fault: shift.needed while the store demands a shift and none is open. */
export const needShiftToSell = (db: Database): Result<void> =>
  shiftsRequired(db) && !openShift(db) ? fail('shift.needed') : done;

/** The open shift. Fault: shift.needed. */
export function needShift(db: Database): Result<Shift> {
  const shift = openShift(db);
  return shift ? ok(shift) : fail('shift.needed');
}

/** The named shift when it is counted and closed later, else the open one. Faults: shift.needed, shift.unknown. */
function chosenShift(db: Database, id: ShiftId | null): Result<Shift> {
  if (id === null) return needShift(db);
  const shift = findShift(db, id);
  const fits = shift?.state === 'open' || shift?.state === 'blindClosed';
  return shift && fits ? ok(shift) : fail('shift.unknown');
}

/** The amount of a count: what its notes and coins are worth, or what was typed without any. Fault: amount.invalid when both were given and differ. */
export function amountOf(amount: Minor, counts: readonly Counted[]): Result<Minor> {
  if (counts.length === 0) return ok(amount);
  // Summed as a plain number: what was typed may be more than any amount of money may be.
  const worth = counts.reduce((sum, { value, count }) => sum + value * count, 0);
  return worth === amount ? ok(amount) : fail('amount.invalid');
}

/** Only notes and coins of which there are some. */
export const someOf = (counts: readonly Counted[]): Counted[] =>
  counts.filter((one) => one.count > 0);

/** Adds a fact about a shift to the journal. Fault: signIn.needed. */
export function tell(
  desk: Desk,
  record: Record,
  shift: Pick<Shift, 'id' | 'number'>,
  did: ShiftAct,
): Result<void> {
  const staff = needStaff(desk);
  if (!staff.ok) return staff;
  const { id, number } = shift;
  record({ kind: 'shift', shift: { shift: id, number, by: staff.value.id, did } });
  return done;
}

/** One fact in a transaction of its own. */
function telling(desk: Desk, work: (record: Record) => Result<void>): Result<void> {
  const told = recording(desk, work);
  if (told.ok) desk.ports.wake();
  return told;
}

/** A sale that has begun belongs to the shift in which it will be finished. Fault: cart.open. */
function noSale(db: Database): Result<void> {
  const cart = readOpenCart(db);
  return (cart && liveLines(cart).length > 0) || openAsk(db) ? fail('cart.open') : done;
}

/** 1200: opens the next shift with a float. Faults: shift.open, amount.invalid, activation.needed, signIn.needed. */
export function openNewShift(desk: Desk, amount: Minor, counts: readonly Counted[]): Result<void> {
  const { db, chance } = desk.ports;
  const opened = telling(desk, (record) => {
    if (openShift(db)) return fail('shift.open');
    const place = readPlace(db);
    if (!place.ok) return place;
    const float = amountOf(amount, counts);
    if (!float.ok) return float;
    const shift = { id: chance.id(), number: nextShiftNumber(db) };
    const { currency } = place.value.configuration;
    const kept = someOf(counts);
    return tell(desk, record, shift, {
      act: 'opened',
      currency,
      amount: float.value,
      counts: kept,
    });
  });
  if (opened.ok) noteFailure(desk, desk.ports.drawer());
  return opened;
}

/** 1054: lays the shift aside with its drawer; 1053: closes it uncounted, never to be resumed. Faults: shift.needed, cart.open. */
export const leaveShift = (desk: Desk, act: 'suspended' | 'blindClosed'): Result<void> =>
  telling(desk, (record) => {
    const free = noSale(desk.ports.db);
    if (!free.ok) return free;
    const shift = needShift(desk.ports.db);
    return shift.ok ? tell(desk, record, shift.value, { act }) : shift;
  });

/** Goes on with a suspended shift. Faults: shift.open while another one is, shift.unknown. */
export const resumeShift = (desk: Desk, id: ShiftId): Result<void> =>
  telling(desk, (record) => {
    const { db } = desk.ports;
    if (openShift(db)) return fail('shift.open');
    const shift = findShift(db, id);
    return shift?.state === 'suspended'
      ? tell(desk, record, shift, { act: 'resumed' })
      : fail('shift.unknown');
  });

/** Whether the cash was counted after money last moved. */
export const isCounted = (db: Database, shift: Shift): boolean =>
  shift.declaredPlace !== null &&
  shift.declaredPlace >= lastMoneyPlace(db, shift.id) &&
  (shift.declared ?? []).some((one) => one.kind === 'cash');

/**
 * 1055: closes the shift and prints its Z, with the line cut as well: entries that head office has not answered make it provisional, never
 * different. Faults: shift.needed, shift.unknown, shift.uncounted, cart.open.
 */
export function closeShift(desk: Desk, id: ShiftId | null): Result<void> {
  const { db } = desk.ports;
  let closed: ShiftId | null = null;
  const told = telling(desk, (record) => {
    const shift = chosenShift(db, id);
    if (!shift.ok) return shift;
    const free = shift.value.state === 'open' ? noSale(db) : done;
    if (!free.ok) return free;
    if (!isCounted(db, shift.value)) return fail('shift.uncounted');
    closed = shift.value.id;
    return tell(desk, record, shift.value, {
      act: 'closed',
      currency: shift.value.currency,
      sums: readShiftSums(db, shift.value.id),
      declared: shift.value.declared ?? [],
      pending: unansweredOf(db, shift.value.id),
    });
  });
  if (told.ok && closed !== null) print(desk, closed, false);
  return told;
}

/** 1052: says what was counted, of each tender and each foreign currency once. Faults: shift.needed, shift.unknown, amount.invalid. */
export const declareTenders = (
  desk: Desk,
  id: ShiftId | null,
  tenders: readonly Declared[],
): Result<void> =>
  telling(desk, (record) => {
    const shift = chosenShift(desk.ports.db, id);
    if (!shift.ok) return shift;
    const kinds = new Set(tenders.map(({ kind, currency }) => `${kind} ${currency ?? ''}`));
    if (!kinds.has('cash ') || kinds.size < tenders.length) return fail('amount.invalid');
    if (tenders.some(({ kind, currency }) => currency !== undefined && kind !== 'currency'))
      return fail('amount.invalid');
    const counted: Declared[] = [];
    for (const { kind, currency, amount, counts } of tenders) {
      const fits = amountOf(amount, counts);
      if (!fits.ok) return fits;
      counted.push({ kind, currency, amount: fits.value, counts: someOf(counts) });
    }
    return tell(desk, record, shift.value, { act: 'declared', tenders: counted });
  });

/** 1056: prints the figures of the shift as it goes on. Fault: shift.needed. */
export function printX(desk: Desk): Result<void> {
  const shift = needShift(desk.ports.db);
  if (!shift.ok) return shift;
  print(desk, shift.value.id, false);
  return done;
}

/** 1057: prints a Z again, with the same figures; it says whether it has become final. Fault: shift.unknown. */
export function reprintZ(desk: Desk, id: ShiftId): Result<void> {
  const shift = findShift(desk.ports.db, id);
  if (shift?.state !== 'closed') return fail('shift.unknown');
  print(desk, shift.id, true);
  return done;
}

function print(desk: Desk, id: ShiftId, copy: boolean): void {
  const paper = shiftPaper(desk, id, copy);
  if (paper) noteFailure(desk, desk.ports.papers([paper]));
}
