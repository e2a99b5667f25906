/**
 * Statements that are sent without waiting for one another. A message to PostgreSQL costs two journeys for each statement that is waited
 * for; what writes and is not read, and what reads and does not depend on each other, needs one for all (docs/decisions/0015-one-journey.md).
 */
import {
  CompiledQuery,
  type Compilable,
  type QueryExecutorProvider,
  type QueryResult,
} from 'kysely';

const unread = new WeakSet<object>();
const bundles = new WeakMap<object, readonly CompiledQuery[]>();
const pipelined = new WeakSet<object>();
const planned = new WeakSet<object>();
const kept = new WeakSet<object>();

/** A query builder, or a piece of SQL made for a database by `for`. */
export type Query<Row = unknown> = Compilable<Row>;

/** A database or a transaction, whatever its tables. */
export type Runner = QueryExecutorProvider & {
  readonly executeQuery: <Row>(query: CompiledQuery<Row>) => Promise<QueryResult<Row>>;
};

/** Marks a database or transaction whose connections understand `later` and `together` (PostgreSQL's). */
export const markPipelined = (db: object): void => void pipelined.add(db);
export const isPipelined = (db: object): boolean => pipelined.has(db);

/** For the connection: nobody waits for the answer of the statement with these parameters. */
export const isUnread = (parameters: object): boolean => unread.has(parameters);
/** For the connection: the statement with these parameters does not stay prepared. */
export const isPlannedAnew = (parameters: object): boolean => planned.has(parameters);
/** For the connection: the statement with these parameters stays prepared, however many they are. */
export const isKept = (parameters: object): boolean => kept.has(parameters);
/** For the connection: the statements that go together under these parameters. */
export const bundleOf = (parameters: object): readonly CompiledQuery[] | undefined =>
  bundles.get(parameters);

/**
 * Sends a write of which only its failure matters. It is done before whatever the transaction sends next, and its failure fails the
 * transaction there, at the latest at the commit.
 */
export async function later(db: Runner, query: Query): Promise<void> {
  const compiled = query.compile();
  unread.add(compiled.parameters);
  await db.executeQuery(compiled);
}

/** Sends a write in the same way whose text is always the same, although it has many parameters. */
export async function laterKept(
  db: Runner,
  text: string,
  parameters: readonly unknown[],
): Promise<void> {
  const query = CompiledQuery.raw(text, [...parameters]);
  kept.add(query.parameters);
  await later(db, { compile: () => query });
}

/**
 * Reads by a statement that PostgreSQL plans for these very parameters. One that stays prepared is planned for any: a period of a report is
 * then taken for a two-hundredth of all there is, whatever it is.
 */
export async function planAnew<Row>(db: Runner, query: Query<Row>): Promise<Row[]> {
  const compiled = query.compile();
  planned.add(compiled.parameters);
  return (await db.executeQuery(compiled)).rows;
}

/** Sends the queries in their order, one right after the other, and answers the rows of each; each sees what those before it did. */
export async function together<Rows extends readonly unknown[]>(
  db: Runner,
  ...queries: { readonly [Index in keyof Rows]: Query<Rows[Index]> }
): Promise<{ readonly [Index in keyof Rows]: Rows[Index][] }> {
  const compiled = queries.map((query) => query.compile());
  const answers: unknown[][] = [];
  if (isPipelined(db)) {
    const bundle = CompiledQuery.raw('together', [compiled.length]);
    bundles.set(bundle.parameters, compiled);
    const { rows } = await db.executeQuery<unknown[]>(bundle);
    answers.push(...rows);
  } else {
    for (const query of compiled) answers.push((await db.executeQuery(query)).rows);
  }
  return answers as { readonly [Index in keyof Rows]: Rows[Index][] };
}
