/** The paper of a sale: its receipt, as design/screens/receipt.html draws it. */
import type { StoreConfiguration } from '../../shared/feed.ts';
import type { Language, Text } from '../../shared/identity.ts';
import { negate, type Minor } from '../../shared/money.ts';
import { inLanguage } from '../../shared/notation.ts';
import type { Paper, ReceiptText } from '../../shared/receipt.ts';
import type { Sale } from '../../shared/sale.ts';
import {
  givesMemo,
  isInstrumentTender,
  type InstrumentTender,
  type Tender,
} from '../../shared/tender.ts';
import { dots, lineParts, pair } from './receiptlines.ts';
import { amountText, dayText, moneyText, percentText, timeText } from './figures.ts';
import { paperWords } from './words.ts';

export type PaperFacts = {
  readonly language: Language;
  readonly configuration: StoreConfiguration;
  readonly cashier: Text;
  /** Printed again: the paper says so. */
  readonly copy: boolean;
};

const rule: ReceiptText = { part: 'rule' };
export { dots };

export const copyMark = (facts: PaperFacts): ReceiptText[] =>
  facts.copy ? [{ part: 'centre', text: paperWords[facts.language].copy, strong: true }] : [];

/** The receipt of a sealed sale in the register's language. */
export function saleReceipt(sale: Sale, facts: PaperFacts): Paper {
  const { language, configuration } = facts;
  const words = paperWords[language];
  const money = (amount: Minor): string => moneyText(amount, sale.currency, language);
  return {
    kind: 'receipt',
    language,
    currency: sale.currency,
    at: sale.committedAt,
    value: sale.total,
    parts: [
      { part: 'title', text: inLanguage(configuration.name, language) },
      { part: 'centre', text: inLanguage(configuration.address, language) },
      ...copyMark(facts),
      rule,
      pair(words.receipt, sale.receipt),
      pair(dayText(sale.committedAt, language), timeText(sale.committedAt, language)),
      pair(words.cashier, inLanguage(facts.cashier, language)),
      ...(sale.customer === null
        ? []
        : [
            pair(
              `${words.customer} ${sale.customer.number}`,
              inLanguage(sale.customer.name, language),
            ),
          ]),
      rule,
      ...lineParts(sale, language),
      rule,
      ...taxParts(sale, facts),
      { part: 'pair', left: words.total, right: money(sale.total), strong: true, large: true },
      ...(sale.rounding === 0
        ? []
        : [pair(words.rounding, amountText(sale.rounding, sale.currency, language))]),
      ...sale.tenders.flatMap((tender) => tenderParts(sale, tender, facts)),
      ...(sale.change > 0
        ? [pair(words.change, amountText(negate(sale.change), sale.currency, language))]
        : []),
      ...offlineParts(sale, facts),
      { part: 'barcode', value: sale.receipt, caption: sale.receipt },
    ],
  };
}

function taxParts(sale: Sale, { language, configuration }: PaperFacts): ReceiptText[] {
  const words = paperWords[language];
  return sale.taxes
    .filter((tax) => tax.tax !== 0)
    .map((tax) => {
      // A return at an older rate carries its code with the rate behind a colon.
      const code = tax.code.split(':')[0];
      const known = configuration.rates.find((rate) => rate.code === code);
      const name = known ? inLanguage(known.name, language) : tax.code;
      const label = tax.mode === 'exclusive' ? words.taxAdded : words.taxWithin;
      const rate = name.includes('%') ? '' : percentText(tax.rate);
      return pair(label(name, rate).trim(), amountText(tax.tax, sale.currency, language));
    });
}

function tenderParts(sale: Sale, tender: Tender, { language }: PaperFacts): ReceiptText[] {
  const words = paperWords[language];
  const amount = (value: Minor): string => amountText(value, sale.currency, language);
  const isChange = sale.tenders.some(givesMemo);
  if (!isInstrumentTender(tender)) {
    const name = plainName(tender, language);
    const back = isChange ? words.change : `${words.refund}, ${name}`;
    return [pair(tender.amount < 0 ? back : name, amount(tender.amount))];
  }
  const name = `${words.kind[tender.kind]} ${dots(tender.last4)}`;
  if (tender.purpose === 'issue') {
    const memo = isChange ? words.changeMemo : words.newMemo;
    return [pair(`${memo} ${dots(tender.reservedLast4 ?? '')}`, amount(tender.amount))];
  }
  if (tender.purpose === 'refundTo')
    return [pair(`${words.refund}, ${name}`, amount(tender.amount))];
  // A memo is used up whole: the paper shows its value and what comes back as a new one.
  const rest = sale.memos.find((memo) => memo.request === tender.request);
  if (!rest) return [pair(name, amount(tender.amount))];
  return [pair(name, amount(tender.balance)), pair(words.remainder, amount(negate(rest.amount)))];
}

/** A card by its scheme and last digits where the terminal told them; its number is nowhere. */
function plainName(tender: Exclude<Tender, InstrumentTender>, language: Language): string {
  const words = paperWords[language];
  switch (tender.kind) {
    case 'cash':
      return words.cash;
    case 'check':
      return `${words.check} ${tender.number}`;
    case 'currency': {
      const { amount, currency } = tender.foreign;
      return `${words.cash} ${moneyText(amount, currency, language)}`;
    }
    case 'card':
      return tender.authorisation === undefined
        ? `${words.card} ${tender.reference}`
        : `${tender.authorisation.masked} ${tender.authorisation.approval}`;
  }
}

function offlineParts(sale: Sale, { language }: PaperFacts): ReceiptText[] {
  if (!sale.completion.offline) return [];
  const words = paperWords[language];
  const text = words.lineDown(timeText(sale.completion.linkSince, language));
  return [{ part: 'box', title: words.completedOffline, text }];
}
