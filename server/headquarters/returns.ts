/** What came back of each sold line: more than was sold is an exception that names both, never a lost entry (registers may have been cut off from each other). */
import { sql } from 'kysely';
import type { SaleLine } from '../../shared/sale.ts';
import { readEntry } from '../../shared/wire/entry.ts';
import { raise } from './exceptions.ts';
import type { Act, Headquarters } from './headquarters.ts';
import type { PostedSale } from './salelines.ts';

/** Files what the sale brings back and checks it against its origin, and what came back before of the sale itself. */
export async function noteReturns(
  headquarters: Headquarters,
  act: Act,
  posted: PostedSale,
): Promise<void> {
  const { sale, register } = posted;
  const { store } = register;
  for (const line of sale.lines) {
    if (line.kind !== 'product' || line.returnOf === null || line.quantity >= 0) continue;
    const { receipt, line: receiptLine } = line.returnOf;
    await act
      .insertInto('returned_line')
      .values({
        sale: sale.id,
        line: line.line,
        store,
        receipt,
        receipt_line: receiptLine,
        quantity: -line.quantity,
        amount: -line.payable,
      })
      // A sale that comes in two entries is named elsewhere (PROTOCOL P7); its goods came back once.
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const sold = await soldLine(act, store, line.returnOf);
    if (!sold) continue;
    const came = (await cameBack(act, store, receipt)).get(receiptLine) ?? 0;
    await check(headquarters, act, posted, { receipt, sold, came });
  }
  const came = await cameBack(act, store, sale.receipt);
  for (const sold of sale.lines)
    if (sold.kind === 'product' && sold.quantity > 0)
      await check(headquarters, act, posted, {
        receipt: sale.receipt,
        sold,
        came: came.get(sold.line) ?? 0,
      });
}

/** Thousandths that came back of a receipt, by its line. */
async function cameBack(
  act: Act,
  store: string,
  receipt: string,
): Promise<ReadonlyMap<number, number>> {
  const rows = await act
    .selectFrom('returned_line')
    .select(['receipt_line', sql<number>`sum(quantity)`.as('came')])
    .where('store', '=', store)
    .where('receipt', '=', receipt)
    .groupBy('receipt_line')
    .execute();
  return new Map(rows.map((row) => [row.receipt_line, Number(row.came)]));
}

/** The line of a posted sale of the store; undefined while that sale has not arrived. */
async function soldLine(
  act: Act,
  store: string,
  origin: { readonly receipt: string; readonly line: number },
): Promise<SaleLine | undefined> {
  const rows = await act
    .selectFrom('entry')
    .innerJoin('register', 'register.id', 'entry.register')
    .select(['entry.hash', 'entry.content'])
    .where('entry.receipt', '=', origin.receipt)
    .where('register.store', '=', store)
    .where('entry.state', '=', 'posted')
    .orderBy('entry.number', 'desc')
    .execute();
  for (const row of rows) {
    const content = readEntry(row);
    if (!content.ok || content.value.body.kind !== 'sale') continue;
    const found = content.value.body.sale.lines.find((line) => line.line === origin.line);
    if (found) return found;
  }
  return undefined;
}

async function check(
  headquarters: Headquarters,
  act: Act,
  { sale, entry, register }: PostedSale,
  of: { readonly receipt: string; readonly sold: SaleLine; readonly came: number },
): Promise<void> {
  const { receipt, sold, came } = of;
  const most = sold.kind === 'product' ? Math.max(0, sold.quantity) : 0;
  if (came <= most) return;
  const what = sold.kind === 'product' ? sold.product : 'a gift card';
  await raise(headquarters, act, {
    kind: 'overReturn',
    register: register.id,
    sale: sale.id,
    receipt: sale.receipt,
    entry: entry.hash,
    entry_number: entry.number,
    amount: sale.total,
    currency: sale.currency,
    detail: `${came / 1000} of ${what} came back for line ${sold.line} of receipt ${receipt}, which sold ${most / 1000}`,
  });
}
