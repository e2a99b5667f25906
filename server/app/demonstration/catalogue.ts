/** The products of the demonstration as head office publishes them. */
import { gtin14, withCheckDigit } from '../../../shared/barcode.ts';
import { minor } from '../../../shared/money.ts';
import type { Product } from '../../../shared/product.ts';
import { assortment } from './assortment.ts';
import { counter } from './counter.ts';
import { favourites } from './favourites.ts';
import { pictureOf } from './pictures.ts';
import { salesTax } from './stores.ts';
import { shelves, type Ware } from './ware.ts';

/** GTIN-13 in GS1's demonstration prefix 952. */
const gtin = (item: number): string =>
  gtin14(withCheckDigit(`952${String(item).padStart(9, '0')}`));

/** Space between a figure and its unit that no line breaks at. */
const unbroken = (name: string): string =>
  name.replaceAll(/(\d) (g|ml|l|L|cm|m)\b/g, '$1\u00A0$2').replaceAll(' × ', '\u00A0×\u00A0');

const product = ([id, shelf, en, zh, cents]: Ware, item: number, favourite: boolean): Product => ({
  id,
  name: { en: unbroken(en), zh: unbroken(zh) },
  barcodes: [gtin(item), id],
  price: minor(cents),
  tax: salesTax.code,
  category: shelves[shelf],
  favourite,
  ...(pictureOf(id) === undefined ? {} : { picture: pictureOf(id) }),
});

const step = 3719;
export const products: readonly Product[] = [
  ...favourites.map((ware, index) =>
    product(ware, 410_027 + (index < 20 ? index : index + 1) * step, true),
  ),
  ...assortment.map((ware, index) => product(ware, 510_043 + index * step, false)),
  ...counter(salesTax.code),
];
