/** sql.js: SQLite in memory, its whole file written with each change. Catalogue and queue are files of their own, so that a sale does not write the products. */
import initSqlJs, { type Database, type Statement } from 'sql.js';
import type { Product } from '../../../../shared/product.ts';
import { mostOrdered, tiles, type Engine } from '../engine.ts';
import { wordsOf } from './hydrated.ts';
import { openRecord } from './record.ts';

// Its usual build has FTS4 and no FTS5.
const shape = `
  CREATE TABLE product (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name_en TEXT NOT NULL, body TEXT NOT NULL);
  CREATE TABLE product_code (code TEXT PRIMARY KEY, product INTEGER NOT NULL) WITHOUT ROWID;
  CREATE VIRTUAL TABLE product_words USING fts4(content='', prefix='2,3,4', tokenize=unicode61, words);`;
const queueShape = `
  CREATE TABLE IF NOT EXISTS sale (id TEXT PRIMARY KEY, at TEXT NOT NULL, sent INTEGER NOT NULL, content TEXT NOT NULL);
  CREATE INDEX IF NOT EXISTS sale_unsent ON sale (id) WHERE sent = 0;`;
const byWords = `SELECT p.body FROM (SELECT rowid FROM product_words WHERE product_words MATCH $words LIMIT ${mostOrdered}) m
  JOIN product p ON p.number = m.rowid
  ORDER BY instr(lower(p.name_en), $typed) <> 1, length(p.name_en), p.name_en LIMIT ${tiles}`;
const byCode =
  'SELECT p.body FROM product_code c JOIN product p ON p.number = c.product WHERE c.code = ?';

const bodiesOf = (statement: Statement): Product[] => {
  const found: Product[] = [];
  while (statement.step()) found.push(JSON.parse(String(statement.get()[0])));
  statement.reset();
  return found;
};

export async function sqlJs(): Promise<Engine> {
  const sql = await initSqlJs({ locateFile: (file) => `/${file}` });
  const catalogueFile = await openRecord('catalogue');
  const queueFile = await openRecord('queue');
  let catalogue: Database | undefined;
  let queue: Database | undefined;
  let codes: Statement | undefined;
  let words: Statement | undefined;
  let number = 0;

  function insert(db: Database, products: readonly Product[]): void {
    const product = db.prepare('INSERT INTO product VALUES (?, ?, ?, ?)');
    const code = db.prepare('INSERT OR IGNORE INTO product_code VALUES (?, ?)');
    const word = db.prepare('INSERT INTO product_words (docid, words) VALUES (?, ?)');
    for (const each of products) {
      number += 1;
      product.run([number, each.id, each.name.en, JSON.stringify(each)]);
      for (const barcode of each.barcodes) code.run([barcode, number]);
      word.run([number, wordsOf(`${each.name.en} ${each.name.zh}`).join(' ')]);
    }
    for (const statement of [product, code, word]) statement.free();
  }

  const queueNow = async (): Promise<Database> => {
    if (queue !== undefined) return queue;
    queue = new sql.Database(await queueFile.read());
    queue.run(queueShape);
    return queue;
  };

  return {
    add: async (products, isLast) => {
      if (catalogue === undefined) {
        catalogue = new sql.Database();
        catalogue.run(`${shape} BEGIN`);
      }
      insert(catalogue, products);
      if (!isLast) return;
      catalogue.run('COMMIT');
      await catalogueFile.write(catalogue.export());
    },
    start: async () => {
      catalogue = new sql.Database(await catalogueFile.read());
      codes = catalogue.prepare(byCode);
      words = catalogue.prepare(byWords);
    },
    byCode: (code) => {
      if (codes === undefined) throw new Error('it has not started');
      codes.bind([code]);
      return bodiesOf(codes)[0];
    },
    search: (text) => {
      if (words === undefined) throw new Error('it has not started');
      const typed = text.trim().toLowerCase();
      words.bind({
        $words: wordsOf(text)
          .map((word) => `${word}*`)
          .join(' '),
        $typed: typed,
      });
      return bodiesOf(words);
    },
    prepare: async () => void (await queueNow()),
    commit: async (sale) => {
      const db = await queueNow();
      const content = JSON.stringify(sale.content);
      db.run('INSERT INTO sale VALUES (?, ?, 0, ?)', [sale.id, sale.at, content]);
      await queueFile.write(db.export());
    },
    unsent: async () => {
      const db = await queueNow();
      const [read] = db.exec('SELECT id, at, content FROM sale WHERE sent = 0');
      return read?.values.length ?? 0;
    },
    close: async () => {
      catalogue?.close();
      queue?.close();
    },
  };
}
