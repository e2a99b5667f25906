/** The open sale and its moves. A move is a pure function from a cart to the next cart or a fault; totals are derived, never stored. */
import { assert, fail, ok, type Result } from './fault.ts';
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
import {
  add,
  isMinor,
  minor,
  mostMinor,
  multiply,
  negate,
  subtract,
  zero,
  type Currency,
  type Minor,
} from './money.ts';
import type { Product } from './product.ts';
import { isQuantity, mostQuantity, one, priced, quantity, type Quantity } from './quantity.ts';
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
  /** The line of an earlier sale that comes back. */
  readonly returnOf: { readonly receipt: string; readonly line: number } | null;
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

export type Move =
  | {
      readonly move: 'addProduct';
      readonly product: Product;
      readonly barcode: string;
      readonly quantity?: Quantity | undefined;
      readonly returnOf?: ProductLine['returnOf'];
      readonly unitPrice?: Minor | undefined;
      readonly discount?: Minor | undefined;
    }
  | {
      readonly move: 'addInstrument';
      readonly line: Omit<InstrumentLine, 'line' | 'voided' | 'kind'>;
    }
  | { readonly move: 'quantity'; readonly line: number; readonly quantity: number }
  | {
      readonly move: 'discount';
      readonly line: number;
      readonly percentOff?: number | undefined;
      readonly amountOff?: number | undefined;
    }
  | { readonly move: 'return'; readonly line: number }
  | { readonly move: 'voidLine'; readonly line: number }
  | { readonly move: 'addTender'; readonly tender: TenderDraft }
  | { readonly move: 'removeTender'; readonly tender: number };
type Unnumbered<T> = T extends Tender ? Omit<T, 'tender'> : never;
/** A tender before the cart numbers it. */
export type TenderDraft = Unnumbered<Tender>;

/** The next cart. Goods may not change while a tender is in the sale, so that a total never moves under money already given. */
export function next(cart: Cart, move: Move): Result<Cart> {
  switch (move.move) {
    case 'addTender': {
      const number = cart.counter + 1;
      return ok({
        ...cart,
        counter: number,
        tenders: [...cart.tenders, { ...move.tender, tender: number }],
      });
    }
    case 'removeTender':
      return cart.tenders.some((tender) => tender.tender === move.tender)
        ? ok({ ...cart, tenders: cart.tenders.filter((tender) => tender.tender !== move.tender) })
        : fail('tender.unknown');
    case 'addProduct':
      return addProduct(cart, move);
    case 'addInstrument': {
      if (liveLines(cart).length >= mostLines) return fail('cart.full', { most: mostLines });
      if (move.line.amount <= 0) return fail('amount.invalid');
      const number = cart.counter + 1;
      return ok({
        ...cart,
        counter: number,
        lines: [...cart.lines, { ...move.line, kind: 'giftCard', line: number, voided: false }],
      });
    }
    case 'voidLine':
      return changeLine(cart, move.line, (line) => ok({ ...line, voided: true }));
    case 'quantity':
      return changeLine(cart, move.line, (line) => {
        if (line.kind === 'giftCard') return fail('line.instrument');
        if (!Number.isSafeInteger(move.quantity) || move.quantity === 0)
          return fail('quantity.invalid');
        if (!isQuantity(move.quantity))
          return fail('quantity.tooLarge', { most: mostQuantity / 1000 });
        return ok({ ...line, quantity: quantity(move.quantity) });
      });
    case 'return':
      return changeLine(cart, move.line, (line) =>
        line.kind === 'giftCard'
          ? fail('line.instrument')
          : ok({ ...line, quantity: quantity(-line.quantity) }),
      );
    case 'discount':
      return changeLine(cart, move.line, (line) => {
        if (line.kind === 'giftCard') return fail('line.instrument');
        const percentOff = move.percentOff ?? 0;
        const amountOff = move.amountOff ?? 0;
        const gross = Math.abs(lineAmounts(line).gross);
        const fits =
          Number.isSafeInteger(percentOff) &&
          percentOff >= 0 &&
          percentOff <= 100_000 &&
          isMinor(amountOff) &&
          amountOff >= 0 &&
          amountOff <= gross &&
          (percentOff === 0 || amountOff === 0);
        return fits
          ? ok({ ...line, percentOff, amountOff: minor(amountOff) })
          : fail('discount.invalid');
      });
  }
}

function addProduct(cart: Cart, move: Extract<Move, { move: 'addProduct' }>): Result<Cart> {
  const amount = move.quantity ?? one;
  const unitPrice = move.unitPrice ?? move.product.price;
  const last = cart.lines.at(-1);
  const plain = move.returnOf === undefined && move.discount === undefined;
  if (
    plain &&
    last?.kind === 'product' &&
    !last.voided &&
    last.product === move.product.id &&
    last.unitPrice === unitPrice &&
    last.percentOff === 0 &&
    last.amountOff === 0 &&
    last.returnOf === null &&
    last.quantity > 0 &&
    amount > 0
  ) {
    return next(cart, { move: 'quantity', line: last.line, quantity: last.quantity + amount });
  }
  if (liveLines(cart).length >= mostLines) return fail('cart.full', { most: mostLines });
  const number = cart.counter + 1;
  const line: ProductLine = {
    line: number,
    kind: 'product',
    product: move.product.id,
    barcode: move.barcode,
    name: move.product.name,
    quantity: amount,
    unitPrice,
    percentOff: 0,
    amountOff: move.discount ?? zero,
    tax: move.product.tax,
    voided: false,
    returnOf: move.returnOf ?? null,
  };
  return within({ ...cart, counter: number, lines: [...cart.lines, line] });
}

function changeLine(
  cart: Cart,
  number: number,
  change: (line: CartLine) => Result<CartLine>,
): Result<Cart> {
  const line = cart.lines.find((candidate) => candidate.line === number && !candidate.voided);
  if (!line) return fail('line.unknown');
  const changed = change(line);
  if (!changed.ok) return changed;
  return within({
    ...cart,
    lines: cart.lines.map((other) => (other.line === number ? changed.value : other)),
  });
}

/** Refuses a cart whose sums leave the range in which money is exact. */
function within(cart: Cart): Result<Cart> {
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
