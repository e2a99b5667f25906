/** The limit of a commit: the rows that a sale leaves, written by nothing but prepared statements, and its witness line by nothing but a write. */
import { closeSync, fsyncSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import type { Bench } from '../make/register.ts';

/** Tables that a sale adds rows to, and what names the rows of the newest place. */
const added = {
  journal: 'place = $place',
  journal_previous: 'entry = $entry',
  journal_head: 'hash = $entry',
  journal_pending: 'place = $place',
  sale: 'entry = $entry',
  sale_row: 'place = $place',
  sale_tender: 'place = $place',
  shift_entry: 'shift = $shift AND place = $place',
  shift_sum: 'shift = $shift AND place = $place',
} as const;
const changed = ['cart', 'lock_request', 'setting'] as const;

export type Bare = {
  /** Takes over what the register had before its commit: the open cart and the lock. */
  readonly before: () => void;
  /** Writes what the register's newest sale left; answers the milliseconds of the transaction and the append. */
  readonly write: () => number;
  /** What was pending is stored. */
  readonly answered: () => void;
  readonly close: () => void;
};

type Cells = Record<string, string | number | null>;

/** Tables and indexes like the register's, without its triggers, checks of references and reads. */
export function openBare(bench: Bench, folder: string): Bare {
  const from = bench.db.sql;
  const sql = new BetterSqlite3(join(folder, 'bare.db'));
  sql.pragma('journal_mode = WAL');
  sql.pragma('synchronous = FULL');
  sql.pragma('foreign_keys = OFF');
  const tables = [...Object.keys(added), ...changed];
  const shapes = from
    .prepare<[], { tbl_name: string; sql: string }>(
      `SELECT tbl_name, sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql IS NOT NULL ORDER BY type DESC`,
    )
    .all();
  for (const shape of shapes) if (tables.includes(shape.tbl_name)) sql.exec(shape.sql);
  const columnsOf = (table: string): string[] =>
    from
      .prepare<[string], { name: string }>('SELECT name FROM pragma_table_info(?)')
      .all(table)
      .map(({ name }) => name);
  const insertInto = (table: string): BetterSqlite3.Statement =>
    sql.prepare(
      `INSERT OR REPLACE INTO "${table}" VALUES (${columnsOf(table)
        .map((name) => `$${name}`)
        .join(', ')})`,
    );
  const inserts = Object.fromEntries(tables.map((table) => [table, insertInto(table)]));
  const reads = Object.entries(added).map(
    ([table, where]) =>
      [table, from.prepare<[Cells], Cells>(`SELECT * FROM ${table} WHERE ${where}`)] as const,
  );
  const newest = from.prepare<[], Cells>(
    `SELECT j.place, j.hash AS entry, (SELECT shift FROM shift_entry e WHERE e.place = j.place) AS shift,
       (SELECT previous FROM journal_previous p WHERE p.entry = j.hash) AS previous,
       (SELECT id FROM sale s WHERE s.entry = j.hash) AS sale FROM journal j ORDER BY place DESC LIMIT 1`,
  );
  const lockOf = from.prepare<[Cells], Cells>('SELECT * FROM lock_request WHERE sale = $sale');
  const openCart = from.prepare<[], Cells>("SELECT * FROM cart WHERE state = 'open'");
  const settings = from.prepare<[], Cells>("SELECT * FROM setting WHERE key LIKE 'screen%'");
  const begin = sql.prepare('BEGIN IMMEDIATE');
  const commit = sql.prepare('COMMIT');
  const unhead = sql.prepare('DELETE FROM journal_head WHERE hash = ?');
  const endCart = sql.prepare('DELETE FROM cart WHERE sale = ?');
  const spend = sql.prepare("UPDATE lock_request SET state = 'spent' WHERE request = ?");
  const stored = sql.prepare('DELETE FROM journal_pending');
  const descriptor = openSync(join(folder, 'bare.jsonl'), 'a');
  const witness = join(bench.folder, 'witness.jsonl');
  let witnessed = statSync(witness).size;

  return {
    before: () => {
      const cart = openCart.get();
      if (cart === undefined) throw new Error('a sale is open');
      inserts['cart']?.run(cart);
      for (const lock of lockOf.all({ sale: cart['sale'] ?? '' }))
        inserts['lock_request']?.run(lock);
      witnessed = statSync(witness).size;
    },
    write: () => {
      const place = newest.get();
      if (place === undefined) throw new Error('the journal has an entry');
      const { previous = null, sale = '', ...names } = place;
      const rows = reads.flatMap(([table, read]) =>
        read.all(named(read.source, names)).map((cells) => [inserts[table], cells] as const),
      );
      const shown = settings.all();
      const requests = lockOf.all({ sale }).map((lock) => lock['request'] ?? '');
      const line = readFileSync(witness).subarray(witnessed);
      const start = performance.now();
      begin.run();
      for (const [insert, cells] of rows) insert?.run(cells);
      unhead.run(previous);
      for (const request of requests) spend.run(request);
      endCart.run(sale);
      for (const cells of shown) inserts['setting']?.run(cells);
      commit.run();
      writeSync(descriptor, line);
      fsyncSync(descriptor);
      return performance.now() - start;
    },
    answered: () => void stored.run(),
    close: () => {
      closeSync(descriptor);
      sql.close();
    },
  };
}

/** Only those that the statement names: others would be refused. */
const named = (source: string, cells: Cells): Cells =>
  Object.fromEntries(Object.entries(cells).filter(([name]) => source.includes(`$${name}`)));
