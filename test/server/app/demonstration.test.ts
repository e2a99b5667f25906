import { expect, it } from 'vitest';
import { isGtin, withCheckDigit } from '../../../shared/barcode.ts';
import { isInstrumentNumber, lastFour } from '../../../shared/instrument.ts';
import { readLabel } from '../../../shared/label.ts';
import {
  customerSchema,
  parametersSchema,
  productSchema,
  storeConfigurationSchema,
} from '../../../shared/wire/feed.ts';
import { instruments, unissuedCard } from '../../../server/app/demonstration/cards.ts';
import { products } from '../../../server/app/demonstration/catalogue.ts';
import { customers } from '../../../server/app/demonstration/customers.ts';
import { staff } from '../../../server/app/demonstration/people.ts';
import { parameters, stores } from '../../../server/app/demonstration/stores.ts';

it('has products with valid barcodes of the demonstration prefix, each its own', () => {
  expect(products).toHaveLength(70);
  expect(products.filter((product) => product.favourite)).toHaveLength(23);
  for (const product of products) {
    expect(productSchema.parse(product)).toEqual(product);
    // The counter's own labels begin with 21 and 22.
    expect(product.barcodes[0]).toMatch(/^0(952\d{10}|2[12]\d{11})$/);
    expect(isGtin(product.barcodes[0] ?? '')).toBe(true);
  }
  expect(new Set(products.flatMap((product) => product.barcodes)).size).toBe(138);
  const shelf = ({ category }: (typeof products)[number]) => `${category.en} ${category.zh}`;
  expect(new Set(products.map(shelf))).toEqual(
    new Set([
      'Kitchen 厨房',
      'Pantry 食品',
      'Home 家居',
      'Paper 文具',
      'Care 洗护',
      'Counter 柜台',
    ]),
  );
});

it('has labels that the store reads, and customers, pictures small enough to travel', () => {
  const [store] = stores;
  for (const { id, barcodes } of products.filter(({ unit }) => unit === 'kg')) {
    const base = (barcodes[0] ?? '').slice(1, 8);
    const label = readLabel(withCheckDigit(`${base}01234`), store?.labels ?? [], 2);
    expect([id, label]).toMatchObject([id, { value: { kind: 'weight', quantity: 1234 } }]);
    expect(label?.ok === true && label.value.codes.some((code) => barcodes.includes(code))).toBe(
      true,
    );
  }
  for (const customer of customers) expect(customerSchema.parse(customer)).toEqual(customer);
  const sizes = products.map(({ picture }) => picture?.length ?? 0);
  expect(sizes.filter((size) => size > 0).length).toBeGreaterThan(20);
  expect(Math.max(...sizes)).toBeLessThan(1000);
});

it('has instruments with valid numbers, each its own', () => {
  const numbers = [...Object.values(instruments).map(({ number }) => number), unissuedCard];
  for (const number of numbers) {
    expect(number).toHaveLength(16);
    expect(isInstrumentNumber(number)).toBe(true);
  }
  expect(new Set(numbers).size).toBe(numbers.length);
  expect([lastFour(instruments.card.number), instruments.card.balance]).toEqual(['4417', 8230]);
  expect([lastFour(instruments.memo.number), instruments.memo.balance]).toEqual(['9082', 6000]);
});

it('has people, stores and parameters that the wire takes', () => {
  const people = Object.values(staff);
  expect(new Set(people.map(({ pin }) => pin)).size).toBe(people.length);
  for (const store of stores) expect(storeConfigurationSchema.parse(store)).toEqual(store);
  expect(parametersSchema.parse(parameters)).toMatchObject({
    version: 1,
    posting: { giftCard: { completeOffline: true }, creditMemo: { completeOffline: true } },
  });
});
