/** Other ways to hand a sale's papers out: as a PDF file, and by e-mail, which head office sends. */
import { isEmailAddress } from '../../shared/email.ts';
import { fail, type Result } from '../../shared/fault.ts';
import type { Sale } from '../../shared/sale.ts';
import { readConfiguration } from '../database/parameters.ts';
import { lastSale } from '../database/sales.ts';
import type { Desk } from './desk.ts';
import { papersOf } from './papers.ts';
import { audit, recording } from './record.ts';
import { shownSale } from './screen.ts';

const shown = (desk: Desk): Sale | null => shownSale(desk.ports.db) ?? lastSale(desk.ports.db);

/** Writes the papers of the shown sale, else of the last one, into a PDF file; each carries the word copy. Faults: receipt.unknown, pdf.none, those of the disk. */
export async function saveAsPdf(desk: Desk): Promise<Result<void>> {
  const { pdf } = desk.ports;
  const sale = shown(desk);
  if (!sale) return fail('receipt.unknown');
  if (!pdf) return fail('pdf.none');
  return pdf(sale.receipt, papersOf(desk, sale, { copy: true }));
}

/**
 * Asks head office to send the receipt of the shown sale, else of the last one, to this address. The wish is an entry of the journal, so that
 * it arrives whatever the line does; the paper goes with it, without vouchers. Faults: receipt.unknown, email.address, email.none where head office
 * cannot send mail.
 */
export function emailReceipt(desk: Desk, typed: string): Result<void> {
  const to = typed.trim();
  if (!isEmailAddress(to)) return fail('email.address');
  if (readConfiguration(desk.ports.db)?.email !== true) return fail('email.none');
  const recorded = recording(desk, (record): Result<void> => {
    const sale = shown(desk);
    if (!sale) return fail('receipt.unknown');
    const [paper] = papersOf(desk, sale, { copy: false });
    if (paper === undefined) return fail('receipt.unknown');
    const wish = audit(desk, 'email', `${sale.receipt} ${to}`);
    const mail = { receipt: sale.receipt, to, paper };
    record(wish.kind === 'audit' ? { ...wish, audit: { ...wish.audit, mail } } : wish);
    return { ok: true, value: undefined };
  });
  if (recorded.ok) desk.ports.wake();
  return recorded;
}
