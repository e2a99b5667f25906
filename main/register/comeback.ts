/** What came back of a sold line, in finished sales and in carts, and what the next part of it gives back. */
import { lineAmounts, liveLines, type Cart, type ProductLine } from '../../shared/cart.ts';
import { add, negate, nextShare, subtract, zero, type Minor } from '../../shared/money.ts';
import { priced, type Quantity } from '../../shared/quantity.ts';
import type { Sale, SaleLine } from '../../shared/sale.ts';
import { suspendedCarts } from '../database/carts.ts';
import type { Database } from '../database/open.ts';
import { cameBack, type CameBack } from '../database/sales.ts';
import { cameBackElsewhere } from '../database/storesales.ts';

export type SoldLine = Extract<SaleLine, { kind: 'product' }>;
type BackLine = ProductLine & { readonly returnOf: NonNullable<ProductLine['returnOf']> };

const isBack = (line: Cart['lines'][number]): line is BackLine =>
  line.kind === 'product' && line.returnOf !== null;

/** Lines that give goods of a receipt back and are not sold yet: of the open cart, apart from its line `except`, and of suspended ones. */
export function openReturns(db: Database, cart: Cart | null, except = 0): BackLine[] {
  const own = cart ? liveLines(cart).filter((line) => line.line !== except) : [];
  return [...own, ...suspendedCarts(db).flatMap((each) => liveLines(each.cart))].filter(isBack);
}

/** All that came back of a sold line already. `open`: what `openReturns` found. */
export function alreadyBack(
  db: Database,
  open: readonly BackLine[],
  sale: Sale,
  number: number,
): CameBack {
  const lines = open.filter(
    (line) => line.returnOf.receipt === sale.receipt && line.returnOf.line === number,
  );
  const { quantity, paid, tax } = cameBack(db, sale.receipt, number);
  const elsewhere = cameBackElsewhere(db, sale.receipt, number);
  return {
    quantity: lines.reduce((sum, line) => sum - line.quantity, quantity + elsewhere.quantity),
    paid: add(paid, elsewhere.paid, ...lines.map((line) => negate(lineAmounts(line).net))),
    tax: add(tax, elsewhere.tax, ...lines.map((line) => negate(line.returnOf.tax))),
  };
}

/** Thousandths of the line that may still come back; a gift card, or what itself came back, never does. */
export const returnable = (line: SaleLine, back: CameBack): number =>
  line.kind !== 'product' || line.quantity < 0 ? 0 : Math.max(0, line.quantity - back.quantity);

/**
 * What the next part gives back: its discount, as the open cart takes it off, and its tax, negative like the line. Both follow from what was
 * given back before, so that all parts together give back exactly what was paid and taxed. A weight may round so that its price is less than
 * its part of what was paid; its discount is negative then.
 */
export function givenBack(
  line: SoldLine,
  back: CameBack,
  part: Quantity,
): { readonly discount: Minor; readonly tax: Minor } {
  const share = (amount: Minor, given: Minor): Minor =>
    nextShare(amount, { of: line.quantity, before: back.quantity, given }, part);
  const paid = share(subtract(line.gross, line.discount), back.paid);
  return {
    discount: subtract(priced(line.unitPrice, part), paid),
    tax: subtract(zero, share(line.taxAmount, back.tax)),
  };
}
