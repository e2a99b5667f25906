/** Exceptions as the page lists them, with names and receipt numbers; and sales that settled late, whether they lost anything or not. */
import { sql, type Kysely } from 'kysely';
import { z } from 'zod';
import { ok, type Result } from '../../shared/fault.ts';
import { minor } from '../../shared/money.ts';
import {
  exceptionGroups,
  exceptionShows,
  type ExceptionKind,
  type ExceptionRow,
  type Exceptions,
  type ExceptionShow,
  type ExceptionsQuery,
  type LateSales,
} from '../../shared/wire/exceptions.ts';
import type { PageQuery } from '../../shared/wire/page.ts';
import { amount } from '../../shared/wire/parts.ts';
import { pageOf, type Keyset } from '../database/page.ts';
import { accountNames } from './accounts.ts';
import type { ExceptionTable, Tables } from './tables.ts';

const kindsOf = (show: ExceptionShow): readonly ExceptionKind[] | null =>
  show === 'all' ? null : exceptionGroups[show];

/** A page of the open or the closed ones, newest first. Fault: wire.malformed for a cursor of another list. */
export async function exceptionRows(
  db: Kysely<Tables>,
  { state, show, after, limit }: ExceptionsQuery,
): Promise<Result<Exceptions>> {
  const kinds = kindsOf(show);
  const listed = db
    .selectFrom('exception')
    .selectAll()
    .where('closed_at', state === 'open' ? 'is' : 'is not', null);
  const page = await pageOf(kinds === null ? listed : listed.where('kind', 'in', kinds), newest, {
    after,
    limit,
  });
  if (!page.ok) return page;
  const names = await registerNames(db, page.value.rows);
  const nameOf = await accountNames(db);
  const counts = await countsOf(db);
  return ok({
    rows: page.value.rows.map((row) => rowOf(row, names, nameOf)),
    open: counts.all,
    counts,
    next: page.value.next,
  });
}

const newest: Keyset<ExceptionTable> = {
  columns: ['at', 'id'],
  holds: ['text', 'text'],
  order: 'desc',
  of: (row) => [row.at, row.id],
};

/** How many are open of each group. */
async function countsOf(db: Kysely<Tables>): Promise<Exceptions['counts']> {
  const open = await db
    .selectFrom('exception')
    .select(['kind', sql<number>`count(*)`.as('open')])
    .where('closed_at', 'is', null)
    .groupBy('kind')
    .execute();
  const counts = { all: 0, late: 0, twice: 0, parked: 0, other: 0 };
  for (const show of exceptionShows) {
    const kinds = kindsOf(show);
    counts[show] = open.reduce(
      (sum, row) => sum + (kinds === null || kinds.includes(row.kind) ? row.open : 0),
      0,
    );
  }
  return counts;
}

export async function countOpenExceptions(db: Kysely<Tables>): Promise<number> {
  const row = await db
    .selectFrom('exception')
    .select(sql<number>`count(*)`.as('open'))
    .where('closed_at', 'is', null)
    .executeTakeFirstOrThrow();
  return row.open;
}

async function registerNames(
  db: Kysely<Tables>,
  rows: readonly ExceptionTable[],
): Promise<ReadonlyMap<string, string>> {
  const ids = rows.flatMap((row) =>
    [row.register, row.other_register].filter((id): id is string => id !== null),
  );
  if (ids.length === 0) return new Map();
  const registers = await db
    .selectFrom('register')
    .select(['id', 'name'])
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map(registers.map((row) => [row.id, row.name]));
}

const name = (registers: ReadonlyMap<string, string>, id: string | null): string | null =>
  id === null ? null : (registers.get(id) ?? id);

const rowOf = (
  row: ExceptionTable,
  registers: ReadonlyMap<string, string>,
  nameOf: (id: string) => string,
): ExceptionRow => ({
  id: row.id,
  kind: row.kind,
  at: row.at,
  register: row.register,
  registerName: name(registers, row.register),
  otherRegisterName: name(registers, row.other_register),
  instrument: row.instrument,
  last4: row.last4,
  sale: row.sale,
  receipt: row.receipt,
  entry: row.entry,
  entryNumber: row.entry_number,
  amount: row.amount === null ? null : minor(row.amount),
  otherAmount: row.other_amount === null ? null : minor(row.other_amount),
  currency: row.currency,
  detail: row.detail,
  closed:
    row.closed_at === null
      ? null
      : { at: row.closed_at, by: nameOf(row.closed_by ?? ''), note: row.closed_note ?? '' },
});

const storedAmounts = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(z.array(z.object({ last4: z.string(), taken: amount, missing: amount })));

/** Sales that settled after their lock was gone, newest first. Fault: wire.malformed for a cursor of another list. */
export async function lateSales(db: Kysely<Tables>, page: PageQuery): Promise<Result<LateSales>> {
  const late = db
    .selectFrom('answer')
    .innerJoin('register', 'register.id', 'answer.register')
    .innerJoin('store', 'store.id', 'register.store')
    .innerJoin('entry', (join) =>
      join.onRef('entry.register', '=', 'answer.register').onRef('entry.hash', '=', 'answer.entry'),
    )
    .select(['answer.entry', 'answer.entry_number', 'answer.register', 'answer.at'])
    .select(['answer.amounts_json', 'register.name', 'entry.receipt', 'store.currency'])
    .where('answer.state', '<>', 'posted')
    .where('entry.sale', 'is not', null);
  const found = await pageOf(late, latest, page);
  if (!found.ok) return found;
  return ok({
    rows: found.value.rows.map((row) => ({
      entry: row.entry,
      entryNumber: row.entry_number,
      register: row.register,
      registerName: row.name,
      receipt: row.receipt,
      at: row.at,
      currency: row.currency,
      amounts: storedAmounts.parse(row.amounts_json),
    })),
    next: found.value.next,
  });
}

const latest: Keyset<{ readonly at: string; readonly register: string; readonly entry: string }> = {
  columns: ['answer.at', 'answer.register', 'answer.entry'],
  holds: ['text', 'text', 'text'],
  order: 'desc',
  of: (row) => [row.at, row.register, row.entry],
};
