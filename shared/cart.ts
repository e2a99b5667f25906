/** The open sale. Its totals are derived, never stored; what changes it are the moves of `move.ts`. */
import { assert } from './fault.ts';
import type {
  Instant,
  ProductId,
  RegisterId,
  RequestId,
  SaleId,
  StaffId,
  StoreId,
  Text,
} from './identity.ts';
import { add, multiply, negate, subtract, zero, type Currency, type Minor } from './money.ts';
import { priced, type Quantity, type Unit } from './quantity.ts';
import { isInstrumentTender, paid, standing, type Tender } from './tender.ts';
import { taxLines, type TaxCode, type TaxRate, type TaxShare, type TaxTotal } from './tax.ts';

export type ProductLine = {
  readonly line: number;
  readonly kind: 'product';
  readonly product: ProductId;
  readonly barcode: string;
  readonly name: Text;
  /** Negative when the goods come back. */
  readonly quantity: Quantity;
  readonly unitPrice: Minor;
  /** Percent off in thousandths of a percent (10 % is 10000), or an amount off the whole line; never both. */
  readonly percentOff: number;
  readonly amountOff: Minor;
  /** Its part of the total discount (`discount.ts`). */
  readonly share: Minor;
  /** The price before somebody changed it; null when nobody did. */
  readonly priceFrom: Minor | null;
  readonly unit: Unit;
  readonly tax: TaxCode;
  /** The tax code before somebody changed it; null when nobody did. */
  readonly taxFrom: TaxCode | null;
  /** The customer must be this many years old; 0 when anybody may buy it. */
  readonly ageLimit: number;
  readonly comment: string;
  readonly voided: boolean;
  /** Why it was voided, by the id of a reason; null when none is asked for. */
  readonly reason: string | null;
  /** The line of an earlier sale that comes back, and `tax`, its part of what that sale took (with the sign of this line). */
  readonly returnOf: {
    readonly receipt: string;
    readonly line: number;
    readonly tax: Minor;
  } | null;
};
/** A gift card that is sold, filled up or (negative) paid out: never taxed, discounted or changed in quantity. */
export type InstrumentLine = {
  readonly line: number;
  readonly kind: 'giftCard';
  readonly purpose: 'issue' | 'addValue' | 'cashOut';
  readonly request: RequestId;
  readonly last4: string;
  readonly amount: Minor;
  readonly voided: boolean;
  readonly reason: string | null;
};
export type CartLine = ProductLine | InstrumentLine;

/** A discount on the whole sale: percent in thousandths (10 % is 10000), or an amount. */
export type TotalOff = { readonly percent: number } | { readonly amount: Minor };
/** The customer as the sale names them, also when head office has forgotten them since. */
export type SaleCustomer = { readonly id: string; readonly name: Text; readonly number: string };
/** That the customer is old enough for goods of this limit, and how the cashier knows. The date of birth itself is kept nowhere. */
export type AgeCheck = {
  readonly limit: number;
  readonly how: 'birthDate' | 'looksOver';
  readonly by: StaffId;
};
/** What another person allowed in this sale: the operation's key, and who. */
export type Override = { readonly operation: string; readonly by: StaffId };

export type Cart = {
  readonly sale: SaleId;
  readonly store: StoreId;
  readonly register: RegisterId;
  readonly cashier: StaffId;
  readonly currency: Currency;
  readonly rates: readonly TaxRate[];
  readonly openedAt: Instant;
  readonly lines: readonly CartLine[];
  readonly tenders: readonly Tender[];
  /** The smallest coin in minor units; cash is rounded to it. */
  readonly coin: number;
  readonly totalOff: TotalOff | null;
  /** The tax code that somebody chose for the whole sale. */
  readonly tax: TaxCode | null;
  readonly comment: string;
  readonly customer: SaleCustomer | null;
  readonly ageCheck: AgeCheck | null;
  readonly overrides: readonly Override[];
  /** Numbers lines and tenders; grows only. */
  readonly counter: number;
};

/** The most lines of a sale, and of one return by receipt. */
export const mostLines = 1000;
/** With those that were voided, which an entry carries as well: its text stays far below what the wire takes. */
const mostLinesEver = 2 * mostLines;

/** An empty cart of one sale. */
export const openCart = (
  start: Pick<Cart, 'sale' | 'store' | 'register' | 'cashier' | 'currency' | 'rates' | 'openedAt'> &
    Partial<Pick<Cart, 'coin'>>,
): Cart => ({
  ...start,
  lines: [],
  tenders: [],
  coin: start.coin ?? 1,
  totalOff: null,
  tax: null,
  comment: '',
  customer: null,
  ageCheck: null,
  overrides: [],
  counter: 0,
});

export const liveLines = (cart: Cart): readonly CartLine[] =>
  cart.lines.filter((line) => !line.voided);

