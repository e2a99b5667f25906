/** The double-entry ledger: a book is one transaction whose lines add up to nothing; balances of instruments move with their lines only. */
import { assert } from '../../shared/fault.ts';
import type { Hash, Instant, RegisterId, SaleId } from '../../shared/identity.ts';
import type { InstrumentKind } from '../../shared/instrument.ts';
import { isMinor, type Currency } from '../../shared/money.ts';
import type { InstrumentPosting } from '../../shared/wire/instruments.ts';
import type { Act } from './headquarters.ts';

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
  readonly currency: Currency;
  readonly entry: Hash | null;
  readonly register: RegisterId | null;
  readonly sale: SaleId | null;
  readonly receipt: string | null;
};

/** What is missing for the lines to add up to nothing. */
export const residue = (lines: readonly Line[]): number =>
  0 - lines.reduce((sum, line) => sum + line.amount, 0);

/** Posts the book. Lines without amount are left out; lines that do not balance or a balance below nothing are bugs and throw. */
export async function postBook(act: Act, book: Book, lines: readonly Line[]): Promise<void> {
  assert(residue(lines) === 0, 'the lines of a book add up to nothing');
  const { currency, ...row } = book;
  await act.insertInto('book').values(row).execute();
  let number = 0;
  for (const line of lines) {
    assert(isMinor(line.amount), 'a posting is a whole number of minor units');
    if (line.amount === 0) continue;
    number += 1;
    const balance = line.instrument
      ? await moveBalance(act, line.instrument.key, -line.amount)
      : null;
    await act
      .insertInto('posting')
      .values({
        book: book.id,
        line: number,
        account: line.account,
        amount: line.amount,
        currency,
        instrument: line.instrument?.key ?? null,
        act: line.instrument?.act ?? null,
        balance,
      })
      .execute();
  }
}

async function moveBalance(act: Act, key: Hash, change: number): Promise<number> {
  const { balance } = await act
    .updateTable('instrument')
    .set((where) => ({ balance: where('balance', '+', change) }))
    .where('key', '=', key)
    .returning('balance')
    .executeTakeFirstOrThrow();
  assert(balance >= 0 && isMinor(balance), 'a balance is never negative');
  return balance;
}
