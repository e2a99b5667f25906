/** A new catalog while very many products go into it: what would be sorted in with every row is sorted once, at the end. */
import { all, run } from './statement.ts';
import type { Writer } from './transaction.ts';

/** Bytes of words that FTS5 collects before it writes a segment, which it then merges with others again and again: its own 1 MB make a hundred of a million products. */
const collected = 33_554_432;
const usual = 1_048_576;

/** An index that nothing needs before the end. */
type Index = { readonly name: string; readonly sql: string };

/** Prepares an empty catalog; `end` makes it what any other is. Inside the transaction of the content. */
export function beginBulk(catalog: Writer): { readonly end: () => void } {
  const later = all<Index>(
    catalog,
    `SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'product' AND sql IS NOT NULL`,
  );
  for (const { name } of later) catalog.sql.exec(`DROP INDEX ${name}`);
  collect(catalog, collected);
  return {
    end: () => {
      for (const { sql } of later) catalog.sql.exec(sql);
      collect(catalog, usual);
    },
  };
}

const collect = (catalog: Writer, bytes: number): number =>
  run(catalog, `INSERT INTO product_words (product_words, rank) VALUES ('hashsize', ${bytes})`);
