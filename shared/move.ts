/** What can be done to an open sale. A move is a pure function from a cart to the next cart or a fault. */
import {
  isFull,
  liveLines,
  mostLines,
  withoutChange,
  type AgeCheck,
  type Cart,
  type InstrumentLine,
  type ProductLine,
  type SaleCustomer,
  type TotalOff,
} from './cart.ts';
import { discountBase, withShares } from './discount.ts';
import { done, fail, ok, type Result } from './fault.ts';
import { changeLine, within, type LineMove } from './linemove.ts';
import { isMinor, zero, type Minor } from './money.ts';
import type { Product } from './product.ts';
import { one, type Quantity, type Unit } from './quantity.ts';
import type { TaxCode } from './tax.ts';
import { mostTenders, type Tender } from './tender.ts';

export type Move =
  | LineMove
  | {
      readonly move: 'addProduct';
      readonly product: Product;
      readonly barcode: string;
      readonly quantity?: Quantity | undefined;
      readonly returnOf?: ProductLine['returnOf'];
      readonly unitPrice?: Minor | undefined;
      readonly discount?: Minor | undefined;
      /** What the quantity counts, when that is not the product's own unit: a label that says its price sells one piece. */
      readonly unit?: Unit | undefined;
    }
  | {
      readonly move: 'addInstrument';
      readonly line: Omit<InstrumentLine, 'line' | 'voided' | 'kind' | 'reason'>;
    }
  /** The whole sale: null takes the discount away. */
  | { readonly move: 'totalDiscount'; readonly off: TotalOff | null }
  /** A tax code of the cart for all its goods; null gives each its own back. */
  | { readonly move: 'saleTax'; readonly tax: TaxCode | null }
  | { readonly move: 'saleComment'; readonly comment: string }
  | { readonly move: 'customer'; readonly customer: SaleCustomer | null }
  | { readonly move: 'checkAge'; readonly check: AgeCheck }
  | { readonly move: 'addTender'; readonly tender: TenderDraft }
  | { readonly move: 'removeTender'; readonly tender: number };
type Unnumbered<T> = T extends Tender ? Omit<T, 'tender'> : never;
/** A tender before the cart numbers it. */
export type TenderDraft = Unnumbered<Tender>;

/** The longest comment, in characters. */
const longestComment = 200;

/**
 * The next cart, its total discount shared out anew. Goods may not change while a tender is in the sale, so that a total never moves under
 * money already given.
 */
export function next(cart: Cart, move: Move): Result<Cart> {
  const moved = moveOn(cart, move);
  return moved.ok ? ok(withShares(moved.value)) : moved;
}

/** Whether the cart takes one more tender, and with it the memo that may come back for it. Fault: tender.full { most }. */
export function mayAddTender(cart: Cart, tender?: TenderDraft): Result<void> {
  const memo = tender !== undefined && 'change' in tender && tender.change !== undefined;
  const after = cart.tenders.length + (memo ? 2 : 1);
  return after > mostTenders ? fail('tender.full', { most: mostTenders }) : done;
}

