/** What a sale that the journal had lost brings with it: its row, and its requests as *spent* (PROTOCOL 6.3). */
import type { Hash } from '../../shared/identity.ts';
import type { Sale } from '../../shared/sale.ts';
import { isInstrumentTender } from '../../shared/tender.ts';
import { insertSale } from './sales.ts';
import { one, run } from './statement.ts';
import type { Writer } from './transaction.ts';

/** Files the sale of an adopted entry; a request that headquarters has answered already is *done*. */
export function adoptSale(db: Writer, sale: Sale, entryHash: Hash): void {
  insertSale(db, sale, entryHash);
  const answered = one(db, 'SELECT 1 FROM answer WHERE hash = ?', [entryHash]) !== undefined;
  for (const signed of sale.grants) {
    const { grant } = signed;
    // The row may exist as *gone*: no move leads from there, for nothing but a lost commit may follow.
    run(db, 'DELETE FROM lock_request WHERE request = ?', [grant.request]);
    run(
      db,
      `INSERT INTO lock_request (request, sale, kind, purpose, last4, state, cashier, currency, amount, intent,
         asked_at, signed_grant, held_at, sealed_number, fault, read)
       VALUES ($request, $sale, $kind, $purpose, $last4, $state, $cashier, $currency, $amount, $intent,
         $askedAt, $grant, $heldAt, NULL, NULL, 0)`,
      {
        request: grant.request,
        sale: sale.id,
        kind: grant.instrument.kind,
        purpose: grant.purpose,
        last4: grant.instrument.last4,
        state: answered ? 'done' : 'spent',
        cashier: sale.cashier,
        currency: grant.currency,
        ...amountOf(sale, grant.request),
        askedAt: grant.grantedAt,
        heldAt: grant.grantedAt,
        grant: JSON.stringify(signed),
      },
    );
  }
}

function amountOf(sale: Sale, request: string): { amount: number; intent: string } {
  const tender = sale.tenders.find((each) => isInstrumentTender(each) && each.request === request);
  if (tender !== undefined) {
    const { amount } = tender;
    return { amount, intent: JSON.stringify({ as: 'tender', amount }) };
  }
  const line = sale.lines.find((each) => each.kind === 'giftCard' && each.request === request);
  const amount = line?.payable ?? 0;
  return { amount, intent: JSON.stringify({ as: 'line', amount }) };
}
