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
import { priced, type Quantity } from './quantity.ts';
import { change, due, isInstrumentTender, paid, type Tender } from './tender.ts';
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
  readonly tax: TaxCode;
  readonly voided: boolean;
  /** The line of an earlier sale that comes back, and `tax`, its part of what that sale took (with the sign of this line). */
  readonly returnOf: {
    readonly receipt: string;
    readonly line: number;
    readonly tax: Minor;
  } | null;
};
/** A gift card that is sold or filled up: never taxed, discounted or changed in quantity. */
export type InstrumentLine = {
  readonly line: number;
  readonly kind: 'giftCard';
  readonly purpose: 'issue' | 'addValue';
  readonly request: RequestId;
  readonly last4: string;
  readonly amount: Minor;
  readonly voided: boolean;
};
export type CartLine = ProductLine | InstrumentLine;

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
  /** Numbers lines and tenders; grows only. */
  readonly counter: number;
};

export const mostLines = 1000;

/** An empty cart of one sale. */
export const openCart = (start: Omit<Cart, 'lines' | 'tenders' | 'counter'>): Cart => ({
  ...start,
  lines: [],
  tenders: [],
  counter: 0,
});

export const liveLines = (cart: Cart): readonly CartLine[] =>
  cart.lines.filter((line) => !line.voided);

/** Price before discount, and the discount, both with the sign of the quantity. */
export function lineAmounts(line: CartLine): { gross: Minor; discount: Minor; net: Minor } {
  if (line.kind === 'giftCard') return { gross: line.amount, discount: zero, net: line.amount };
  const gross = priced(line.unitPrice, line.quantity);
  const off =
    line.percentOff > 0
      ? multiply(gross, line.percentOff, 100_000)
      : line.quantity < 0
        ? negate(line.amountOff)
        : line.amountOff;
  return { gross, discount: off, net: subtract(gross, off) };
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
  readonly change: Minor;
  /** Tax shares of the live lines, in their order. */
  readonly shares: readonly TaxShare[];
};

/** Everything that is reckoned from the lines and tenders. */
export function totals(cart: Cart): Totals {
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
        (line.kind === 'product' && line.quantity % 1000 === 0
          ? Math.abs(line.quantity) / 1000
          : 1),
      0,
    ),
    subtotal: add(zero, ...amounts.map((amount) => amount.gross)),
    discount: add(zero, ...amounts.map((amount) => amount.discount)),
    taxes,
    total,
    paid: paid(cart.tenders),
    due: due(total, cart.tenders),
    change: change(total, cart.tenders),
    shares,
  };
}

/** Requests of every instrument in the cart, as line or tender. */
export const cartRequests = (cart: Cart): readonly RequestId[] => [
  ...cart.tenders.flatMap((tender) => (isInstrumentTender(tender) ? [tender.request] : [])),
  ...liveLines(cart).flatMap((line) => (line.kind === 'giftCard' ? [line.request] : [])),
];

export const hasInstrument = (cart: Cart): boolean => cartRequests(cart).length > 0;

/** Takes the instrument of the request out of the cart, as line or tender (PROTOCOL R3). */
export function withoutRequest(cart: Cart, request: RequestId): Cart {
  const next: Cart = {
    ...cart,
    tenders: cart.tenders.filter(
      (tender) => !(isInstrumentTender(tender) && tender.request === request),
    ),
    lines: cart.lines.map((line) =>
      line.kind === 'giftCard' && line.request === request ? { ...line, voided: true } : line,
    ),
  };
  assert(!cartRequests(next).includes(request), 'the request has left the cart');
  return next;
}
