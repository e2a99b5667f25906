/** The figures of an X or Z report as they are printed: what was sold, what was done, and what each way to pay should hold. */
import type { Language } from '../../shared/identity.ts';
import { negate, type Currency, type Minor } from '../../shared/money.ts';
import type { ReceiptText } from '../../shared/receipt.ts';
import type { CurrencyFigure, ShiftFigures, TenderFigure } from '../../shared/shift.ts';
import { amountText, moneyText } from './figures.ts';
import { pair } from './receiptlines.ts';
import { shiftWords } from './shiftwords.ts';

type Facts = {
  readonly currency: Currency;
  readonly language: Language;
  readonly figures: ShiftFigures;
};

const rule: ReceiptText = { part: 'rule' };
const sold = ['sale', 'return', 'exchange'] as const;
const within = ['discount', 'tax', 'giftCards'] as const;
const done = ['void', 'drawer', 'reprint'] as const;
const lines = ['online', 'offline'] as const;
type Named =
  | (typeof sold)[number]
  | (typeof within)[number]
  | (typeof done)[number]
  | (typeof lines)[number];

/** All figures in the language; `waiting`: entries not yet confirmed by head office, null where the report says it otherwise. */
export function shiftParts(facts: Facts & { readonly waiting: number | null }): ReceiptText[] {
  const { currency, language, figures, waiting } = facts;
  const words = shiftWords[language];
  return [
    ...sold.flatMap((what) => sumParts(facts, what, what === 'sale')),
    {
      part: 'pair',
      left: words.total,
      right: moneyText(figures.total, currency, language),
      strong: true,
      large: true,
    },
    ...within.flatMap((what) => sumParts(facts, what, false)),
    ...done.flatMap((what) => sumParts(facts, what, true)),
    rule,
    ...lines.flatMap((what) => sumParts(facts, what, true)),
    ...(waiting === null ? [] : [pair(words.waiting, String(waiting))]),
    ...figures.tenders.flatMap((tender) => tenderParts(facts, tender)),
    ...figures.currencies.flatMap((figure) => currencyParts(facts, figure)),
  ];
}

const plain = ({ currency, language }: Facts, amount: Minor): string =>
  amountText(amount, currency, language);

/** "Sales 31    1,204.50"; what never happened is left out unless `always`. */
function sumParts(facts: Facts, what: Named, always: boolean): ReceiptText[] {
  const { count, amount } = facts.figures.sum(what);
  if (count === 0 && !always) return [];
  const name = shiftWords[facts.language][what];
  const counts = what === 'drawer' || what === 'reprint';
  return [
    counts
      ? pair(name, String(count))
      : pair(
          what === 'discount' || what === 'tax' ? name : `${name}  ${count}`,
          plain(facts, amount),
        ),
  ];
}

function tenderParts(facts: Facts, tender: TenderFigure): ReceiptText[] {
  const words = shiftWords[facts.language];
  const line = (name: string, amount: Minor): ReceiptText[] =>
    amount === 0 ? [] : [pair(name, plain(facts, amount))];
  const less = (what: 'removal' | 'safeDrop' | 'bankDrop'): ReceiptText[] =>
    tender.kind === 'cash' ? line(words[what], negate(facts.figures.sum(what).amount)) : [];
  return [
    rule,
    { part: 'text', text: words.tenders[tender.kind] },
    ...(tender.kind === 'cash' ? [pair(words.opening, plain(facts, tender.opening))] : []),
    ...line(words.come, tender.come),
    ...line(words.gone, negate(tender.gone)),
    ...line(words.float, tender.added),
    ...less('removal'),
    ...less('safeDrop'),
    ...less('bankDrop'),
    { part: 'pair', left: words.expected, right: plain(facts, tender.expected), strong: true },
    // Foreign money is counted in its own currency, below.
    ...(tender.kind === 'currency' && facts.figures.currencies.length > 0
      ? []
      : countParts(facts, tender)),
  ];
}

/** What was counted, and how much it is over or short. */
function countParts(
  facts: Facts,
  { counted, difference }: Pick<TenderFigure, 'counted' | 'difference'>,
): ReceiptText[] {
  const words = shiftWords[facts.language];
  if (counted === null || difference === null) return [pair(words.counted, words.notCounted)];
  const left = difference === 0 ? words.exact : difference > 0 ? words.over : words.short;
  return [
    pair(words.counted, plain(facts, counted)),
    { part: 'pair', left, right: plain(facts, difference), strong: true },
  ];
}

/** Foreign money of one currency, in that currency. */
function currencyParts(facts: Facts, figure: CurrencyFigure): ReceiptText[] {
  const words = shiftWords[facts.language];
  const own = { ...facts, currency: figure.currency };
  return [
    rule,
    { part: 'text', text: words.foreign(figure.currency) },
    pair(words.come, plain(own, figure.expected)),
    { part: 'pair', left: words.expected, right: plain(own, figure.expected), strong: true },
    ...countParts(own, figure),
  ];
}
