/** Writing products: the row, its codes and its words change together. */
import type { ProductId } from '../../shared/identity.ts';
import type { Product } from '../../shared/product.ts';
import { one, run } from './statement.ts';
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
  let number = putRow(catalog, product);
  if (number === undefined) {
    dropProduct(catalog, product.id);
    number = putRow(catalog, product);
  }
  if (number === undefined) throw new Error(`product ${product.id} has no place`);
  const codes = new Set(product.barcodes.map(codeKey));
  for (const code of codes) putCode(catalog, code, 0, number);
  putCode(catalog, codeKey(product.id), 1, number);
  run(catalog, 'INSERT INTO product_words (rowid, words) VALUES (?, ?)', [
    number,
    productWords(product),
  ]);
}

/** Its new number; undefined when the id has a row already. */
const putRow = (catalog: Writer, product: Product): number | undefined =>
  one<{ number: number }>(
    catalog,
    `INSERT INTO product (id, name_en, name_zh, barcodes, price, tax, category_en, category_zh, favourite,
       unit, age_limit, picture)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING RETURNING number`,
    [
      product.id,
      product.name.en,
      product.name.zh,
      JSON.stringify(product.barcodes),
      product.price,
      product.tax,
      product.category.en,
      product.category.zh,
      product.favourite ? 1 : 0,
      product.unit ?? 'piece',
      product.ageLimit ?? 0,
      product.picture ?? null,
    ],
  )?.number;

const putCode = (catalog: Writer, code: string, isId: 0 | 1, product: number): number =>
  run(catalog, 'INSERT INTO product_code (code, is_id, product) VALUES (?, ?, ?)', [
    code,
    isId,
    product,
  ]);

/** Takes the product out of the catalog, with its codes and words. */
export function dropProduct(catalog: Writer, id: ProductId): void {
  const row = one<{ number: number }>(
    catalog,
    'DELETE FROM product WHERE id = ? RETURNING number',
    [id],
  );
  if (row) run(catalog, 'DELETE FROM product_words WHERE rowid = ?', [row.number]);
}

/** Takes all products out. */
export function clearProducts(catalog: Writer): void {
  run(catalog, 'DELETE FROM product');
  run(catalog, 'DELETE FROM product_term');
  run(catalog, "INSERT INTO product_words (product_words) VALUES ('delete-all')");
}
