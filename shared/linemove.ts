/** What can be done to one line of an open sale. */
import { liveLines, ownAmounts, type Cart, type CartLine, type ProductLine } from './cart.ts';
import { fail, never, ok, type Result } from './fault.ts';
import { isMinor, minor, mostMinor } from './money.ts';
import { isQuantity, mostQuantity, quantity } from './quantity.ts';
import type { TaxCode, TaxRate } from './tax.ts';

export type LineMove =
  | { readonly move: 'quantity'; readonly line: number; readonly quantity: number }
  | {
      readonly move: 'discount';
      readonly line: number;
      readonly percentOff?: number | undefined;
      readonly amountOff?: number | undefined;
    }
  /** Another price for one; null gives the product's own back. */
  | { readonly move: 'price'; readonly line: number; readonly unitPrice: number | null }
  | { readonly move: 'lineComment'; readonly line: number; readonly comment: string }
  /** Another tax code of the cart; null gives the line its own back. */
  | { readonly move: 'lineTax'; readonly line: number; readonly tax: TaxCode | null }
  | { readonly move: 'return'; readonly line: number }
  | { readonly move: 'voidLine'; readonly line: number; readonly reason?: string | null };

/** The longest comment on a line, in characters. */
const longestLineComment = 100;

/**
 * The cart with the line changed. Faults: line.unknown, line.instrument for what a gift card's line cannot take, line.returned for what goods of
 * a receipt cannot take, quantity.invalid, quantity.tooLarge, discount.invalid, amount.invalid, amount.tooLarge, tax.unknown,
 * comment.tooLong.
 */
export function changeLine(cart: Cart, move: LineMove): Result<Cart> {
  const line = cart.lines.find((candidate) => candidate.line === move.line && !candidate.voided);
  if (!line) return fail('line.unknown');
  const changed = changedLine(cart.rates, line, move);
  if (!changed.ok) return changed;
  return within({
    ...cart,
    lines: cart.lines.map((other) => (other.line === move.line ? changed.value : other)),
  });
}

function changedLine(rates: readonly TaxRate[], line: CartLine, move: LineMove): Result<CartLine> {
  if (move.move === 'voidLine') return ok({ ...line, voided: true, reason: move.reason ?? null });
  if (line.kind === 'giftCard') return fail('line.instrument');
  switch (move.move) {
    case 'quantity': {
      if (!Number.isSafeInteger(move.quantity) || move.quantity === 0)
        return fail('quantity.invalid');
      if (!isQuantity(move.quantity))
        return fail('quantity.tooLarge', { most: mostQuantity / 1000 });
      return worthItsDiscount({ ...line, quantity: quantity(move.quantity) });
    }
    case 'return':
      return ok({ ...line, quantity: quantity(-line.quantity) });
    case 'discount':
      return discounted(line, move.percentOff ?? 0, move.amountOff ?? 0);
    case 'price':
      return repriced(line, move.unitPrice);
    case 'lineComment':
      return move.comment.length > longestLineComment
        ? fail('comment.tooLong', { most: longestLineComment })
        : ok({ ...line, comment: move.comment });
    case 'lineTax':
      return retaxed(rates, line, move.tax);
    default:
      return never(move);
  }
}

/** A fixed discount that was right for more pieces, or a higher price, may never pay the customer. */
const worthItsDiscount = (line: ProductLine): Result<ProductLine> =>
  line.amountOff > Math.abs(ownAmounts(line).gross) ? fail('discount.invalid') : ok(line);

function discounted(line: ProductLine, percentOff: number, amountOff: number): Result<ProductLine> {
  const fits =
    Number.isSafeInteger(percentOff) &&
    percentOff >= 0 &&
    percentOff <= 100_000 &&
    isMinor(amountOff) &&
    amountOff >= 0 &&
    amountOff <= Math.abs(ownAmounts(line).gross) &&
    (percentOff === 0 || amountOff === 0);
  return fits ? ok({ ...line, percentOff, amountOff: minor(amountOff) }) : fail('discount.invalid');
}

function repriced(line: ProductLine, wanted: number | null): Result<ProductLine> {
  if (line.returnOf !== null) return fail('line.returned');
  const own = line.priceFrom ?? line.unitPrice;
  const price = wanted ?? own;
  if (!isMinor(price) || price < 0) return fail('amount.invalid');
  return worthItsDiscount({ ...line, unitPrice: price, priceFrom: price === own ? null : own });
}

function retaxed(
  rates: readonly TaxRate[],
  line: ProductLine,
  wanted: TaxCode | null,
): Result<ProductLine> {
  if (line.returnOf !== null) return fail('line.returned');
  if (wanted !== null && !rates.some((rate) => rate.code === wanted)) {
    return fail('tax.unknown', { tax: wanted });
  }
  const own = line.taxFrom ?? line.tax;
  const tax = wanted ?? own;
  return ok({ ...line, tax, taxFrom: tax === own ? null : own });
}

/** Refuses a cart whose sums leave the range in which money is exact. */
export function within(cart: Cart): Result<Cart> {
  const sum = liveLines(cart).reduce(
    (total, line) =>
      total +
      (line.kind === 'product'
        ? (Math.abs(line.unitPrice) * Math.abs(line.quantity)) / 1000
        : line.amount),
    0,
  );
  return sum * 2 > mostMinor ? fail('amount.tooLarge') : ok(cart);
}
