/** What a scanner or the keyboard entered as a code. */
import { readScan } from '../../shared/barcode.ts';
import { fail, ok, type Result } from '../../shared/fault.ts';
import { readLabel, type Label } from '../../shared/label.ts';
import { currencyDigits } from '../../shared/money.ts';
import type { Product } from '../../shared/product.ts';
import { findByBarcode } from '../database/catalog.ts';
import { findByCard } from '../database/customers.ts';
import type { Database } from '../database/open.ts';
import { readConfiguration } from '../database/parameters.ts';
import { findSale } from '../database/sales.ts';
import { nameCustomer } from './about.ts';
import { addGoods, needWeight } from './cart.ts';
import type { Desk } from './desk.ts';

/** Goods that a code names: by their own code, or by a label that says how much of them it is. */
export type CodedGoods = { readonly product: Product; readonly label: Label | null };

/** The goods of a code; null when it names none. Fault: barcode.invalid for a label that was not read whole. */
export function goodsOf(db: Database, code: string): Result<CodedGoods | null> {
  const own = code === '' ? null : findByBarcode(db, code);
  if (own) return ok({ product: own, label: null });
  const store = readConfiguration(db);
  const label = store && readLabel(code, store.labels ?? [], currencyDigits(store.currency));
  if (!label) return ok(null);
  if (!label.ok) return label;
  for (const item of label.value.codes) {
    const product = findByBarcode(db, item);
    if (product) return ok({ product, label: label.value });
  }
  return ok(null);
}

/**
 * Adds one of the product with the GTIN or article number, or what a label of a scale says; a customer's card names the customer. Faults:
 * barcode.invalid for a GTIN with a wrong check digit, barcode.unknown { code }, weight.needed, receipt.scanned { receipt } for a receipt of this
 * register, cart.paying while money is in the sale.
 */
export function scan(desk: Desk, code: string): Result<void> {
  const { db } = desk.ports;
  const text = code.trim();
  const goods = goodsOf(db, text);
  if (!goods.ok) return goods;
  if (goods.value) return addCoded(desk, text, goods.value);
  const customer = text === '' ? null : findByCard(db, text);
  if (customer) return nameCustomer(desk, customer.id);
  const sale = findSale(db, text);
  if (sale) return fail('receipt.scanned', { receipt: sale.receipt });
  return readScan(text).kind === 'damaged' || text === ''
    ? fail('barcode.invalid', { code: text })
    : fail('barcode.unknown', { code: text });
}

function addCoded(desk: Desk, barcode: string, { product, label }: CodedGoods): Result<void> {
  const add = { move: 'addProduct', product, barcode } as const;
  if (label === null) {
    const weighed = needWeight(product);
    return weighed.ok ? addGoods(desk, add, true) : weighed;
  }
  return label.kind === 'weight'
    ? addGoods(desk, { ...add, quantity: label.quantity, unit: 'kg' }, true)
    : addGoods(desk, { ...add, unitPrice: label.price, unit: 'piece' }, true);
}
