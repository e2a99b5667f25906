/** Papers of a past sale: its receipt again, and a gift receipt, which says what was bought but not for how much. */
import { done, fail, type Result } from '../../shared/fault.ts';
import { inLanguage } from '../../shared/notation.ts';
import { quantityText } from '../../shared/quantity.ts';
import type { Paper, ReceiptText } from '../../shared/receipt.ts';
import type { Sale } from '../../shared/sale.ts';
import { readConfiguration } from '../database/parameters.ts';
import { noteFailure, type Desk } from './desk.ts';
import { dayText } from './figures.ts';
import { papersOf } from './papers.ts';
import { readLanguage } from './preference.ts';
import { audit, recording } from './record.ts';
import { foundSale } from './return.ts';

/** Prints papers of a sale that is known here, and says so in the journal. Fault: receipt.unknown. */
function printOf(
  desk: Desk,
  receipt: string,
  papers: (sale: Sale) => readonly Paper[],
): Result<void> {
  const sale = foundSale(desk.ports.db, receipt)?.sale;
  if (!sale) return fail('receipt.unknown', { receipt });
  const recorded = recording(desk, (record): Result<void> => {
    record(audit(desk, 'reprint', sale.receipt));
    return done;
  });
  if (!recorded.ok) return recorded;
  noteFailure(desk, desk.ports.papers(papers(sale)));
  desk.ports.wake();
  return done;
}

/** The receipt of a past sale again, marked as a copy. Fault: receipt.unknown. */
export const reprint = (desk: Desk, receipt: string): Result<void> =>
  printOf(desk, receipt, (sale) => papersOf(desk, sale, { copy: true }));

/** A receipt without prices, to be given with the goods. Fault: receipt.unknown. */
export const giftReceipt = (desk: Desk, receipt: string): Result<void> =>
  printOf(desk, receipt, (sale) => giftPaper(desk, sale));

const words = {
  'en-US': { title: 'Gift receipt', receipt: 'Receipt', keep: 'Keep it: goods come back with it.' },
  'zh-CN': { title: '礼品小票', receipt: '小票', keep: '请妥善保管，退换货时出示。' },
} as const;

function giftPaper(desk: Desk, sale: Sale): Paper[] {
  const { db } = desk.ports;
  const configuration = readConfiguration(db);
  if (!configuration) return [];
  const language = readLanguage(db);
  const say = words[language];
  const goods = sale.lines.flatMap((line): ReceiptText[] =>
    line.kind === 'product' && line.quantity > 0
      ? [
          {
            part: 'pair',
            left: inLanguage(line.name, language),
            right: quantityText(line.quantity),
          },
        ]
      : [],
  );
  return [
    {
      kind: 'receipt',
      language,
      currency: sale.currency,
      at: sale.committedAt,
      value: sale.total,
      parts: [
        { part: 'title', text: inLanguage(configuration.name, language) },
        { part: 'centre', text: inLanguage(configuration.address, language) },
        { part: 'centre', text: say.title, strong: true },
        { part: 'rule' },
        { part: 'pair', left: say.receipt, right: sale.receipt },
        { part: 'pair', left: dayText(sale.committedAt, language), right: '' },
        { part: 'rule' },
        ...goods,
        { part: 'rule' },
        { part: 'centre', text: say.keep },
        { part: 'barcode', value: sale.receipt, caption: sale.receipt },
      ],
    },
  ];
}
