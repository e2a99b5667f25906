/** Putting a sale aside for a while and taking it back. A sale that holds a lock or money stays open. */
import type { SuspendedSale } from '../../shared/bridge/query.ts';
import { hasInstrument, liveLines, totals } from '../../shared/cart.ts';
import { done, fail, type Result } from '../../shared/fault.ts';
import type { StaffId, Text } from '../../shared/identity.ts';
import {
  readOpenCart,
  saveOpenCart,
  suspendCart,
  suspendedCarts,
  takeSuspended,
} from '../database/carts.ts';
import { askedCard } from '../database/cardpayments.ts';
import { cameFrom } from '../database/handovers.ts';
import { openAsk } from '../database/locks.ts';
import type { Database } from '../database/open.ts';
import { findStaff } from '../database/people.ts';
import { discard, needLines } from './cart.ts';
import type { Desk } from './desk.ts';
import { needStaff } from './people.ts';
import { audit, recording } from './record.ts';
import { showScreen } from './screen.ts';

/** Faults: cart.none, cart.empty, suspend.instrument, suspend.tendered. */
export function suspend(desk: Desk): Result<void> {
  const { db, clock, wake } = desk.ports;
  const suspended = recording(desk, (record): Result<void> => {
    const staff = needStaff(desk);
    if (!staff.ok) return staff;
    const cart = needLines(db);
    if (!cart.ok) return cart;
    if (hasInstrument(cart.value) || openAsk(db)) return fail('suspend.instrument');
    if (cart.value.tenders.length > 0 || askedCard(db)) return fail('suspend.tendered');
    suspendCart(db, clock.now(), staff.value.id);
    record(audit(desk, 'suspend', cart.value.sale));
    showScreen(db, 'sale');
    return done;
  });
  if (!suspended.ok) return suspended;
  desk.memory.latest = null;
  wake();
  return done;
}

/** Whether a recalled sale would find its place. Fault: cart.open while another sale has lines or asks for a card. */
export function mayRecall(db: Database): Result<void> {
  const open = readOpenCart(db);
  return open && (liveLines(open).length > 0 || openAsk(db)) ? fail('cart.open') : done;
}

/** Faults: signIn.needed, cart.open, cart.unknown. */
export function recall(desk: Desk, sale: string): Result<void> {
  const { db, wake } = desk.ports;
  const recalled = recording(desk, (record): Result<void> => {
    const staff = needStaff(desk);
    if (!staff.ok) return staff;
    const free = mayRecall(db);
    if (!free.ok) return free;
    const open = readOpenCart(db);
    if (open) discard(desk, open, record, null);
    const cart = takeSuspended(db, sale);
    if (!cart) return fail('cart.unknown');
    saveOpenCart(db, { ...cart, cashier: staff.value.id });
    const from = cameFrom(db, sale);
    record(audit(desk, 'recall', from === null ? sale : `${sale} of ${from}`));
    showScreen(db, 'sale');
    return done;
  });
  if (!recalled.ok) return recalled;
  desk.memory.latest = null;
  wake();
  return done;
}

/** The person's name, or the number of one whom this register does not know. */
export const staffName = (db: Database, staff: StaffId): Text =>
  findStaff(db, staff)?.name ?? { en: staff, zh: staff };

/** The sales that wait, as the window lists them. */
export const suspendedSales = (db: Database): SuspendedSale[] =>
  suspendedCarts(db).map(({ cart, at }) => {
    const sums = totals(cart);
    return {
      ...{ sale: cart.sale, at, items: sums.items, total: sums.total },
      cashier: staffName(db, cart.cashier),
    };
  });
