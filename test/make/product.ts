/** Products of the shelf that tests sell from. */
import { withCheckDigit } from '../../shared/barcode.ts';
import { minor } from '../../shared/money.ts';
import type { Product } from '../../shared/product.ts';

export const gtin = (n: number): string => withCheckDigit(`9520004${String(n).padStart(5, '0')}`);

export const makeProduct = (n: number, price: number, change: Partial<Product> = {}): Product => ({
  id: `P${n}`,
  name: { en: `Product ${n}`, zh: `商品${n}` },
  barcodes: [gtin(n).padStart(14, '0')],
  price: minor(price),
  tax: 'sales',
  category: { en: 'Home', zh: '家居' },
  favourite: false,
  ...change,
});

/** Soap 12.30, tea 9.80 and a key ring 11.20: 33.30, with tax 35.71. */
export const soap = makeProduct(1, 1230);
export const tea = makeProduct(2, 980);
export const keyRing = makeProduct(3, 1120);
/** 100.00 without tax. */
export const hundred = makeProduct(4, 10_000, { tax: 'none' });
/** So dear that a few of them leave the range in which money is exact. */
export const palace = makeProduct(5, 4_000_000_000_000, { tax: 'none' });
export const shelf = [soap, tea, keyRing, hundred, palace];
