/** Writing products: the row, its codes and its words change together. */
import type { ProductId } from '../../shared/identity.ts';
import type { Product } from '../../shared/product.ts';
import { one, run } from './statement.ts';
import type { Writer } from './transaction.ts';
import { termsOf } from './spelling.ts';
import { codeKey, productWords, wordsOf } from './words.ts';

/** Puts the product into a generation, over an earlier row of its id. */
export function putProduct(db: Writer, generation: number, product: Product): void {
  dropProduct(db, generation, product.id);
  const row = one<{ number: number }>(
    db,
    `INSERT INTO product (generation, id, name_en, name_zh, barcodes, price, tax, category_en, category_zh, favourite,
       unit, age_limit, picture)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING number`,
    [
      generation,
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
  );
  const number = row?.number ?? 0;
  const codes = new Set(product.barcodes.map(codeKey));
  for (const code of codes) putCode(db, generation, code, 0, number);
  putCode(db, generation, codeKey(product.id), 1, number);
  run(db, `INSERT INTO ${wordsOf(generation)} (rowid, words) VALUES (?, ?)`, [
    number,
    productWords(product),
  ]);
  for (const term of termsOf(product.name.en)) {
    run(db, 'INSERT OR IGNORE INTO product_term (term) VALUES (?)', [term]);
  }
}

const putCode = (
  db: Writer,
  generation: number,
  code: string,
  isId: 0 | 1,
  product: number,
): number =>
  run(db, 'INSERT INTO product_code (generation, code, is_id, product) VALUES (?, ?, ?, ?)', [
    generation,
    code,
    isId,
    product,
  ]);

/** Takes the product out of a generation, with its codes and words. */
export function dropProduct(db: Writer, generation: number, id: ProductId): void {
  const row = one<{ number: number }>(
    db,
    'DELETE FROM product WHERE generation = ? AND id = ? RETURNING number',
    [generation, id],
  );
  if (row) run(db, `DELETE FROM ${wordsOf(generation)} WHERE rowid = ?`, [row.number]);
}

/** Forgets all words of the generations that share a table with this one. */
export function clearWords(db: Writer, generation: number): void {
  const table = wordsOf(generation);
  run(db, `INSERT INTO ${table} (${table}) VALUES ('delete-all')`);
}
