/** A morning's sales to look at: every state, a return, one of another register. */
import type { JournalPage, JournalRow, JournalSale } from '../../../shared/bridge/journal.ts';
import type { Language } from '../../../shared/identity.ts';
import { minor, type Currency } from '../../../shared/money.ts';
import { sampleReceipt } from './sample-receipt.ts';
import { at } from './sample-sale.ts';

const row = (number: number, time: string, change: Partial<JournalRow>): JournalRow => ({
  receipt: `R02-000${number}`,
  registerName: 'R-02',
  kind: 'sale',
  at: at(time),
  cashier: { en: 'Mei Lin', zh: '林梅' },
  currency: 'USD',
  total: minor(4622),
  lines: 3,
  tenders: ['cash'],
  offline: false,
  state: 'posted',
  ...change,
});

const own: readonly JournalRow[] = [
  row(484, '11:20', { state: 'pending', offline: true, total: minor(1299), lines: 1 }),
  row(483, '11:05', { state: 'pending', offline: true, tenders: ['creditMemo'] }),
  row(482, '10:44', { state: 'sent', tenders: ['giftCard', 'cash'], total: minor(8630), lines: 6 }),
  row(481, '10:31', { kind: 'return', total: minor(-1999), lines: 1 }),
  row(480, '10:12', { state: 'late', offline: true, tenders: ['giftCard'] }),
  row(479, '09:58', { state: 'exception', total: minor(123_450), lines: 22, tenders: ['card'] }),
  row(478, '09:40', {}),
];
const other = row(117, '09:33', { receipt: 'R01-000117', registerName: 'R-01', state: null });

export const sampleJournal = (scope: 'register' | 'store', currency: Currency): JournalPage => ({
  rows: (scope === 'store' ? [...own, other] : own).map((sale) => ({ ...sale, currency })),
  next: null,
  scope,
});

export const sampleJournalSale = (language: Language): JournalSale => ({
  row: row(483, '11:05', { state: 'pending', offline: true, tenders: ['creditMemo'] }),
  paper: sampleReceipt(language).papers[0] ?? null,
  returnable: true,
  cashierId: 'mei',
});
