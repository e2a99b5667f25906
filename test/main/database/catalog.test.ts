import { beforeEach, expect, it } from 'vitest';
import {
  categories,
  findByBarcode,
  findProduct,
  searchProducts,
  type ProductSearch,
} from '../../../main/database/catalog.ts';
import { applyFeed } from '../../../main/database/feed.ts';
import type { Database } from '../../../main/database/open.ts';
import { withCheckDigit } from '../../../shared/barcode.ts';
import { makeProduct } from '../../make/product.ts';
import { must, openFile } from './file.ts';

const upc = withCheckDigit('03600029145');
const milk = makeProduct(11, 250, {
  name: { en: 'Whole milk 1 l', zh: '全脂牛奶 1升' },
  barcodes: [upc.padStart(14, '0'), 'Shelf-7B'],
  category: { en: 'Dairy', zh: '乳品' },
  favourite: true,
});
const tea = makeProduct(12, 400, {
  name: { en: 'Crème tea, "Earl"', zh: '伯爵奶茶iTea茶包' },
  barcodes: [withCheckDigit('690000000001').padStart(14, '0')],
  category: { en: 'Drinks', zh: '饮料' },
});
const mug = makeProduct(13, 900, {
  name: { en: 'Milk mug', zh: '奶杯' },
  barcodes: ['00042', 'p11'],
  category: { en: 'Home', zh: '日用' },
});
const bread = makeProduct(14, 300, { name: { en: 'Bread', zh: '面包' }, favourite: true });

let db: Database;
beforeEach(async () => {
  db = openFile();
  const rows = [milk, tea, mug, bread].map((body) => ({ id: body.id, deleted: false, body }));
  must(await applyFeed(db, { job: '1040', version: 1, full: true, rows, next: null }));
});

const search = (text: string, facts: Partial<ProductSearch> = {}): string[] =>
  searchProducts(db, { text, category: null, favourites: false, limit: 20, ...facts })
    .map((product) => product.name.en)
    .toSorted();

it('finds a product by any writing of its barcode, or else by its number', () => {
  expect(findByBarcode(db, upc)).toEqual(milk);
  expect(findByBarcode(db, `0${upc}`)).toEqual(milk);
  expect(findByBarcode(db, ` 00${upc} `)).toEqual(milk);
  expect(findByBarcode(db, 'shelf-7b')).toEqual(milk);
  expect(findByBarcode(db, 'P12')).toEqual(tea);
  expect(findByBarcode(db, '42')).toBeNull();
  expect(findByBarcode(db, '036000291453')).toBeNull();
});

it('prefers a barcode to a number', () => {
  expect(findByBarcode(db, 'P11')).toEqual(mug);
  expect(findProduct(db, 'P11')).toEqual(milk);
  expect(findProduct(db, 'p11')).toBeNull();
});

it('searches the beginnings of words in either language, accents or not', () => {
  expect(search('mil')).toEqual(['Milk mug', 'Whole milk 1 l']);
  expect(search('MIL mu')).toEqual(['Milk mug']);
  expect(search('creme')).toEqual(['Crème tea, "Earl"']);
  expect(search('ilk')).toEqual([]);
  expect(search('dairy')).toEqual(['Whole milk 1 l']);
  expect(search('乳品')).toEqual(['Whole milk 1 l']);
});

it('searches any part of a Chinese name, however short', () => {
  expect(search('奶')).toEqual(['Crème tea, "Earl"', 'Milk mug', 'Whole milk 1 l']);
  expect(search('牛奶')).toEqual(['Whole milk 1 l']);
  expect(search('脂牛')).toEqual(['Whole milk 1 l']);
  expect(search('奶牛')).toEqual([]);
  expect(search('茶it')).toEqual(['Crème tea, "Earl"']);
});

it('searches the digits of barcodes and numbers', () => {
  expect(search(upc.slice(0, 7))).toEqual(['Whole milk 1 l']);
  expect(search('3600')).toEqual(['Whole milk 1 l']);
  expect(search('042')).toEqual(['Milk mug']);
  expect(search('p13')).toEqual(['Milk mug']);
});

it('takes any typing for plain text', () => {
  for (const text of [
    '"',
    'milk"*',
    '* OR *',
    'words:milk',
    'NEAR(a b)',
    '-milk',
    "'); DROP",
    '()',
  ]) {
    expect(() => search(text), text).not.toThrow();
  }
  expect(search('"')).toEqual([]);
  expect(search('milk" OR "tea')).toEqual([]);
});

it('puts an exact code first', () => {
  const found = searchProducts(db, { text: 'p11', category: null, favourites: false, limit: 20 });
  expect(found[0]).toEqual(mug);
  expect(found).toHaveLength(2);
});

it('lists by category and favourites, within the limit', () => {
  const names = search('');
  expect(names).toHaveLength(4);
  expect(names).toEqual(names.toSorted());
  expect(search('', { limit: 3 })).toEqual(names.slice(0, 3));
  expect(search('', { category: 'Dairy' })).toEqual(['Whole milk 1 l']);
  expect(search('', { favourites: true })).toEqual(['Bread', 'Whole milk 1 l']);
  expect(search('milk', { favourites: true })).toEqual(['Whole milk 1 l']);
  expect(search('milk', { category: 'Home' })).toEqual(['Milk mug']);
  expect(categories(db)).toEqual([
    { en: 'Dairy', zh: '乳品' },
    { en: 'Drinks', zh: '饮料' },
    // Written in two ways, it is one: as the first of its products has it.
    { en: 'Home', zh: '家居' },
  ]);
});

it('has nothing before the first feed', () => {
  const fresh = openFile();
  expect(categories(fresh)).toEqual([]);
  expect(findByBarcode(fresh, upc)).toBeNull();
});
