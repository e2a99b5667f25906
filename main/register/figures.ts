/** Amounts, days and times as a paper of the register shows them. */
import type { Instant, Language } from '../../shared/identity.ts';
import { decimalText, type Currency, type Minor } from '../../shared/money.ts';

const minus = '\u2212';
/** `Intl.NumberFormat` reads decimal text exactly; its type asks for the template form. */
type Decimal = `${number}`;
const decimal = (amount: Minor, currency: Currency): Decimal =>
  decimalText(amount, currency) as Decimal;
const trueMinus = (text: string): string => text.replace('-', minus);

/** "$1,234.50": with the currency's own sign, minus before it. */
export const moneyText = (amount: Minor, currency: Currency, language: Language): string =>
  trueMinus(
    new Intl.NumberFormat(language, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
    }).format(decimal(amount, currency)),
  );

/** "1,234.50": as lines show it, without a sign of the currency. */
export function amountText(amount: Minor, currency: Currency, language: Language): string {
  const text = decimal(amount, currency);
  const digits = text.includes('.') ? text.length - text.indexOf('.') - 1 : 0;
  const format = new Intl.NumberFormat(language, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return trueMinus(format.format(text));
}

/** "Nov 22, 2026" / "2026年11月22日" in the register's own time zone. */
export const dayText = (at: Instant, language: Language): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(new Date(at));

/** "11:05" in the register's own time zone. */
export const timeText = (at: Instant, language: Language): string =>
  new Intl.DateTimeFormat(language, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(at));

/** A rate in thousandths of a percent as "7.25%". */
export function percentText(rate: number): string {
  const rest = String(rate % 1000)
    .padStart(3, '0')
    .replace(/0+$/, '');
  return `${Math.trunc(rate / 1000)}${rest ? `.${rest}` : ''}%`;
}

/** Digits in groups of four, as printed on a card: "7301 5524 8816". */
export const groupedNumber = (number: string): string => number.replace(/(\d{4})(?=\d)/g, '$1 ');
