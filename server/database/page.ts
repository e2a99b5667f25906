/** Pages of a long list by keyset: each begins after the key of the last row before, however many rows came in meanwhile. */
import { sql, type SelectQueryBuilder } from 'kysely';
import { z } from 'zod';
import { fail, ok, type Result } from '../../shared/fault.ts';
import type { Page, PageQuery } from '../../shared/wire/page.ts';

type KeyValue = string | number;

/** `columns`: never null, together different in each row, covered by one index in this order. `of` reads them from a row, in their order. */
export type Keyset<Row> = {
  readonly columns: readonly string[];
  readonly order: 'asc' | 'desc';
  readonly of: (row: Row) => readonly KeyValue[];
  /** What each column holds. */
  readonly holds: readonly ('text' | 'number')[];
};

/**
 * One page of the query, which has neither order nor limit of its own. The cursor is opaque to callers. Fault: wire.malformed at `after`
 * when the cursor is not one of this list.
 */
export async function pageOf<DB, TB extends keyof DB, Row>(
  query: SelectQueryBuilder<DB, TB, Row>,
  keyset: Keyset<Row>,
  { after, limit }: PageQuery,
): Promise<Result<Page<Row>>> {
  const { columns, order } = keyset;
  const refs = sql.join(columns.map((column) => sql.ref(column)));
  let chosen = query;
  if (after !== undefined) {
    const from = readCursor(after, keyset.holds);
    if (!from) return fail('wire.malformed', { at: 'after' });
    const operator = sql.raw(order === 'asc' ? '>' : '<');
    // A comparison of rows is one range of the index, on SQLite as on PostgreSQL.
    chosen = chosen.where(sql<boolean>`(${refs}) ${operator} (${sql.join(from)})`);
  }
  for (const column of columns) chosen = chosen.orderBy(sql.ref(column), order);
  const found = await chosen.limit(limit + 1).execute();
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  const next = found.length > limit && last !== undefined ? writeCursor(keyset.of(last)) : null;
  return ok({ rows, next });
}

const writeCursor = (values: readonly KeyValue[]): string =>
  Buffer.from(JSON.stringify(values)).toString('base64url');

const cursorSchema = z.array(z.union([z.int(), z.string().regex(/^[^\0]*$/)]));

/** The values of a cursor; null when they are not of these kinds. */
function readCursor(text: string, holds: Keyset<never>['holds']): KeyValue[] | null {
  const read = cursorSchema.safeParse(parse(Buffer.from(text, 'base64url').toString()));
  if (!read.success || read.data.length !== holds.length) return null;
  const fits = read.data.every(
    (value, index) => holds[index] === (typeof value === 'string' ? 'text' : 'number'),
  );
  return fits ? read.data : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
