/** What something costs, without selling it. */
import type { PriceCheck } from '../../shared/bridge/goods.ts';
import { readScan } from '../../shared/barcode.ts';
import { fail, ok, type Result } from '../../shared/fault.ts';
import { priced } from '../../shared/quantity.ts';
import { findProduct } from '../database/catalog.ts';
import { knownAt } from '../database/known.ts';
import type { Desk } from './desk.ts';
import { needStaff } from './people.ts';
import { goodsOf, type CodedGoods } from './scan.ts';

/** The price of a code or of a product's number; nothing is added. Faults: signIn.needed, barcode.invalid, barcode.unknown { code }. */
export function checkPrice(desk: Desk, code: string): Result<PriceCheck> {
  const staff = needStaff(desk);
  if (!staff.ok) return staff;
  const { db } = desk.ports;
  const text = code.trim();
  const exact = findProduct(db, text);
  const goods = exact ? ok({ product: exact, label: null }) : goodsOf(db, text);
  if (!goods.ok) return goods;
  if (goods.value) return ok(toldPrice(desk, text, goods.value));
  return readScan(text).kind === 'damaged' || text === ''
    ? fail('barcode.invalid', { code: text })
    : fail('barcode.unknown', { code: text });
}

function toldPrice(desk: Desk, code: string, { product, label }: CodedGoods): PriceCheck {
  const said =
    label === null
      ? null
      : label.kind === 'weight'
        ? { quantity: label.quantity, amount: priced(product.price, label.quantity) }
        : { quantity: 1000, amount: label.price };
  return {
    id: product.id,
    name: product.name,
    barcode: label === null ? (product.barcodes[0] ?? '') : code,
    category: product.category,
    price: product.price,
    unit: product.unit ?? 'piece',
    ageLimit: product.ageLimit ?? 0,
    label: said,
    knownAt: knownAt(desk.ports.db),
  };
}
