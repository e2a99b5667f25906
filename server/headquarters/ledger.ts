/** The double-entry ledger: a book is one transaction whose lines add up to nothing; balances of instruments move with their lines only. */
import { assert } from '../../shared/fault.ts';
import type { Hash, Instant, RegisterId, SaleId } from '../../shared/identity.ts';
import type { InstrumentKind } from '../../shared/instrument.ts';
import { isMinor, type Currency } from '../../shared/money.ts';
import type { InstrumentPosting } from '../../shared/wire/instruments.ts';
import { insertRows } from '../database/rows.ts';
import type { Act } from './headquarters.ts';
import { nothingKnown, oweInstrument, type Known } from './known.ts';
import type { BookTable, PostingTable } from './tables.ts';

/** Debit grows cash, card, exceptions; credit grows liabilities, sales and tax. */
export type Account =
  | 'cash'
  | 'card'
  | 'check'
  | `currency:${Currency}`
  /** What rounding cash to coins cost (debit) or brought. */
  | 'rounding'
  | 'giftCardLiability'
  | 'creditMemoLiability'
  | 'sales'
  | `tax:${string}`
  | 'exceptions'
  | 'opening'
  /** What head office put on cards by hand (debit) or took from them. */
  | 'adjustments'
  /** What was written off of cards whose validity was over. */
  | 'breakage';

export const liability = (kind: InstrumentKind): Account =>
  kind === 'giftCard' ? 'giftCardLiability' : 'creditMemoLiability';

/** Debit positive, credit negative. A line that names an instrument changes its balance by the opposite. */
export type Line = {
  readonly account: Account;
  readonly amount: number;
  readonly instrument?: { readonly key: Hash; readonly act: InstrumentPosting['act'] } | undefined;
};

export type Book = {
  readonly id: string;
  readonly act: 'opening' | 'sale' | 'charge' | 'adjustment' | 'breakage';
  readonly at: Instant;
  /** Day of `at` where it is booked. */
  readonly day: string;
  readonly currency: Currency;
  readonly entry: Hash | null;
  readonly register: RegisterId | null;
  readonly sale: SaleId | null;
  readonly receipt: string | null;
};

/** What is missing for the lines to add up to nothing. */
export const residue = (lines: readonly Line[]): number =>
  0 - lines.reduce((sum, line) => sum + line.amount, 0);

/** Rows of books that are written together. */
export type LedgerRows = { readonly books: BookTable[]; readonly postings: PostingTable[] };

/** Posts the book. */
export async function postBook(act: Act, book: Book, lines: readonly Line[]): Promise<void> {
  const rows: LedgerRows = { books: [], postings: [] };
  await addBook(act, nothingKnown(), rows, book, lines);
  await writeBooks(act, rows);
}

export async function writeBooks(act: Act, { books, postings }: LedgerRows): Promise<void> {
  if (books.length > 0) await insertRows(act, 'book', books);
  if (postings.length > 0) await insertRows(act, 'posting', postings);
}

/**
 * Moves the balances of the book's lines and adds its rows to those that `writeBooks` writes. Lines without amount are left out; lines that
 * do not balance or a balance below nothing are bugs and throw.
 */
export async function addBook(
  act: Act,
  known: Known,
  rows: LedgerRows,
  book: Book,
  lines: readonly Line[],
): Promise<void> {
  assert(residue(lines) === 0, 'the lines of a book add up to nothing');
  const { currency, ...row } = book;
  rows.books.push(row);
  let number = 0;
  for (const line of lines) {
    assert(isMinor(line.amount), 'a posting is a whole number of minor units');
    if (line.amount === 0) continue;
    number += 1;
    const balance = line.instrument
      ? await moveBalance(act, known, line.instrument.key, -line.amount)
      : null;
    rows.postings.push({
      book: book.id,
      line: number,
      account: line.account,
      amount: line.amount,
      currency,
      instrument: line.instrument?.key ?? null,
      act: line.instrument?.act ?? null,
      balance,
    });
  }
}

async function moveBalance(act: Act, known: Known, key: Hash, change: number): Promise<number> {
  const row = known.instruments.get(key);
  if (row) oweInstrument(known, key, { balance: row.balance + change });
  const { balance } = row
    ? { balance: row.balance + change }
    : await act
        .updateTable('instrument')
        .set((where) => ({ balance: where('balance', '+', change) }))
        .where('key', '=', key)
        .returning('balance')
        .executeTakeFirstOrThrow();
  assert(balance >= 0 && isMinor(balance), 'a balance is never negative');
  return balance;
}
