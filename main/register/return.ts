/** Goods that come back: a line turned round without a receipt, or lines of an earlier sale of this register at what was paid for them. */
import type { PastSale } from '../../shared/bridge/query.ts';
import type { Cart, ProductLine } from '../../shared/cart.ts';
import { assert, done, fail, ok, type Result } from '../../shared/fault.ts';
import { next } from '../../shared/move.ts';
import { isQuantity, quantity } from '../../shared/quantity.ts';
import type { Sale, SaleLine } from '../../shared/sale.ts';
import type { TaxRate } from '../../shared/tax.ts';
import { readOpenCart } from '../database/carts.ts';
import { findSale } from '../database/sales.ts';
import type { Database } from '../database/open.ts';
import { changeGoods, moveGoods } from './cart.ts';
import { alreadyBack, givenBack, openReturns, returnable, type SoldLine } from './comeback.ts';
import type { Desk } from './desk.ts';

/** A past sale with what may still come back of each line. Fault: receipt.unknown. */
export function pastSale(db: Database, typed: string): Result<PastSale> {
  const sale = findSale(db, typed.trim());
  if (!sale) return fail('receipt.unknown', { receipt: typed.trim() });
  const open = openReturns(db, readOpenCart(db));
  const left = (line: SaleLine): number => returnable(line, alreadyBack(db, open, sale, line.line));
  return ok({
    receipt: sale.receipt,
    at: sale.committedAt,
    total: sale.total,
    lines: sale.lines.map((line) => ({ line, returnable: left(line) })),
  });
}

/** The cart knowing the tax rate at which the line was sold, and the code under which it does. */
function withSoldRate(cart: Cart, sale: Sale, line: SoldLine): { cart: Cart; tax: string } {
  const sold = sale.taxes.find((tax) => tax.code === line.tax);
  const rate = sold?.rate ?? 0;
  const mode = sold?.mode ?? 'exclusive';
  const now = cart.rates.find((known) => known.code === line.tax);
  if (now ? now.rate === rate && (rate === 0 || now.mode === mode) : !sold) {
    return { cart, tax: line.tax };
  }
  const base = line.tax.split(':')[0] ?? line.tax;
  const code = `${base.slice(0, 40)}:${rate}:${mode}`;
  if (cart.rates.some((known) => known.code === code)) return { cart, tax: code };
  const older: TaxRate = { code, mode, rate, name: now?.name ?? { en: base, zh: base } };
  return { cart: { ...cart, rates: [...cart.rates, older] }, tax: code };
}

function returnLine(
  db: Database,
  cart: Cart,
  sale: Sale,
  wanted: { line: number; quantity: number },
): Result<Cart> {
  const line = sale.lines.find((candidate) => candidate.line === wanted.line);
  if (!line) return fail('line.unknown');
  if (line.kind !== 'product') return fail('line.instrument');
  const before = alreadyBack(db, openReturns(db, cart), sale, line.line);
  const most = returnable(line, before);
  if (wanted.quantity > most) return fail('return.tooMany', { most: most / 1000 });
  const part = quantity(wanted.quantity);
  const known = withSoldRate(cart, sale, line);
  const given = givenBack(line, before, part);
  return next(known.cart, {
    move: 'addProduct',
    product: {
      id: line.product,
      name: line.name,
      barcodes: [line.barcode],
      price: line.unitPrice,
      tax: known.tax,
      category: { en: '', zh: '' },
      favourite: false,
    },
    barcode: line.barcode,
    quantity: quantity(-part),
    unitPrice: line.unitPrice,
    discount: given.discount,
    returnOf: { receipt: sale.receipt, line: line.line, tax: given.tax },
  });
}

/**
 * Adds lines of an earlier sale as returns, at the price, discount and tax of then; quantities in thousandths. All or none.
 * Faults: receipt.unknown, line.unknown, line.instrument, return.tooMany { most, in pieces }, cart.paying, cart.full.
 */
export function returnReceipt(
  desk: Desk,
  typed: string,
  wanted: readonly { readonly line: number; readonly quantity: number }[],
): Result<void> {
  const { db } = desk.ports;
  const sale = findSale(db, typed.trim());
  if (!sale) return fail('receipt.unknown', { receipt: typed.trim() });
  if (wanted.length === 0) return fail('cart.empty');
  const changed = changeGoods(desk, true, (opened) => {
    let cart = opened;
    for (const line of wanted) {
      const added = returnLine(db, cart, sale, line);
      if (!added.ok) return added;
      cart = added.value;
    }
    return ok(cart);
  });
  if (!changed.ok) return changed;
  const line = changed.value.lines.at(-1);
  desk.memory.latest = line ? { line: line.line, scannedAt: null } : null;
  return done;
}

/** The line of the open cart, when it gives back goods of a receipt. */
function boundLine(db: Database, number: number): ProductLine | undefined {
  const cart = readOpenCart(db);
  const line = cart?.lines.find((candidate) => candidate.line === number && !candidate.voided);
  return line?.kind === 'product' && line.returnOf ? line : undefined;
}

/** Turns a line round, without a receipt; what came from a receipt stays a return. Faults: those of the move, quantity.invalid. */
export const turnLine = (desk: Desk, number: number): Result<void> =>
  boundLine(desk.ports.db, number)
    ? fail('quantity.invalid')
    : moveGoods(desk, { move: 'return', line: number });

/**
 * Sets a quantity in thousandths. Of a receipt's line no more may come back than is left, and its discount follows.
 * Faults: quantity.invalid, quantity.tooLarge, return.tooMany { most, in pieces }, line.unknown, line.instrument, cart.none, cart.paying.
 */
export function setQuantity(desk: Desk, number: number, wanted: number): Result<void> {
  const { db } = desk.ports;
  const bound = boundLine(db, number);
  const origin = bound?.returnOf;
  if (!origin) return moveGoods(desk, { move: 'quantity', line: number, quantity: wanted });
  if (!isQuantity(wanted) || wanted > 0) return fail('quantity.invalid');
  const sale = findSale(db, origin.receipt);
  const sold = sale?.lines.find((line) => line.line === origin.line);
  assert(sale !== null && sold?.kind === 'product', 'a returned line was sold');
  const changed = changeGoods(desk, false, (cart) => {
    const before = alreadyBack(db, openReturns(db, cart, number), sale, origin.line);
    const most = returnable(sold, before);
    if (-wanted > most) return fail('return.tooMany', { most: most / 1000 });
    const { discount, tax } = givenBack(sold, before, quantity(-wanted));
    const lines = cart.lines.map((line) =>
      line.line === number && line.kind === 'product'
        ? { ...line, quantity: wanted, amountOff: discount, returnOf: { ...origin, tax } }
        : line,
    );
    return ok({ ...cart, lines });
  });
  return changed.ok ? done : changed;
}
