/** The sale that was just completed, as shown until the next one begins. */
import type { ReceiptView } from '../../shared/bridge/view.ts';
import type { Desk } from './desk.ts';
import { papersOf } from './papers.ts';
import { shownSale } from './screen.ts';

export function receiptView(desk: Desk): ReceiptView | null {
  const sale = shownSale(desk.ports.db);
  if (!sale) return null;
  const memo = sale.memos[0];
  return {
    receipt: sale.receipt,
    at: sale.committedAt,
    completedOffline: sale.completion.offline,
    total: sale.total,
    tenders: sale.tenders,
    change: sale.change,
    memo: memo
      ? { amount: memo.amount, last4: memo.last4, remainder: memo.replaces !== null }
      : null,
    papers: papersOf(desk, sale, { copy: false }),
  };
}
