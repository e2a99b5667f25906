/** What can be done to an open sale. A move is a pure function from a cart to the next cart or a fault. */
import {
  lineAmounts,
  liveLines,
  mostLines,
  type Cart,
  type CartLine,
  type InstrumentLine,
  type ProductLine,
} from './cart.ts';
import { fail, ok, type Result } from './fault.ts';
import { isMinor, minor, mostMinor, zero, type Minor } from './money.ts';
import type { Product } from './product.ts';
import { isQuantity, mostQuantity, one, quantity, type Quantity } from './quantity.ts';
import type { Tender } from './tender.ts';

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
        const counted = { ...line, quantity: quantity(move.quantity) };
        // A fixed discount that was right for more pieces may never pay the customer for taking fewer.
        return line.amountOff > Math.abs(lineAmounts(counted).gross)
          ? fail('discount.invalid')
          : ok(counted);
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
