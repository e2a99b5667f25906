/** Prepared statements, kept per connection: each SQL text is compiled once. */
import type BetterSqlite3 from 'better-sqlite3';

/** What a column of a STRICT table can hold here. */
export type Cell = string | number | null;
type Cells = readonly Cell[] | Readonly<Record<string, Cell>>;
type Prepared = BetterSqlite3.Statement<unknown[]>;
/** An open connection, or a database that has one. */
export type Connection = { readonly sql: BetterSqlite3.Database };

const kept = new WeakMap<BetterSqlite3.Database, Map<string, Prepared>>();

function prepared({ sql }: Connection, text: string): Prepared {
  let statements = kept.get(sql);
  if (statements === undefined) {
    statements = new Map<string, Prepared>();
    kept.set(sql, statements);
  }
  const known = statements.get(text);
  if (known !== undefined) return known;
  const statement = sql.prepare(text);
  statements.set(text, statement);
  return statement;
}

/** Runs a statement that changes rows; answers how many it changed. */
export const run = (db: Connection, text: string, cells: Cells = []): number =>
  prepared(db, text).run(cells).changes;

/**
 * Inserts one row; answers its rowid, or undefined when there was a conflict on which the text does nothing. Not RETURNING: such a statement has
 * a savepoint of its own, at which each full-text table that the transaction changed writes down what it collected.
 */
export function insert(db: Connection, text: string, cells: Cells = []): number | undefined {
  const { changes, lastInsertRowid } = prepared(db, text).run(cells);
  return changes === 0 ? undefined : Number(lastInsertRowid);
}

/** The first row, or undefined. `Row` names the columns that the text selects; STRICT tables keep their types. */
export const one = <Row>(db: Connection, text: string, cells: Cells = []): Row | undefined =>
  prepared(db, text).get(cells) as Row | undefined;

/** All rows. */
export const all = <Row>(db: Connection, text: string, cells: Cells = []): Row[] =>
  prepared(db, text).all(cells) as Row[];
