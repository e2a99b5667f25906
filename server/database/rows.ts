/** Many rows in one statement, whatever their number: PostgreSQL keeps it prepared, SQLite gets a list of values. */
import {
  sql,
  type Compilable,
  type QueryExecutorProvider,
  type RawBuilder,
  type SqlBool,
} from 'kysely';
import { isPipelined, later, laterKept, type Runner } from './pipeline.ts';

/** Rows of a statement that stays prepared, of which only the values travel. */
const rowsEach = 50;
/** Texts of such statements: there is one for each table and its columns. */
const texts = new Map<string, string>();

/**
 * Sends rows to be inserted, as `later` sends. `ending`: what comes after the rows, such as `on conflict do nothing`; it has no parameters. There is
 * at least one row; a column that a row does not name is null.
 */
export async function insertRows(
  db: Runner,
  table: string,
  rows: readonly object[],
  ending = '',
): Promise<void> {
  const named = new Set<string>();
  for (const row of rows) for (const name of Object.keys(row)) named.add(name);
  const names = [...named];
  const cells = rows.map((row) => {
    const values = new Map<string, unknown>(Object.entries(row));
    return names.map((name) => values.get(name) ?? null);
  });
  const columns = sql.join(names.map((name) => sql.ref(name)));
  const into = sql`insert into ${sql.table(table)} (${columns})`;
  if (!isPipelined(db)) {
    const listed = sql.join(cells.map((row) => sql`(${sql.join(row)})`));
    await later(db, {
      compile: () => sql`${into} values ${listed} ${sql.raw(ending)}`.compile(db),
    });
    return;
  }
  // PostgreSQL takes values of a prepared statement for two thirds of what the same rows as JSON cost it, and JSON must be made and escaped.
  const whole = cells.length - (cells.length % rowsEach);
  for (let from = 0; from < whole; from += rowsEach)
    await laterKept(db, textOf(table, names, ending), cells.slice(from, from + rowsEach).flat());
  if (whole === rows.length) return;
  const rest = JSON.stringify(rows.slice(whole));
  const few = sql`${into} select ${columns} from json_populate_recordset(null::${sql.table(table)}, ${rest}::json) where true ${sql.raw(ending)}`;
  await later(db, { compile: () => few.compile(db) });
}

function textOf(table: string, names: readonly string[], ending: string): string {
  const key = JSON.stringify([table, names, ending]);
  const known = texts.get(key);
  if (known !== undefined) return known;
  const quoted = names.map((name) => `"${name}"`).join(', ');
  const lists = Array.from({ length: rowsEach }, (_row, row) => {
    const places = names.map((_name, place) => `$${row * names.length + place + 1}`);
    return `(${places.join(', ')})`;
  });
  const text = `insert into "${table}" (${quoted}) values ${lists.join(', ')} ${ending}`;
  texts.set(key, text);
  return text;
}

/** The rows as a table named `told` with these columns, to select from. */
export function rowsOf<Name extends string>(
  db: object,
  rows: readonly Readonly<Record<Name, string | number | null>>[],
  columns: Readonly<Record<Name, 'text' | 'bigint'>>,
): RawBuilder<unknown> {
  const named = Object.entries<'text' | 'bigint'>(columns);
  const json = JSON.stringify(rows);
  if (isPipelined(db)) {
    const typed = named.map(([name, type]) => sql`${sql.ref(name)} ${sql.raw(type)}`);
    return sql`json_to_recordset(${json}::json) as told (${sql.join(typed)})`;
  }
  const cells = named.map(
    ([name]) => sql`json_extract(value, ${sql.lit(`$.${name}`)}) as ${sql.ref(name)}`,
  );
  return sql`(select ${sql.join(cells)} from json_each(${json})) as told`;
}

/** Gives rows of the table the values of these; `key` is the column that tells which. They have the same columns; there is at least one. */
export function updateRows<Row extends object>(
  db: QueryExecutorProvider,
  table: string,
  key: keyof Row & string,
  rows: readonly Row[],
): Compilable {
  const names = Object.keys(rows[0] ?? {});
  const sets = sql.join(
    names
      .filter((name) => name !== key)
      .map((name) => sql`${sql.ref(name)} = ${sql.ref(`told.${name}`)}`),
  );
  const cells = sql.join(
    names.map((name) => sql`json_extract(value, ${sql.lit(`$.${name}`)}) as ${sql.ref(name)}`),
  );
  const json = JSON.stringify(rows);
  const told = isPipelined(db)
    ? sql`json_populate_recordset(null::${sql.table(table)}, ${json}::json)`
    : sql`(select ${cells} from json_each(${json}))`;
  const whole = sql`update ${sql.table(table)} set ${sets} from ${told} as told
    where ${sql.ref(`${table}.${key}`)} = ${sql.ref(`told.${key}`)}`;
  return { compile: () => whole.compile(db) };
}

/** Whether the column has one of the values, however many: one text and one parameter. */
export function among(
  db: object,
  column: string,
  values: readonly string[] | readonly number[],
): RawBuilder<SqlBool> {
  const listed = isPipelined(db)
    ? sql<SqlBool>`${sql.ref(column)} = any(${[...values]})`
    : sql<SqlBool>`${sql.ref(column)} in (select value from json_each(${JSON.stringify(values)}))`;
  return listed;
}
