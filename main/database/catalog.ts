/** The products that can be sold, of the generation that is current: a full load builds the next one beside it. */
import { z } from 'zod';
import type { ProductId, Text } from '../../shared/identity.ts';
import { minor } from '../../shared/money.ts';
import type { Product } from '../../shared/product.ts';
import type { Unit } from '../../shared/quantity.ts';
import { currentGeneration } from './jobs.ts';
import { parsed } from './parsed.ts';
import { all, one, type Connection } from './statement.ts';
import { nearTerms } from './spelling.ts';
import { codeKey, nearExpression, searchExpression, wordsOf } from './words.ts';

type Row = {
  readonly id: ProductId;
  readonly name_en: string;
  readonly name_zh: string;
  readonly barcodes: string;
  readonly price: number;
  readonly tax: string;
  readonly category_en: string;
  readonly category_zh: string;
  readonly favourite: 0 | 1;
  readonly unit: Unit;
  readonly age_limit: number;
  readonly picture: string | null;
};

const barcodes = z.array(z.string());
const columns =
  'p.id, p.name_en, p.name_zh, p.barcodes, p.price, p.tax, p.category_en, p.category_zh, p.favourite, p.unit, p.age_limit, p.picture';
const current = "(SELECT generation FROM job WHERE job = '1040')";

const toProduct = (row: Row): Product => ({
  id: row.id,
  name: { en: row.name_en, zh: row.name_zh },
  barcodes: parsed(barcodes, row.barcodes, 'barcodes of a product'),
  price: minor(row.price),
  tax: row.tax,
  category: { en: row.category_en, zh: row.category_zh },
  favourite: row.favourite === 1,
  ...(row.unit === 'piece' ? {} : { unit: row.unit }),
  ...(row.age_limit === 0 ? {} : { ageLimit: row.age_limit }),
  ...(row.picture === null ? {} : { picture: row.picture }),
});

/** The product with this barcode, or else this number. GTINs compare as 14 digits, other codes without regard to case. */
export function findByBarcode(db: Connection, code: string): Product | null {
  const row = one<Row>(
    db,
    `SELECT ${columns} FROM product_code c JOIN product p ON p.number = c.product
     WHERE c.generation = ${current} AND c.code = ? ORDER BY c.is_id, p.id LIMIT 1`,
    [codeKey(code)],
  );
  return row === undefined ? null : toProduct(row);
}

/** The product by its exact id. */
export function findProduct(db: Connection, id: ProductId): Product | null {
  const row = one<Row>(
    db,
    `SELECT ${columns} FROM product p WHERE p.generation = ${current} AND p.id = ?`,
    [id],
  );
  return row === undefined ? null : toProduct(row);
}

/** Products of any generation by id after one, at most `limit`. */
export const productsAfter = (
  db: Connection,
  generation: number,
  after: ProductId,
  limit: number,
): Product[] =>
  all<Row>(
    db,
    `SELECT ${columns} FROM product p WHERE p.generation = ? AND p.id > ? ORDER BY p.id LIMIT ?`,
    [generation, after, limit],
  ).map(toProduct);

export type ProductSearch = {
  readonly text: string;
  /** Its English name. */
  readonly category: string | null;
  readonly favourites: boolean;
  readonly limit: number;
};

/** So many matches are ranked; more say that too little was typed to tell which is best. */
const mostRanked = 1_000;

/** Products by words of either language, number or barcode as typed, the best match first; without words all of the category by name. */
export function searchProducts(db: Connection, search: ProductSearch): Product[] {
  const words = searchExpression(search.text);
  if (words === null && search.text.trim() !== '') return [];
  const generation = currentGeneration(db, '1040');
  const found =
    words === null ? listed(db, search, generation) : matched(db, search, generation, words);
  // Another generation became current between two statements: its words are in another table.
  if (currentGeneration(db, '1040') !== generation) return searchProducts(db, search);
  const exact = words === null ? null : findByBarcode(db, search.text);
  if (exact === null || !fits(exact, search)) return found;
  return [exact, ...found.filter((product) => product.id !== exact.id)].slice(0, search.limit);
}

/** What may have been meant when `searchProducts` finds nothing: words with typing errors in them. */
export function nearProducts(db: Connection, search: ProductSearch): Product[] {
  const words = nearExpression(search.text, (word) => nearTerms(db, word));
  return words === null ? [] : matched(db, search, currentGeneration(db, '1040'), words);
}

/** The pictures of these products, by their ids; without those that have none. */
export const pictures = (
  db: Connection,
  ids: readonly ProductId[],
): { id: ProductId; picture: string }[] =>
  all<{ id: ProductId; picture: string }>(
    db,
    `SELECT p.id, p.picture FROM product p JOIN json_each(?) wanted ON wanted.value = p.id
     WHERE p.generation = ${current} AND p.picture IS NOT NULL`,
    [JSON.stringify(ids)],
  );

const conditions = (search: ProductSearch): string =>
  [
    'p.generation = $generation',
    ...(search.category === null ? [] : ['p.category_en = $category']),
    ...(search.favourites ? ['p.favourite = 1'] : []),
  ].join(' AND ');

const listed = (db: Connection, search: ProductSearch, generation: number): Product[] =>
  all<Row>(
    db,
    `SELECT ${columns} FROM product p WHERE ${conditions(search)} ORDER BY p.name_en, p.id LIMIT $limit`,
    { generation, category: search.category, limit: search.limit },
  ).map(toProduct);

function matched(
  db: Connection,
  search: ProductSearch,
  generation: number,
  words: string,
): Product[] {
  const table = wordsOf(generation);
  return all<Row>(
    db,
    `SELECT ${columns} FROM (
       SELECT p.number, w.rank AS rank FROM ${table} w JOIN product p ON p.number = w.rowid
       WHERE w.${table} MATCH $words AND ${conditions(search)} LIMIT $most
     ) m JOIN product p ON p.number = m.number ORDER BY m.rank, p.name_en, p.id LIMIT $limit`,
    { generation, words, category: search.category, limit: search.limit, most: mostRanked },
  ).map(toProduct);
}

const fits = (product: Product, search: ProductSearch): boolean =>
  (search.category === null || product.category.en === search.category) &&
  (!search.favourites || product.favourite);

/** The categories that have products, by their English names; one that is written two ways in Chinese is one. */
export const categories = (db: Connection): Text[] =>
  all<Text>(
    db,
    `SELECT category_en AS en, max(category_zh) AS zh FROM product
     WHERE generation = ${current} GROUP BY category_en ORDER BY category_en`,
  );
