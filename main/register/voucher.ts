/** The voucher of a credit memo: the only paper, and the only place outside headquarters, that carries its full number. */
import type { Paper, ReceiptText } from '../../shared/receipt.ts';
import { inLanguage } from '../../shared/notation.ts';
import type { NewMemo, Sale } from '../../shared/sale.ts';
import { dayText, groupedNumber, moneyText } from './figures.ts';
import { copyMark, dots, type PaperFacts } from './receipt.ts';
import { paperWords } from './words.ts';

const rule: ReceiptText = { part: 'rule' };
const pair = (left: string, right: string): ReceiptText => ({ part: 'pair', left, right });

/** The voucher of a memo that came into being with the sale. `number`: all its digits; null when they cannot be read. */
export function memoVoucher(
  sale: Sale,
  memo: NewMemo,
  number: string | null,
  facts: PaperFacts,
): Paper {
  const { language, configuration } = facts;
  const words = paperWords[language];
  return {
    kind: 'voucher',
    language,
    currency: sale.currency,
    at: sale.committedAt,
    value: memo.amount,
    parts: [
      { part: 'title', text: words.kind.creditMemo },
      { part: 'centre', text: inLanguage(configuration.name, language) },
      ...copyMark(facts),
      rule,
      { part: 'value', label: words.value, value: moneyText(memo.amount, sale.currency, language) },
      rule,
      {
        part: 'pair',
        left: words.number,
        right: number === null ? dots(memo.last4) : groupedNumber(number),
        strong: true,
      },
      pair(words.issued, dayText(sale.committedAt, language)),
      pair(words.fromReceipt, sale.receipt),
      ...(memo.replaces === null ? [] : [pair(words.replaces, dots(memo.replaces))]),
      ...(sale.completion.offline
        ? [{ part: 'box', title: words.issuedOffline, text: words.validOnceSettled } as const]
        : []),
      ...(number === null
        ? [{ part: 'centre', text: words.numberUnread } as const]
        : [{ part: 'barcode', value: number, caption: null } as const]),
      { part: 'centre', text: words.oneUse },
    ],
  };
}