function moveOn(cart: Cart, move: Move): Result<Cart> {
  switch (move.move) {
    case 'addTender': {
      const room = mayAddTender(cart, move.tender);
      if (!room.ok) return room;
      const number = cart.counter + 1;
      return ok({
        ...cart,
        counter: number,
        tenders: [...cart.tenders, { ...move.tender, tender: number }],
      });
    }
    case 'removeTender':
      return cart.tenders.some((tender) => tender.tender === move.tender)
        ? ok(
            withoutChange({
              ...cart,
              tenders: cart.tenders.filter((tender) => tender.tender !== move.tender),
            }),
          )
        : fail('tender.unknown');
    case 'addProduct':
      return addProduct(cart, move);
    case 'addInstrument': {
      if (isFull(cart)) return fail('cart.full', { most: mostLines });
      const isOut = move.line.purpose === 'cashOut';
      if (isOut ? move.line.amount >= 0 : move.line.amount <= 0) return fail('amount.invalid');
      const number = cart.counter + 1;
      const fresh = { kind: 'giftCard', line: number, voided: false, reason: null } as const;
      return ok({ ...cart, counter: number, lines: [...cart.lines, { ...move.line, ...fresh }] });
    }
    case 'totalDiscount':
      return isTotalOff(cart, move.off)
        ? ok({ ...cart, totalOff: move.off })
        : fail('discount.invalid');
    case 'saleTax':
      return saleTax(cart, move.tax);
    case 'saleComment':
      return move.comment.length > longestComment
        ? fail('comment.tooLong', { most: longestComment })
        : ok({ ...cart, comment: move.comment });
    case 'customer':
      return ok({ ...cart, customer: move.customer });
    case 'checkAge':
      return ok({ ...cart, ageCheck: move.check });
    default:
      return changeLine(cart, move);
  }
}

/** A percentage, or an amount that is no more than what it is taken off. */
function isTotalOff(cart: Cart, off: TotalOff | null): boolean {
  if (off === null) return true;
  if ('percent' in off) {
    return Number.isSafeInteger(off.percent) && off.percent > 0 && off.percent <= 100_000;
  }
  return isMinor(off.amount) && off.amount > 0 && off.amount <= discountBase(liveLines(cart));
}

/** All goods but those that come back by receipt, which keep the tax that their sale took. */
function saleTax(cart: Cart, tax: TaxCode | null): Result<Cart> {
  if (tax !== null && !cart.rates.some((rate) => rate.code === tax)) {
    return fail('tax.unknown', { tax });
  }
  const lines = cart.lines.map((line) => {
    if (line.kind === 'giftCard' || line.voided || line.returnOf !== null) return line;
    const own = line.taxFrom ?? line.tax;
    return { ...line, tax: tax ?? own, taxFrom: tax === null || tax === own ? null : own };
  });
  return ok({ ...cart, tax, lines });
}

/** Whether one more of the same may count up the line instead of standing on a line of its own. */
const countsUp = (line: ProductLine, wanted: ProductLine): boolean =>
  !line.voided &&
  line.product === wanted.product &&
  line.unitPrice === wanted.unitPrice &&
  line.unit === 'piece' &&
  wanted.unit === 'piece' &&
  line.tax === wanted.tax &&
  line.percentOff === 0 &&
  line.amountOff === 0 &&
  line.priceFrom === null &&
  line.comment === '' &&
  line.returnOf === null &&
  line.quantity > 0 &&
  wanted.quantity > 0;

function addProduct(cart: Cart, move: Extract<Move, { move: 'addProduct' }>): Result<Cart> {
  const { product } = move;
  const number = cart.counter + 1;
  const back = move.returnOf ?? null;
  const tax = back === null ? (cart.tax ?? product.tax) : product.tax;
  const line: ProductLine = {
    line: number,
    kind: 'product',
    product: product.id,
    barcode: move.barcode,
    name: product.name,
    quantity: move.quantity ?? one,
    unitPrice: move.unitPrice ?? product.price,
    percentOff: 0,
    amountOff: move.discount ?? zero,
    share: zero,
    priceFrom: null,
    unit: move.unit ?? product.unit ?? 'piece',
    tax,
    taxFrom: tax === product.tax ? null : product.tax,
    ageLimit: product.ageLimit ?? 0,
    comment: '',
    voided: false,
    reason: null,
    returnOf: back,
  };
  const last = cart.lines.at(-1);
  const plain = back === null && move.discount === undefined;
  if (plain && last?.kind === 'product' && countsUp(last, line)) {
    const raised = last.quantity + line.quantity;
    return changeLine(cart, { move: 'quantity', line: last.line, quantity: raised });
  }
  if (isFull(cart)) return fail('cart.full', { most: mostLines });
  return within({ ...cart, counter: number, lines: [...cart.lines, line] });
}
