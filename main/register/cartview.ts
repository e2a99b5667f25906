/** The open sale as shown. */
import type { CartView, LineView } from '../../shared/bridge/view.ts';
import { lineAmounts, totals, type CartLine } from '../../shared/cart.ts';
import { receiptNumber } from '../../shared/entry.ts';
import { readOpenCart } from '../database/carts.ts';
import { nextReceiptSequence } from '../database/sales.ts';
import type { Desk } from './desk.ts';
import { heldViews } from './held.ts';
import type { Place } from './place.ts';
import { quickCash } from './quickcash.ts';

const lineView = (line: CartLine): LineView => ({ ...line, ...lineAmounts(line) });

/** The open cart with everything derived from it; null when no sale is open. */
export function cartView(desk: Desk, place: Place): CartView | null {
  const { db } = desk.ports;
  const cart = readOpenCart(db);
  if (!cart) return null;
  const sums = totals(cart);
  const { latest } = desk.memory;
  return {
    sale: cart.sale,
    nextReceipt: receiptNumber(place.identity.registerName, nextReceiptSequence(db)),
    lines: cart.lines.map(lineView),
    latest: latest && cart.lines.some((line) => line.line === latest.line) ? latest : null,
    tenders: cart.tenders,
    held: heldViews(desk, cart),
    totals: sums,
    quickCash: quickCash(sums.due, cart.currency),
  };
}
