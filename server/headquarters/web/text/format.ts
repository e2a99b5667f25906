/** Amounts, instants and numbers as the design writes them: U+2212 minus, 24-hour times, no date for today. */
import type { Instant, Language } from '../../../../shared/identity.ts';
import { decimalText, type Currency, type Minor } from '../../../../shared/money.ts';

const trueMinus = (text: string): string => text.replaceAll('-', '\u2212');

/** With the currency's narrow symbol: "$1,234.50". */
export function moneyText(amount: Minor, currency: Currency, language: Language): string {
  const format = new Intl.NumberFormat(language, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
  });
  return trueMinus(format.format(decimalText(amount, currency) as `${number}`));
}

export const numberText = (number: number, language: Language): string =>
  trueMinus(new Intl.NumberFormat(language, { maximumFractionDigits: 20 }).format(number));

/** "10:42"; with a date before it when it was not today: "Nov 19, 17:52", "11月19日 17:52". */
export function timeText(instant: Instant, now: Date, language: Language): string {
  const at = new Date(instant);
  const time = new Intl.DateTimeFormat(language, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at);
  if (at.toDateString() === now.toDateString()) return time;
  const day = new Intl.DateTimeFormat(language, {
    month: language === 'zh-CN' ? 'long' : 'short',
    day: 'numeric',
    ...(at.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' }),
  }).format(at);
  return language === 'zh-CN'
    ? `${day}\u00a0${time}`
    : `${day.replaceAll(' ', '\u00a0')},\u00a0${time}`;
}

/** Whole days between, at least one. */
export const daysSince = (instant: Instant, now: Date): number =>
  Math.max(1, Math.floor((now.getTime() - new Date(instant).getTime()) / 86_400_000));

/** The letters of a person's face: the first letters of the name, or the last character of a Chinese one. */
export const initials = (name: string): string =>
  /\p{Script=Han}/u.test(name)
    ? name.slice(-1)
    : name
        .split(/\s+/)
        .map((word) => word.charAt(0))
        .slice(0, 2)
        .join('');
