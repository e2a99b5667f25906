/** Goods that come back: a line turned round without a receipt, or lines of an earlier sale of this register at what was paid for them. */
import type { PastSale } from '../../shared/bridge/query.ts';
import { lineAmounts, liveLines, type Cart, type ProductLine } from '../../shared/cart.ts';
import { assert, done, fail, ok, type Result } from '../../shared/fault.ts';
import { add, zero } from '../../shared/money.ts';
import { next } from '../../shared/move.ts';
import { isQuantity, one, quantity } from '../../shared/quantity.ts';
import type { Sale, SaleLine } from '../../shared/sale.ts';
import type { TaxRate } from '../../shared/tax.ts';
import { readOpenCart } from '../database/carts.ts';
import { readIdentity } from '../database/identity.ts';
import { findSale } from '../database/sales.ts';
import { storeSale } from '../database/storesales.ts';
import type { Database } from '../database/open.ts';
import { changeGoods, moveGoods } from './cart.ts';
import { alreadyBack, givenBack, openReturns, returnable, type SoldLine } from './comeback.ts';
import type { Desk } from './desk.ts';
import { measure } from './limits.ts';
import { withOverride } from './override.ts';
import { permit } from './permission.ts';

export type FoundSale = {
  readonly sale: Sale;
  /** Of this register; else one that the channel told. */
  readonly own: boolean;
  readonly registerName: string;
};

/** The sale of a receipt: this register's, or another one's that was asked for; null when neither is known here. */
export function foundSale(db: Database, typed: string): FoundSale | null {
  const own = findSale(db, typed.trim());
  if (own) return { sale: own, own: true, registerName: readIdentity(db)?.registerName ?? '' };
  const told = storeSale(db, typed);
  return told?.sale ? { sale: told.sale, own: false, registerName: told.registerName } : null;
}

/** A past sale with what may still come back of each line. `fresh`: the channel was asked just now. Fault: receipt.unknown. */
export function pastSale(db: Database, typed: string, fresh = false): Result<PastSale> {
  const found = foundSale(db, typed);
  if (!found) return fail('receipt.unknown', { receipt: typed.trim() });
  const { sale, own, registerName } = found;
  const open = openReturns(db, readOpenCart(db));
  const left = (line: SaleLine): number => returnable(line, alreadyBack(db, open, sale, line.line));
  return ok({
    receipt: sale.receipt,
    at: sale.committedAt,
    total: sale.total,
    registerName,
    own,
    fresh,
    knownAt: storeSale(db, sale.receipt)?.askedAt ?? null,
    tenders: sale.tenders,
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
    unit: line.unit,
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
  const sale = foundSale(db, typed)?.sale;
  if (!sale) return fail('receipt.unknown', { receipt: typed.trim() });
  if (wanted.length === 0) return fail('cart.empty');
  const changed = changeGoods(desk, true, (opened) => {
    let cart = opened;
    for (const line of wanted) {
      const added = returnLine(db, cart, sale, line);
      if (!added.ok) return added;
      cart = added.value;
    }
    return mayGiveBack(desk, cart, 'returnTransaction');
  });
  if (!changed.ok) return changed;
  const line = changed.value.lines.at(-1);
  desk.memory.latest = line ? { line: line.line, scannedAt: null } : null;
  return done;
}

/** The line of the open cart, when it is goods. */
function goodsLine(db: Database, number: number): ProductLine | undefined {
  const cart = readOpenCart(db);
  const line = cart?.lines.find((candidate) => candidate.line === number && !candidate.voided);
  return line?.kind === 'product' ? line : undefined;
}

/** The line of the open cart, when it gives back goods of a receipt. */
function boundLine(db: Database, number: number): ProductLine | undefined {
  const line = goodsLine(db, number);
  return line?.returnOf ? line : undefined;
}

/** Turns a line round, without a receipt; what came from a receipt stays a return. Faults: those of the move, quantity.invalid. */
export function turnLine(desk: Desk, number: number): Result<void> {
  if (boundLine(desk.ports.db, number)) return fail('quantity.invalid');
  const turned = changeGoods(desk, false, (cart) => {
    const moved = next(cart, { move: 'return', line: number });
    return moved.ok ? mayGiveBack(desk, moved.value, 'returnProduct') : moved;
  });
  return turned.ok ? done : turned;
}

/**
 * What all goods that come back in the sale are worth is within the limit of the person at the register, or another person approved it.
 * Faults: permission.override, permission.denied.
 */
function mayGiveBack(
  desk: Desk,
  cart: Cart,
  key: 'returnTransaction' | 'returnProduct',
): Result<Cart> {
  const back = liveLines(cart).filter((line) => line.kind === 'product' && line.quantity < 0);
  const value = -add(zero, ...back.map((line) => lineAmounts(line).net));
  const permission = permit(desk, key, measure(desk, 'returnMost', value));
  return permission.ok ? ok(withOverride(cart, key, permission.value)) : permission;
}

/** A quantity below nothing takes goods back without a receipt, and is allowed to whom that is. */
function turnedByQuantity(desk: Desk, number: number, wanted: number): Result<void> {
  const changed = changeGoods(desk, false, (cart) => {
    const moved = next(cart, { move: 'quantity', line: number, quantity: wanted });
    return moved.ok ? mayGiveBack(desk, moved.value, 'returnProduct') : moved;
  });
  return changed.ok ? done : changed;
}

/**
 * Sets a quantity in thousandths. Of a receipt's line no more may come back than is left, and its discount follows.
 * Faults: quantity.invalid, quantity.tooLarge, return.tooMany { most, in pieces }, line.unknown, line.instrument, cart.none, cart.paying.
 */
export function setQuantity(desk: Desk, number: number, wanted: number): Result<void> {
  const { db } = desk.ports;
  const bound = boundLine(db, number);
  const origin = bound?.returnOf;
  if (!origin && wanted < 0) return turnedByQuantity(desk, number, wanted);
  if (!origin) return moveGoods(desk, { move: 'quantity', line: number, quantity: wanted });
  if (!isQuantity(wanted) || wanted > 0) return fail('quantity.invalid');
  const sale = foundSale(db, origin.receipt)?.sale;
  const sold = sale?.lines.find((line) => line.line === origin.line);
  assert(sale !== undefined && sold?.kind === 'product', 'a returned line was sold');
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
    return mayGiveBack(desk, { ...cart, lines }, 'returnTransaction');
  });
  return changed.ok ? done : changed;
}

/**
 * One piece more or less of the line as it is now, so that two presses before the next picture count as two; a line that comes back
 * stays one. Faults: those of `setQuantity`, quantity.invalid for the last piece and for what is weighed.
 */
export function changeQuantity(desk: Desk, number: number, by: 1 | -1): Result<void> {
  const line = goodsLine(desk.ports.db, number);
  // What is no line of goods is named by the move itself.
  if (!line) return setQuantity(desk, number, one);
  if (line.unit === 'kg') return fail('quantity.invalid');
  const step = by * one;
  const wanted = Math.abs(line.quantity) + step;
  if (wanted <= 0) return fail('quantity.invalid');
  return setQuantity(desk, number, line.quantity < 0 ? -wanted : wanted);
}
