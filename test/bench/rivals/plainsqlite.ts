/** SQLite without full-text search, as durable as the register's: what a shop's own desktop program mostly does. */
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import type { Product } from '../../../shared/product.ts';
import { mostOrdered, tiles, type Engine } from './engine.ts';

const shape = `
  CREATE TABLE IF NOT EXISTS product (number INTEGER PRIMARY KEY, name_en TEXT NOT NULL, body TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS product_code (code TEXT PRIMARY KEY, product INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS sale (id TEXT PRIMARY KEY, at TEXT NOT NULL, sent INTEGER NOT NULL, content TEXT NOT NULL);
  CREATE INDEX IF NOT EXISTS sale_unsent ON sale (id) WHERE sent = 0;`;

type Body = { readonly body: string };
const productOf = ({ body }: Body): Product => JSON.parse(body);

function open(file: string): BetterSqlite3.Database {
  const sql = new BetterSqlite3(file);
  sql.pragma('journal_mode = WAL');
  sql.pragma('synchronous = FULL');
  sql.exec(shape);
  return sql;
}

/** A word begins a name or follows a space in it. */
const bySearch = (words: number): string =>
  `SELECT body FROM (SELECT * FROM product WHERE ${Array.from(
    { length: words },
    () => "' ' || name_en LIKE ?",
  ).join(' AND ')} LIMIT ${mostOrdered})
   ORDER BY instr(lower(name_en), ?) <> 1, length(name_en), name_en LIMIT ${tiles}`;

export function plainSqlite(folder: string): Engine {
  const file = join(folder, 'plain.db');
  let sql = open(file);
  const addAll = (products: readonly Product[]): void => {
    const insert = sql.prepare('INSERT INTO product (name_en, body) VALUES (?, ?)');
    const code = sql.prepare('INSERT INTO product_code VALUES (?, ?)');
    sql.transaction(() => {
      for (const product of products) {
        const { lastInsertRowid } = insert.run(product.name.en, JSON.stringify(product));
        for (const barcode of product.barcodes) code.run(barcode, lastInsertRowid);
      }
    })();
  };
  const prepared = new Map<string, BetterSqlite3.Statement<unknown[], Body>>();
  const ask = (text: string): BetterSqlite3.Statement<unknown[], Body> => {
    const known = prepared.get(text) ?? sql.prepare<unknown[], Body>(text);
    prepared.set(text, known);
    return known;
  };
  const byCode =
    'SELECT p.body FROM product_code c JOIN product p ON p.number = c.product WHERE c.code = ?';
  return {
    add: async (products) => addAll(products),
    leave: () => void sql.close(),
    start: async () => {
      prepared.clear();
      sql = open(file);
    },
    byCode: (code) => {
      const found = ask(byCode).get(code);
      return found && productOf(found);
    },
    search: (text) => {
      const words = text.trim().split(/\s+/);
      const likes = words.map((word) => `% ${word}%`);
      return ask(bySearch(words.length))
        .all(...likes, text.trim().toLowerCase())
        .map(productOf);
    },
    commit: async ({ id, at, content }) =>
      void sql.prepare('INSERT INTO sale VALUES (?, ?, 0, ?)').run(id, at, JSON.stringify(content)),
    unsent: async () =>
      sql.prepare<[], { content: string }>('SELECT id, at, content FROM sale WHERE sent = 0').all()
        .length,
    close: async () => void sql.close(),
  };
}
