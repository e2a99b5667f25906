/** Writing products: the row, its codes and its words change together. */
import { assert } from '../../shared/fault.ts';
import type { ProductId } from '../../shared/identity.ts';
import type { Product } from '../../shared/product.ts';
import { insert, one, run } from './statement.ts';
import type { Writer } from './transaction.ts';
import { termsOf } from './spelling.ts';
import { codeKey, productWords } from './words.ts';

/** Puts products into the catalog, over earlier rows of their ids. */
export function putProducts(catalog: Writer, products: readonly Product[]): void {
  const terms = new Set<string>();
  for (const product of products) {
    putProduct(catalog, product);
    for (const term of termsOf(product.name.en)) terms.add(term);
  }
  for (const term of terms)
    run(catalog, 'INSERT OR IGNORE INTO product_term (term) VALUES (?)', [term]);
}

function putProduct(catalog: Writer, product: Product): void {
  // Most of a load is new, and hears so from its insert.
  const number = putRow(catalog, product);
  if (number === undefined) change(catalog, product);
  else putNames(catalog, product, number);
}

/** Its new number; undefined when the id has a row already. */
const putRow = (catalog: Writer, product: Product): number | undefined =>
  insert(
    catalog,
    `INSERT INTO product (id, name_en, name_zh, category_en, category_zh, barcodes, price, tax, favourite, unit, age_limit, picture)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
    [product.id, ...namesOf(product), ...factsOf(product)],
  );

type Present = { readonly number: number; readonly isNamedSo: 0 | 1 };

/** Most of what changes is a price: what finds the product stays as it is then. */
function change(catalog: Writer, product: Product): void {
  const names = namesOf(product);
  const before = one<Present>(
    catalog,
    `SELECT number, (name_en, name_zh, category_en, category_zh, barcodes) = (?, ?, ?, ?, ?) AS isNamedSo
     FROM product WHERE id = ?`,
    [...names, product.id],
  );
  assert(before !== undefined, 'a product whose id is taken has a row');
  const { number, isNamedSo } = before;
  run(
    catalog,
    `UPDATE product SET price = ?, tax = ?, favourite = ?, unit = ?, age_limit = ?, picture = ? WHERE number = ?`,
    [...factsOf(product), number],
  );
  if (isNamedSo === 1) return;
  run(
    catalog,
    'UPDATE product SET name_en = ?, name_zh = ?, category_en = ?, category_zh = ?, barcodes = ? WHERE number = ?',
    [...names, number],
  );
  dropNames(catalog, number);
  putNames(catalog, product, number);
}

/** What a product is found by, as the row keeps it. */
const namesOf = ({ name, category, barcodes }: Product): readonly string[] => [
  name.en,
  name.zh,
  category.en,
  category.zh,
  JSON.stringify(barcodes),
];

const factsOf = (product: Product): readonly (string | number | null)[] => [
  product.price,
  product.tax,
  product.favourite ? 1 : 0,
  product.unit ?? 'piece',
  product.ageLimit ?? 0,
  product.picture ?? null,
];

function putNames(catalog: Writer, product: Product, number: number): void {
  const codes = new Set(product.barcodes.map(codeKey));
  for (const code of codes) putCode(catalog, code, 0, number);
  putCode(catalog, codeKey(product.id), 1, number);
  run(catalog, 'INSERT INTO product_words (rowid, words) VALUES (?, ?)', [
    number,
    productWords(product),
  ]);
}

const putCode = (catalog: Writer, code: string, isId: 0 | 1, product: number): number =>
  run(catalog, 'INSERT INTO product_code (code, is_id, product) VALUES (?, ?, ?)', [
    code,
    isId,
    product,
  ]);

function dropNames(catalog: Writer, number: number): void {
  run(catalog, 'DELETE FROM product_code WHERE product = ?', [number]);
  run(catalog, 'DELETE FROM product_words WHERE rowid = ?', [number]);
}

/** Takes the product out of the catalog, with its codes and words. */
export function dropProduct(catalog: Writer, id: ProductId): void {
  const row = one<{ number: number }>(catalog, 'SELECT number FROM product WHERE id = ?', [id]);
  if (row === undefined) return;
  dropNames(catalog, row.number);
  run(catalog, 'DELETE FROM product WHERE number = ?', [row.number]);
}

/** Takes all products out. */
export function clearProducts(catalog: Writer): void {
  run(catalog, 'DELETE FROM product');
  run(catalog, 'DELETE FROM product_term');
  run(catalog, "INSERT INTO product_words (product_words) VALUES ('delete-all')");
}
