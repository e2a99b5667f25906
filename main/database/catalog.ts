/** The products that can be sold (catalogfile.ts). */
import type { ProductId, Text } from '../../shared/identity.ts';
import { minor } from '../../shared/money.ts';
import type { Product } from '../../shared/product.ts';
import type { Unit } from '../../shared/quantity.ts';
import type { Shelved } from './catalogfile.ts';
import { all, one } from './statement.ts';
import { nearTerms } from './spelling.ts';
import { codeKey, nearExpression, searchExpression } from './words.ts';

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

const areCodes = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((code) => typeof code === 'string');

/** Each scan and each tile reads them: a schema would take most of a lookup's time. */
function codesOf(text: string): readonly string[] {
  const value: unknown = JSON.parse(text);
  if (!areCodes(value)) throw new Error('barcodes of a product in the database do not fit');
  return value;
}

const columns =
  'p.id, p.name_en, p.name_zh, p.barcodes, p.price, p.tax, p.category_en, p.category_zh, p.favourite, p.unit, p.age_limit, p.picture';

const toProduct = (row: Row): Product => ({
  id: row.id,
  name: { en: row.name_en, zh: row.name_zh },
  barcodes: codesOf(row.barcodes),
  price: minor(row.price),
  tax: row.tax,
  category: { en: row.category_en, zh: row.category_zh },
  favourite: row.favourite === 1,
  ...(row.unit === 'piece' ? {} : { unit: row.unit }),
  ...(row.age_limit === 0 ? {} : { ageLimit: row.age_limit }),
  ...(row.picture === null ? {} : { picture: row.picture }),
});

/** Made once: a text that is put together for each scan is also hashed for each. Nothing is sorted: hardly a code has two products. */
const byCode = `SELECT c.is_id, ${columns} FROM product_code c JOIN product p ON p.number = c.product WHERE c.code = ?`;
type Coded = Row & { readonly is_id: 0 | 1 };

/** The product with this barcode, or else this number. GTINs compare as 14 digits, other codes without regard to case. */
export function findByBarcode({ catalog }: Shelved, code: string): Product | null {
  const [row] = all<Coded>(catalog, byCode, [codeKey(code)]).toSorted(
    (left, right) => left.is_id - right.is_id || (left.id < right.id ? -1 : 1),
  );
  return row === undefined ? null : toProduct(row);
}

/** The product by its exact id. */
export function findProduct({ catalog }: Shelved, id: ProductId): Product | null {
  const row = one<Row>(catalog, `SELECT ${columns} FROM product p WHERE p.id = ?`, [id]);
  return row === undefined ? null : toProduct(row);
}

export type ProductSearch = {
  readonly text: string;
  /** Its English name. */
  readonly category: string | null;
  readonly favourites: boolean;
  readonly limit: number;
};

/** So many matches are put in order; more say that too little was typed to tell which is best. */
const mostOrdered = 500;

/** Products by words of either language, number or barcode as typed, the best match first; without words all of the category by name. */
export function searchProducts(db: Shelved, search: ProductSearch): Product[] {
  const words = searchExpression(search.text);
  if (words === null && search.text.trim() !== '') return [];
  const found = words === null ? listed(db, search) : matched(db, search, words);
  const exact = words === null ? null : findByBarcode(db, search.text);
  if (exact === null || !fits(exact, search)) return found;
  return [exact, ...found.filter((product) => product.id !== exact.id)].slice(0, search.limit);
}

/** What may have been meant when `searchProducts` finds nothing: words with typing errors in them. */
export function nearProducts(db: Shelved, search: ProductSearch): Product[] {
  const words = nearExpression(search.text, (word) => nearTerms(db.catalog, word));
  return words === null ? [] : matched(db, search, words);
}

/** The pictures of these products, by their ids; without those that have none. */
export const pictures = (
  { catalog }: Shelved,
  ids: readonly ProductId[],
): { id: ProductId; picture: string }[] =>
  all<{ id: ProductId; picture: string }>(
    catalog,
    `SELECT p.id, p.picture FROM product p JOIN json_each(?) wanted ON wanted.value = p.id
     WHERE p.picture IS NOT NULL`,
    [JSON.stringify(ids)],
  );

const conditions = (search: ProductSearch): string =>
  [
    ...(search.category === null ? [] : ['p.category_en = $category']),
    ...(search.favourites ? ['p.favourite = 1'] : []),
  ].join(' AND ') || 'true';

/** Each category once: from one to the next by the index, because going through all products would make the counter wait for a second. */
const eachCategory = `WITH RECURSIVE category (en, zh) AS (
  SELECT * FROM (SELECT category_en, category_zh FROM product WHERE category_en >= '' ORDER BY category_en, name_en LIMIT 1)
  UNION ALL
  SELECT n.category_en, n.category_zh FROM category c CROSS JOIN product n ON n.number = (
    SELECT p.number FROM product p WHERE p.category_en > c.en ORDER BY p.category_en, p.name_en LIMIT 1)
)`;

/** The first names of all: the first of each category by the index, because no index has all names in order. Equal names come as they were loaded. */
const listedOfAll = `${eachCategory}
SELECT ${columns} FROM (
  SELECT f.number FROM category c CROSS JOIN product f ON f.number IN (
    SELECT number FROM product WHERE category_en = c.en ORDER BY name_en LIMIT $limit)
  ORDER BY f.name_en, f.number LIMIT $limit
) m CROSS JOIN product p ON p.number = m.number ORDER BY p.name_en, p.id`;

const listed = ({ catalog }: Shelved, search: ProductSearch): Product[] =>
  all<Row>(
    catalog,
    search.category === null && !search.favourites
      ? listedOfAll
      : `SELECT ${columns} FROM product p WHERE ${conditions(search)} ORDER BY p.name_en, p.id LIMIT $limit`,
    { category: search.category, limit: search.limit },
  ).map(toProduct);

/**
 * Names that begin with what was typed come first, then shorter ones. FTS5's own rank goes through every match of every word before it tells the
 * first (docs/PERFORMANCE.md), and knows nothing that a name of a few words needs.
 */
const matched = ({ catalog }: Shelved, search: ProductSearch, words: string): Product[] =>
  all<Row>(
    catalog,
    `SELECT ${columns} FROM (SELECT w.rowid AS number FROM product_words w ${narrowed(search)} LIMIT $most) m
     JOIN product p ON p.number = m.number
     ORDER BY instr(lower(p.name_en), $typed) <> 1 AND instr(p.name_zh, $typed) <> 1,
       length(p.name_en), p.name_en, p.id LIMIT $limit`,
    {
      words,
      typed: search.text.trim().toLowerCase(),
      category: search.category,
      limit: search.limit,
      most: mostOrdered,
    },
  ).map(toProduct);

/** Rows of the catalogue are looked at only where they decide. */
const narrowed = (search: ProductSearch): string =>
  conditions(search) === 'true'
    ? 'WHERE w.product_words MATCH $words'
    : `JOIN product p ON p.number = w.rowid WHERE w.product_words MATCH $words AND ${conditions(search)}`;

const fits = (product: Product, search: ProductSearch): boolean =>
  (search.category === null || product.category.en === search.category) &&
  (!search.favourites || product.favourite);

/** The categories that have products, by their English names; the Chinese one is that of its first product. */
export const categories = ({ catalog }: Shelved): Text[] =>
  all<Text>(catalog, `${eachCategory} SELECT en, zh FROM category ORDER BY en`);
