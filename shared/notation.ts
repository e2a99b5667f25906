/** Amounts, instants and names as the design writes them on every screen and paper: U+2212 minus, no-break spaces, 24-hour times, no date for today. */
import type { Instant, Language, Text } from './identity.ts';
import { decimalText, type Currency, type Minor } from './money.ts';

/** A hyphen before a number becomes the minus of typography. */
export const trueMinus = (text: string): string => text.replaceAll('-', '\u2212');

// Making a format takes longer than all that is written with it on a screen: each is made once.
const numberFormats = new Map<string, Intl.NumberFormat>();
const dateFormats = new Map<string, Intl.DateTimeFormat>();

function kept<Format>(
  formats: Map<string, Format>,
  [language, options]: readonly [Language, object],
  make: () => Format,
): Format {
  const key = language + JSON.stringify(options);
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made = make();
  formats.set(key, made);
  return made;
}

export const numberFormat = (
  language: Language,
  options: Intl.NumberFormatOptions = {},
): Intl.NumberFormat =>
  kept(numberFormats, [language, options], () => new Intl.NumberFormat(language, options));

export const dateFormat = (
  language: Language,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat =>
  kept(dateFormats, [language, options], () => new Intl.DateTimeFormat(language, options));

/** The amount, exact however large it is, in the form that the options ask for. */
export const amountText = (
  amount: Minor,
  currency: Currency,
  language: Language,
  options: Intl.NumberFormatOptions,
): string => {
  const format = numberFormat(language, options);
  return trueMinus(format.format(decimalText(amount, currency) as `${number}`));
};

/** With the currency's narrow symbol: "$1,234.50", "−¥50.00". */
export const moneyText = (amount: Minor, currency: Currency, language: Language): string =>
  amountText(amount, currency, language, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
  });

/** "10:42", with seconds when asked: "10:42:07". */
export const hourText = (at: Date, language: Language, seconds = false): string =>
  dateFormat(language, {
    hour: '2-digit',
    minute: '2-digit',
    ...(seconds ? { second: '2-digit' } : {}),
    hourCycle: 'h23',
  }).format(at);

/** "10:42"; with a date before it when it was not today: "Nov 19, 17:52", "11月19日 17:52". What is no instant stays as it is. */
export function timeText(instant: Instant, now: Date, language: Language, seconds = false): string {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return instant;
  const time = hourText(at, language, seconds);
  if (at.toDateString() === now.toDateString()) return time;
  const day = dateFormat(language, {
    month: language === 'zh-CN' ? 'long' : 'short',
    day: 'numeric',
    ...(at.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' }),
  }).format(at);
  return language === 'zh-CN'
    ? `${day}\u00a0${time}`
    : `${day.replaceAll(' ', '\u00a0')},\u00a0${time}`;
}

/** A name in the language. */
export const inLanguage = (text: Text, language: Language): string =>
  language === 'zh-CN' ? text.zh : text.en;

/** The letters of a person's face: the first letters of two names, or the last character of a Chinese one. */
export const initials = (name: string): string =>
  /\p{Script=Han}/u.test(name)
    ? name.slice(-1)
    : name
        .split(/\s+/)
        .map((word) => word.charAt(0))
        .slice(0, 2)
        .join('');
