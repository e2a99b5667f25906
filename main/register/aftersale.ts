/** Between two sales: the receipt on the screen, printing again, the drawer. */
import { liveLines } from '../../shared/cart.ts';
import { done, fail, ok, type Result } from '../../shared/fault.ts';
import type { Sale } from '../../shared/sale.ts';
import { closeOpenCart, readOpenCart } from '../database/carts.ts';
import { openAsk } from '../database/locks.ts';
import { lastSale } from '../database/sales.ts';
import { attempt } from '../database/transaction.ts';
import { noteFailure, type Desk } from './desk.ts';
import { papersOf } from './papers.ts';
import { audit, recording } from './record.ts';
import { shownSale, showScreen } from './screen.ts';

/** Leaves the receipt for the next customer. Fault: cart.open while a sale has lines. */
export function newSale(desk: Desk): Result<void> {
  const { db } = desk.ports;
  const left = attempt(db, (): Result<void> => {
    const cart = readOpenCart(db);
    if (cart && (liveLines(cart).length > 0 || openAsk(db))) return fail('cart.open');
    if (cart && cart.lines.length === 0) closeOpenCart(db);
    showScreen(db, 'sale');
    return done;
  });
  if (left.ok) desk.memory.notice = null;
  return left;
}

/** Prints the papers of the shown sale again, else of the last one; each carries the word copy. Fault: receipt.unknown. */
export function printAgain(desk: Desk): Result<void> {
  const { db } = desk.ports;
  const printed = recording(desk, (record): Result<Sale> => {
    const sale = shownSale(db) ?? lastSale(db);
    if (!sale) return fail('receipt.unknown');
    record(audit(desk, 'reprint', sale.receipt));
    return ok(sale);
  });
  if (!printed.ok) return printed;
  noteFailure(desk, desk.ports.papers(papersOf(desk, printed.value, { copy: true })));
  desk.ports.wake();
  return done;
}

/** Opens the drawer without a sale; the journal says who did. */
export function openDrawer(desk: Desk): Result<void> {
  const recorded = recording(desk, (record): Result<void> => {
    record(audit(desk, 'drawer', ''));
    return done;
  });
  if (!recorded.ok) return recorded;
  noteFailure(desk, desk.ports.drawer());
  desk.ports.wake();
  return done;
}
