/** Products out of the tables in which older programs kept them, into a file of their own; once. */
import { parsed } from './parsed.ts';
import { productSchema } from '../../shared/wire/feed.ts';
import { catalogPath, createCatalog, markVersion } from './catalogfile.ts';
import { makeDurable } from './durable.ts';
import { readJob, saveJob } from './jobs.ts';
import type { DatabaseKey } from './key.ts';
import { putProducts } from './products.ts';
import { all, one, run } from './statement.ts';
import { transaction, type Writer } from './transaction.ts';

const job = '1040';

/** Each product as the feed says it; what it does not say is absent, as a merge patch has it. */
const bodies = `SELECT json_patch('{}', json_object('id', id, 'name', json_object('en', name_en, 'zh', name_zh),
    'barcodes', json(barcodes), 'price', price, 'tax', tax, 'category', json_object('en', category_en, 'zh', category_zh),
    'favourite', json(iif(favourite, 'true', 'false')), 'unit', nullif(unit, 'piece'), 'ageLimit', nullif(age_limit, 0),
    'picture', picture)) AS body
  FROM product WHERE generation = ?`;

/** Does nothing when there are none. A crash on the way leaves them where they are. */
export function moveProducts(db: Writer, file: string, key: DatabaseKey | null): void {
  if (one(db, 'SELECT 1 FROM product LIMIT 1') === undefined) return;
  const known = readJob(db, job);
  const generation = (known?.generation ?? 0) + 1;
  if (known !== undefined) {
    const { version, applied, full } = known;
    const sql = createCatalog(file, generation, key);
    transaction({ sql }, () => {
      const rows = all<{ body: string }>(db, bodies, [known.generation]);
      putProducts(
        { sql },
        rows.map(({ body }) => parsed(productSchema, body, 'a product')),
      );
      markVersion({ sql }, { version, full: full === 1 }, applied);
    });
    sql.close();
    makeDurable(catalogPath(file, generation));
  }
  transaction(db, () => {
    if (known !== undefined)
      saveJob(
        db,
        { job, version: known.version, full: known.full === 1 },
        known.applied,
        generation,
      );
    run(db, 'DELETE FROM product');
    run(db, 'DELETE FROM product_term');
    for (const table of ['product_words_0', 'product_words_1'])
      run(db, `INSERT INTO ${table} (${table}) VALUES ('delete-all')`);
  });
}
