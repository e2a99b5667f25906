/** A drawer that holds more cash than the store wants: the cashier is asked for a safe drop, and nothing is refused. */
import { fault } from '../../shared/fault.ts';
import type { Minor } from '../../shared/money.ts';
import type { Sale } from '../../shared/sale.ts';
import { openShift } from '../database/shifts.ts';
import type { Desk } from './desk.ts';
import { drawerCash } from './shiftcash.ts';

/** After a sale that put cash in: says so when the shift's cash is above the store's limit (drawer.full { held, most }). */
export function watchDrawer(desk: Desk, sale: Sale, most: Minor | null): void {
  const { db } = desk.ports;
  const isPaid = sale.tenders.some(({ kind, amount }) => kind === 'cash' && amount > 0);
  if (most === null || !isPaid) return;
  const shift = openShift(db);
  if (shift === null) return;
  const held = drawerCash(db, shift.id);
  if (held > most) desk.memory.notice = fault('drawer.full', { held, most });
}
