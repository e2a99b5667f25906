/** Which card payment a refund gives back: that of the receipt whose goods come back. */
import { liveLines, type Cart } from '../../shared/cart.ts';
import type { Minor } from '../../shared/money.ts';
import type { Original } from '../../shared/terminal.ts';
import { refundedOf } from '../database/cardpayments.ts';
import type { Database } from '../database/open.ts';
import { foundSale } from './return.ts';

/**
 * The first authorisation by a terminal, among those of the receipts in the cart, of which so much is left to give back; `amount` without sign. Null
 * where none is known: goods without a receipt, a card that the terminal was not asked for by a register, or more than was paid by one card.
 */
export function firstPayment(db: Database, cart: Cart, amount: Minor): Original | null {
  const receipts = new Set(
    liveLines(cart).flatMap((line) =>
      line.kind === 'product' && line.returnOf !== null ? [line.returnOf.receipt] : [],
    ),
  );
  for (const receipt of receipts) {
    for (const tender of foundSale(db, receipt)?.sale.tenders ?? []) {
      if (tender.kind !== 'card' || tender.authorisation === undefined) continue;
      const { reference, terminal, approval } = tender.authorisation;
      if (tender.amount - refundedOf(db, reference) >= amount)
        return { reference, terminal, approval };
    }
  }
  return null;
}
