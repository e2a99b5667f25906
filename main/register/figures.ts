/** Amounts, days and times as a paper of the register shows them. */
import type { Instant, Language } from '../../shared/identity.ts';
import { decimalText, type Currency, type Minor } from '../../shared/money.ts';

const minus = '\u2212';
/** `Intl.NumberFormat` reads decimal text exactly; its type asks for the template form. */
type Decimal = `${number}`;
const decimal = (amount: Minor, currency: Currency): Decimal =>
  decimalText(amount, currency) as Decimal;
const trueMinus = (text: string): string => text.replace('-', minus);

const formats = new Map<string, Intl.NumberFormat>();

/** A format is slow to make and a receipt has dozens of amounts: each is made once. */
function numberFormat(language: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const name = `${language} ${options.currency ?? options.minimumFractionDigits ?? ''}`;
  const format = formats.get(name) ?? new Intl.NumberFormat(language, options);
  formats.set(name, format);
  return format;
}

/** "$1,234.50": with the currency's own sign, minus before it. */
export const moneyText = (amount: Minor, currency: Currency, language: Language): string =>
  trueMinus(
    numberFormat(language, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
    }).format(decimal(amount, currency)),
  );

/** "1,234.50": as lines show it, without a sign of the currency. */
export function amountText(amount: Minor, currency: Currency, language: Language): string {
  const text = decimal(amount, currency);
  const digits = text.includes('.') ? text.length - text.indexOf('.') - 1 : 0;
  const format = numberFormat(language, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return trueMinus(format.format(text));
}

const dateFormats = new Map<string, Intl.DateTimeFormat>();

/** Kept like those of numbers; a format keeps the time zone of its making, so another zone gets its own. */
function dateFormat(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const zone = process.env['TZ'] ?? '';
  const name = `${language} ${options.dateStyle ?? 'time'} ${zone}`;
  const format = dateFormats.get(name) ?? new Intl.DateTimeFormat(language, options);
  dateFormats.set(name, format);
  return format;
}

/** "Nov 22, 2026" / "2026年11月22日" in the register's own time zone. */
export const dayText = (at: Instant, language: Language): string =>
  dateFormat(language, { dateStyle: 'medium' }).format(new Date(at));

/** "11:05" in the register's own time zone. */
export const timeText = (at: Instant, language: Language): string =>
  dateFormat(language, {
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
