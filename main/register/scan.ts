/** What a scanner or the keyboard entered as a code. */
import { readScan } from '../../shared/barcode.ts';
import { fail, type Result } from '../../shared/fault.ts';
import { findByBarcode } from '../database/catalog.ts';
import { findSale } from '../database/sales.ts';
import { addGoods } from './cart.ts';
import type { Desk } from './desk.ts';

/**
 * Adds one of the product with the GTIN or article number. Faults: barcode.invalid for a GTIN with a wrong check digit, barcode.unknown { code },
 * receipt.scanned { receipt } for a receipt of this register, cart.paying while money is in the sale.
 */
export function scan(desk: Desk, code: string): Result<void> {
  const scanned = readScan(code);
  const text = code.trim();
  const product = text === '' ? null : findByBarcode(desk.ports.db, text);
  if (!product) {
    const sale = findSale(desk.ports.db, text);
    if (sale) return fail('receipt.scanned', { receipt: sale.receipt });
    const damaged = scanned.kind === 'damaged' || text === '';
    return damaged
      ? fail('barcode.invalid', { code: text })
      : fail('barcode.unknown', { code: text });
  }
  return addGoods(desk, { move: 'addProduct', product, barcode: text }, true);
}
