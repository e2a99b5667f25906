/** Putting a sale aside for a while and taking it back. A sale that holds a lock or money stays open. */
import type { SuspendedSale } from '../../shared/bridge/query.ts';
import { hasInstrument, liveLines, totals } from '../../shared/cart.ts';
import { done, fail, type Result } from '../../shared/fault.ts';
import {
  readOpenCart,
  saveOpenCart,
  suspendCart,
  suspendedCarts,
  takeSuspended,
} from '../database/carts.ts';
import { askedCard } from '../database/cardpayments.ts';
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

/** Faults: cart.open while another sale has lines or asks for a card, cart.unknown. */
export function recall(desk: Desk, sale: string): Result<void> {
  const { db, wake } = desk.ports;
  const recalled = recording(desk, (record): Result<void> => {
    const staff = needStaff(desk);
    if (!staff.ok) return staff;
    const open = readOpenCart(db);
    if (open && (liveLines(open).length > 0 || openAsk(db))) return fail('cart.open');
    if (open) discard(desk, open, record, null);
    const cart = takeSuspended(db, sale);
    if (!cart) return fail('cart.unknown');
    saveOpenCart(db, { ...cart, cashier: staff.value.id });
    record(audit(desk, 'recall', sale));
    showScreen(db, 'sale');
    return done;
  });
  if (!recalled.ok) return recalled;
  desk.memory.latest = null;
  wake();
  return done;
}

/** The sales that wait, as the window lists them. */
export const suspendedSales = (db: Database): SuspendedSale[] =>
  suspendedCarts(db).map(({ cart, at }) => {
    const sums = totals(cart);
    const cashier = findStaff(db, cart.cashier)?.name ?? { en: cart.cashier, zh: cart.cashier };
    return { sale: cart.sale, at, items: sums.items, total: sums.total, cashier };
  });
