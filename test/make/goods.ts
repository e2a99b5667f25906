/** Goods that are sold by weight or by age, labels of a scale, a customer, and a store that knows them all. */
import { withCheckDigit } from '../../shared/barcode.ts';
import type { Customer } from '../../shared/customer.ts';
import type { StoreConfiguration } from '../../shared/feed.ts';
import { configuration } from './place.ts';
import { makeProduct } from './product.ts';

/** For customers of 18 or older. */
export const beer = makeProduct(6, 350, { ageLimit: 18 });
/** 19.90 a kilogram, by labels that say their weight. */
export const cheese = makeProduct(7, 1990, {
  unit: 'kg',
  barcodes: [withCheckDigit('211234500000').padStart(14, '0')],
});
/** Labels that say their price name it by its bare number. */
export const ham = makeProduct(8, 2490, { unit: 'kg', barcodes: ['54321'] });
export const counter = [beer, cheese, ham];

export const weightLabel = (grams: number): string =>
  withCheckDigit(`2112345${String(grams).padStart(5, '0')}`);
export const priceLabel = (cents: number): string =>
  withCheckDigit(`2254321${String(cents).padStart(5, '0')}`);

export const customerAna: Customer = {
  id: 'C-7',
  number: '100007',
  name: { en: 'Ana Lindqvist', zh: '林安娜' },
  phone: '+1 415 555 0132',
  email: 'ana@example.org',
  cards: ['CARD-77'],
};

/** The store of the tests with labels, reasons and a second tax code. */
export const counterStore: StoreConfiguration = {
  ...configuration,
  rates: [
    ...configuration.rates,
    { code: 'none', mode: 'exclusive', rate: 0, name: { en: 'Exempt', zh: '免税' } },
  ],
  labels: [
    { mask: '21IIIIIVVVVVC', kind: 'weight', decimals: 3 },
    { mask: '22IIIIIVVVVVC', kind: 'price', decimals: 2 },
  ],
};
