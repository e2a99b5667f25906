/** The lines of a receipt: what was sold, at what price, with what was said about it. */
import { ownAmounts } from '../../shared/cart.ts';
import type { Language } from '../../shared/identity.ts';
import { shownCode } from '../../shared/barcode.ts';
import { add, negate, subtract, zero, type Currency, type Minor } from '../../shared/money.ts';
import { inLanguage } from '../../shared/notation.ts';
import { quantityText } from '../../shared/quantity.ts';
import type { ReceiptText } from '../../shared/receipt.ts';
import type { Sale, SaleLine } from '../../shared/sale.ts';
import { amountText, percentText } from './figures.ts';
import { paperWords } from './words.ts';

export const pair = (left: string, right: string): ReceiptText => ({ part: 'pair', left, right });
export const dots = (last4: string): string => `\u00b7\u00b7\u00b7\u00b7\u00a0${last4}`;

type ProductLine = Extract<SaleLine, { kind: 'product' }>;

/** "2 × 14.50", "0.345 kg × 19.90"; nothing for one piece. */
function eachText(line: ProductLine, amount: (value: Minor) => string): string {
  if (line.quantity === 1000 && line.unit === 'piece') return '';
  const unit = line.unit === 'kg' ? '\u00a0kg' : '';
  return `${quantityText(line.quantity)}${unit} × ${amount(line.unitPrice)}  `;
}

/** All lines, and what was taken off the whole sale below them. */
export function lineParts(sale: Sale, language: Language): ReceiptText[] {
  return [
    ...sale.lines.flatMap((line) => oneLine(line, sale.currency, language)),
    ...totalOffParts(sale, language),
    ...(sale.comment === '' ? [] : [{ part: 'text', text: sale.comment } as const]),
  ];
}

function oneLine(line: SaleLine, currency: Currency, language: Language): ReceiptText[] {
  const words = paperWords[language];
  const amount = (value: Minor): string => amountText(value, currency, language);
  if (line.kind === 'giftCard') {
    const about = { issue: '', addValue: words.valueAdded, cashOut: words.paidOut }[line.purpose];
    return [
      { part: 'text', text: `${words.kind.giftCard} ${dots(line.last4)}` },
      pair(about, amount(line.amount)),
    ];
  }
  const percent = line.percentOff > 0 ? ` ${percentText(line.percentOff)}` : '';
  const { discount } = ownAmounts(line);
  return [
    { part: 'text', text: inLanguage(line.name, language) },
    pair(shownCode(line.barcode), `${eachText(line, amount)}${amount(line.gross)}`),
    ...(line.priceFrom === null ? [] : [pair(words.insteadOf(amount(line.priceFrom)), '')]),
    ...(discount === 0 ? [] : [pair(words.discount + percent, amount(negate(discount)))]),
    ...(line.returnOf ? [pair(words.returned(line.returnOf.receipt), '')] : []),
    ...(line.comment === '' ? [] : [pair(line.comment, '')]),
  ];
}

function totalOffParts(sale: Sale, language: Language): ReceiptText[] {
  const off = add(zero, ...sale.lines.map((line) => (line.kind === 'product' ? line.share : zero)));
  if (off === 0) return [];
  const words = paperWords[language];
  const percent =
    sale.totalOff && 'percent' in sale.totalOff ? ` ${percentText(sale.totalOff.percent)}` : '';
  return [
    pair(words.totalDiscount + percent, amountText(subtract(zero, off), sale.currency, language)),
  ];
}
