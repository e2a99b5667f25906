/** What the counter weighs and labels, and what only grown-ups may buy. Prices in cents, of what is weighed for a kilogram. */
import { gtin14, withCheckDigit } from '../../../shared/barcode.ts';
import type { Text } from '../../../shared/identity.ts';
import type { LabelPattern } from '../../../shared/label.ts';
import { minor } from '../../../shared/money.ts';
import type { Product } from '../../../shared/product.ts';
import { pictureOf } from './pictures.ts';

const shelf: Text = { en: 'Counter', zh: '柜台' };

/** Labels of the counter's scale: 21 with a weight in grams, 22 with a price in cents. */
export const labels: readonly LabelPattern[] = [
  { mask: '21IIIIIVVVVVC', kind: 'weight', decimals: 3 },
  { mask: '22IIIIIVVVVVC', kind: 'price', decimals: 2 },
];

type CounterWare = Omit<Product, 'tax' | 'category' | 'favourite' | 'picture'>;

const wares: readonly CounterWare[] = [
  {
    id: 'cheddar',
    name: { en: 'Farm cheddar', zh: '农场切达奶酪' },
    barcodes: [gtin14(withCheckDigit('210020100000')), '00201'],
    price: minor(2490),
    unit: 'kg',
  },
  {
    id: 'olives',
    name: { en: 'Green olives with lemon', zh: '柠檬青橄榄' },
    barcodes: [gtin14(withCheckDigit('210020200000')), '00202'],
    price: minor(1890),
    unit: 'kg',
  },
  {
    id: 'quiche',
    name: { en: 'Leek quiche, by the slice', zh: '韭葱蛋挞 按块' },
    barcodes: [gtin14(withCheckDigit('220030100000')), '00301'],
    price: minor(650),
  },
  {
    id: 'cider',
    name: { en: 'Dry cider, 750 ml', zh: '干型苹果酒 750 ml' },
    barcodes: [gtin14(withCheckDigit('952000610043'))],
    price: minor(1150),
    ageLimit: 21,
  },
  {
    id: 'lighter',
    name: { en: 'Lighter, refillable', zh: '可充气打火机' },
    barcodes: [gtin14(withCheckDigit('952000613762'))],
    price: minor(580),
    ageLimit: 18,
  },
];

/** The counter's goods with the store's tax. */
export const counter = (tax: string): readonly Product[] =>
  wares.map((ware) => {
    const picture = pictureOf(ware.id);
    return {
      ...ware,
      tax,
      category: shelf,
      favourite: false,
      ...(picture === undefined ? {} : { picture }),
    };
  });
