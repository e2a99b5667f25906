/** Exceptions as the page lists them, with names and receipt numbers. */
import { sql, type Kysely } from 'kysely';
import { minor } from '../../shared/money.ts';
import type { ExceptionRow, Exceptions } from '../../shared/wire/instruments.ts';
import { listExceptions } from './exceptions.ts';
import type { ExceptionTable, Tables } from './tables.ts';

export async function exceptionRows(
  db: Kysely<Tables>,
  state: 'open' | 'closed',
): Promise<Exceptions> {
  const registers = new Map(
    (await db.selectFrom('register').select(['id', 'name']).execute()).map((row) => [
      row.id,
      row.name,
    ]),
  );
  const rows = await listExceptions(db, state);
  return { rows: rows.map((row) => rowOf(row, registers)), open: await countOpenExceptions(db) };
}

export async function countOpenExceptions(db: Kysely<Tables>): Promise<number> {
  const row = await db
    .selectFrom('exception')
    .select(sql<number>`count(*)`.as('open'))
    .where('closed_at', 'is', null)
    .executeTakeFirstOrThrow();
  return row.open;
}

const name = (registers: ReadonlyMap<string, string>, id: string | null): string | null =>
  id === null ? null : (registers.get(id) ?? id);

const rowOf = (row: ExceptionTable, registers: ReadonlyMap<string, string>): ExceptionRow => ({
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
      : { at: row.closed_at, by: row.closed_by ?? '', note: row.closed_note ?? '' },
});
