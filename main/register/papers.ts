/** All papers of a sale: its receipt, and a voucher for each new memo while its number is still kept. */
import type { Paper } from '../../shared/receipt.ts';
import type { Sale } from '../../shared/sale.ts';
import { locksOf } from '../database/locks.ts';
import { readConfiguration } from '../database/parameters.ts';
import { findStaff } from '../database/people.ts';
import { isTraining, type Desk } from './desk.ts';
import { saleReceipt, type PaperFacts } from './receipt.ts';
import { readLanguage } from './preference.ts';
import { asPractice } from './practicepaper.ts';
import { memoVoucher } from './voucher.ts';

/** The papers in the register's language, the receipt first. Nothing before the first feed told which store this is. */
export function papersOf(desk: Desk, sale: Sale, how: { readonly copy: boolean }): Paper[] {
  const { db, unseal } = desk.ports;
  const configuration = readConfiguration(db);
  if (!configuration) return [];
  const cashier = findStaff(db, sale.cashier)?.name ?? { en: sale.cashier, zh: sale.cashier };
  const facts: PaperFacts = { language: readLanguage(db), configuration, cashier, copy: how.copy };
  const rows = locksOf(db, sale.id);
  const vouchers = sale.memos.flatMap((memo) => {
    const sealed = rows.find((row) => row.request === memo.request)?.sealedNumber;
    return sealed ? [memoVoucher(sale, memo, opened(unseal, sealed), facts)] : [];
  });
  const papers = [saleReceipt(sale, facts), ...vouchers];
  return isTraining(desk) ? papers.map(asPractice) : papers;
}

/** The number, or null when this machine's key store cannot open it any more: the sale stands all the same, and the voucher says so. */
function opened(unseal: (text: string) => string, sealed: string): string | null {
  try {
    return unseal(sealed);
  } catch {
    return null;
  }
}