/** Whether the cart takes no further line. */
export const isFull = (cart: Cart): boolean =>
  liveLines(cart).length >= mostLines || cart.lines.length >= mostLinesEver;

export type LineAmounts = { readonly gross: Minor; readonly discount: Minor; readonly net: Minor };

/** Price before discount, and the line's own discount, both with the sign of the quantity. */
export function ownAmounts(line: ProductLine): LineAmounts {
  const gross = priced(line.unitPrice, line.quantity);
  const off =
    line.percentOff > 0
      ? multiply(gross, line.percentOff, 100_000)
      : line.quantity < 0
        ? negate(line.amountOff)
        : line.amountOff;
  return { gross, discount: off, net: subtract(gross, off) };
}

/** Price before discount, and the discount with its part of the total discount, both with the sign of the quantity. */
export function lineAmounts(line: CartLine): LineAmounts {
  if (line.kind === 'giftCard') return { gross: line.amount, discount: zero, net: line.amount };
  const { gross, discount, net } = ownAmounts(line);
  return { gross, discount: add(discount, line.share), net: subtract(net, line.share) };
}

export type Totals = {
  readonly items: number;
  /** Before discount and added tax. */
  readonly subtotal: Minor;
  /** Positive: taken off the subtotal. */
  readonly discount: Minor;
  readonly taxes: readonly TaxTotal[];
  readonly total: Minor;
  readonly paid: Minor;
  readonly due: Minor;
  /** What is due when the rest is paid in cash: whole coins. */
  readonly cashDue: Minor;
  readonly change: Minor;
  /** What rounding cash to coins adds to the total. */
  readonly rounding: Minor;
  /** Tax shares of the live lines, in their order. */
  readonly shares: readonly TaxShare[];
};

/** A cart never changes, so what was reckoned for its picture still holds when the sale is sealed. */
const reckoned = new WeakMap<Cart, Totals>();

/** Everything that is reckoned from the lines and tenders; once for each cart. */
export function totals(cart: Cart): Totals {
  const known = reckoned.get(cart);
  if (known !== undefined) return known;
  const sums = reckon(cart);
  reckoned.set(cart, sums);
  return sums;
}

function reckon(cart: Cart): Totals {
  const lines = liveLines(cart);
  const amounts = lines.map(lineAmounts);
  const { shares, totals: taxes } = taxLines(
    lines.map((line, index) => ({
      tax: line.kind === 'product' ? line.tax : '',
      fixed: line.kind === 'product' ? line.returnOf?.tax : undefined,
      amount: amounts[index]?.net ?? zero,
    })),
    cart.rates,
  );
  const total = add(zero, ...shares.map((share) => share.gross));
  return {
    items: lines.reduce(
      (count, line) =>
        count +
        (line.kind === 'product' && line.unit === 'piece' && line.quantity % 1000 === 0
          ? Math.abs(line.quantity) / 1000
          : 1),
      0,
    ),
    subtotal: add(zero, ...amounts.map((amount) => amount.gross)),
    discount: add(zero, ...amounts.map((amount) => amount.discount)),
    taxes,
    total,
    paid: paid(cart.tenders),
    ...standing(total, cart.tenders, cart.coin),
    shares,
  };
}

/** Requests of every instrument in the cart, as line or tender. */
export const cartRequests = (cart: Cart): readonly RequestId[] => [
  ...cart.tenders.flatMap((tender) => (isInstrumentTender(tender) ? [tender.request] : [])),
  ...liveLines(cart).flatMap((line) => (line.kind === 'giftCard' ? [line.request] : [])),
];

export const hasInstrument = (cart: Cart): boolean => cartRequests(cart).length > 0;

/**
 * The cart after money has left it: change that was given for what is no longer too much leaves as well, and a tender that no longer
 * exceeds the total gives none.
 */
export function withoutChange(cart: Cart): Cart {
  const { total, due } = totals(cart);
  if (total <= 0 || due < 0) return cart;
  const given = cart.tenders.some((tender) => tender.amount < 0);
  if (due > 0 && given)
    return withoutChange({ ...cart, tenders: cart.tenders.filter(({ amount }) => amount >= 0) });
  const plain = (tender: Tender): Tender =>
    tender.kind === 'check' || tender.kind === 'currency'
      ? { ...tender, change: undefined }
      : tender;
  return given ? cart : { ...cart, tenders: cart.tenders.map(plain) };
}

/** Takes the instrument of the request out of the cart, as line or tender (PROTOCOL R3), and change that was given for it. */
export function withoutRequest(cart: Cart, request: RequestId): Cart {
  const next = withoutChange({
    ...cart,
    tenders: cart.tenders.filter(
      (tender) => !(isInstrumentTender(tender) && tender.request === request),
    ),
    lines: cart.lines.map((line) =>
      line.kind === 'giftCard' && line.request === request ? { ...line, voided: true } : line,
    ),
  });
  assert(!cartRequests(next).includes(request), 'the request has left the cart');
  return next;
}
