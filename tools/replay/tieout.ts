/** Compares the file, the register and headquarters' ledger, invoice by invoice and in sum, to the penny. */
import Database from 'better-sqlite3';
import { z } from 'zod';
import { books, liveLocks, type Books } from '../../server/headquarters/books.ts';
import type { Headquarters } from '../../server/headquarters/headquarters.ts';
import type { Rung } from './day.ts';
import type { Invoice } from './invoices.ts';

export type TieOut = {
  /** What does not agree, in sentences; empty when everything ties out. */
  readonly differences: readonly string[];
  readonly file: Sums;
  readonly register: Sums;
  readonly ledger: Sums;
  readonly books: Books;
};
/** Pence; `returns` is negative. */
export type Sums = { readonly count: number; readonly sales: number; readonly returns: number };

const saleRows = z.array(z.object({ receipt: z.string(), total: z.number() }));

/** `registerFile`: the offline database of a register that has stopped. */
export async function tieOut(
  invoices: readonly Invoice[],
  rung: readonly Rung[],
  registerFile: string,
  headquarters: Headquarters,
): Promise<TieOut> {
  const kept = readSales(registerFile);
  const posted = await readPostings(headquarters);
  const differences: string[] = [];
  const fileTotals = new Map(invoices.map((invoice) => [invoice.number, invoice.total]));
  for (const { invoice, receipt, total } of rung) {
    const amounts = {
      file: fileTotals.get(invoice),
      'the receipt': total,
      'the register': kept.get(receipt),
      'the ledger': posted.get(receipt),
    };
    if (new Set(Object.values(amounts)).size !== 1) {
      differences.push(`invoice ${invoice}, receipt ${receipt}: ${JSON.stringify(amounts)}`);
    }
  }
  const rungInvoices = new Set(rung.map((sale) => sale.invoice));
  for (const { number } of invoices)
    if (!rungInvoices.has(number)) differences.push(`invoice ${number} was never rung`);
  if (kept.size !== rung.length)
    differences.push(`the register keeps ${kept.size} sales for ${rung.length} invoices`);
  if (posted.size !== rung.length)
    differences.push(`the ledger holds ${posted.size} sales for ${rung.length} invoices`);
  const report = await books(headquarters);
  differences.push(...report.flaws);
  const locks = (await liveLocks(headquarters)).size;
  if (locks > 0) differences.push(`${locks} instruments are still locked`);
  differences.push(...(await openExceptions(headquarters)));
  return {
    differences,
    file: sumsOf(invoices.map((invoice) => invoice.total)),
    register: sumsOf([...kept.values()]),
    ledger: sumsOf([...posted.values()]),
    books: report,
  };
}

const sumsOf = (totals: readonly number[]): Sums => ({
  count: totals.length,
  sales: totals.filter((total) => total > 0).reduce((sum, total) => sum + total, 0),
  returns: totals.filter((total) => total < 0).reduce((sum, total) => sum + total, 0),
});

function readSales(file: string): Map<string, number> {
  const database = new Database(file, { readonly: true });
  const rows = saleRows.parse(database.prepare('SELECT receipt, total FROM sale').all());
  database.close();
  const sales = new Map(rows.map((row) => [row.receipt, row.total]));
  if (sales.size !== rows.length) throw new Error('the register used a receipt number twice');
  return sales;
}

/** What each receipt's postings say was sold: the credits of the sales accounts, by receipt; an entry that came twice would count twice. */
async function readPostings(headquarters: Headquarters): Promise<Map<string, number>> {
  const entries = await headquarters.db.query
    .selectFrom('entry')
    .select(['hash', 'receipt'])
    .where('receipt', 'is not', null)
    .execute();
  const sold = await headquarters.db.query
    .selectFrom('posting')
    .innerJoin('book', 'book.id', 'posting.book')
    .select(['book.entry', 'posting.amount'])
    .where('posting.account', '=', 'sales')
    .execute();
  const byEntry = new Map<string, number>();
  for (const { entry, amount } of sold)
    if (entry !== null) byEntry.set(entry, (byEntry.get(entry) ?? 0) - amount);
  const totals = new Map<string, number>();
  for (const { hash, receipt } of entries) {
    if (receipt === null) continue;
    totals.set(receipt, (totals.get(receipt) ?? 0) + (byEntry.get(hash) ?? 0));
  }
  return totals;
}

async function openExceptions(headquarters: Headquarters): Promise<string[]> {
  const rows = await headquarters.db.query
    .selectFrom('exception')
    .select(['kind', 'detail'])
    .where('closed_at', 'is', null)
    .execute();
  return rows.map((row) => `exception ${row.kind}: ${row.detail}`);
}
