/** Which screen the register shows. It is stored, so that a restart right after a commit still shows the receipt. */
import type { Sale } from '../../shared/sale.ts';
import { readSetting, writeSetting } from '../database/settings.ts';
import type { Database } from '../database/open.ts';
import { findSale } from '../database/sales.ts';
import { forgetNumbers } from '../database/locks.ts';

export type SellingScreen = 'sale' | 'payment' | 'receipt';

const screenKey = 'screen';
const receiptKey = 'screen.receipt';

export function readScreen(db: Database): SellingScreen {
  const text = readSetting(db, screenKey);
  return text === 'payment' || text === 'receipt' ? text : 'sale';
}

/** The sale whose receipt is on the screen; null on every other screen. */
export function shownSale(db: Database): Sale | null {
  if (readScreen(db) !== 'receipt') return null;
  const receipt = readSetting(db, receiptKey);
  return receipt === null ? null : findSale(db, receipt);
}

/** Shows the screen; must run in a transaction. Leaving the receipt forgets the numbers of its vouchers for ever. */
export function showScreen(db: Database, screen: Exclude<SellingScreen, 'receipt'>): void {
  const sale = shownSale(db);
  if (sale) forgetNumbers(db, sale.id);
  writeSetting(db, screenKey, screen);
}

/** Shows the receipt of the sale that was committed in this transaction. */
export function showReceipt(db: Database, receipt: string): void {
  writeSetting(db, screenKey, 'receipt');
  writeSetting(db, receiptKey, receipt);
}
