/** Reads what was typed into the fields of Posting: null for an empty field, undefined for a text that cannot be read. */
import { parseDecimal, type Currency, type Minor } from '../../../../shared/money.ts';
import type { NumberRange } from '../../../../shared/policy.ts';

/** The most hours, months and ranges that the contract with headquarters takes. */
export const mostHours = 10_000;
export const mostMonths = 600;
const mostRanges = 50;

const plain = (text: string): string => text.normalize('NFKC').trim();

/** "$1,234.50", "1234.5" or "200" as minor units. A comma counts only where it groups thousands, so that 1,50 is never 150. */
export function readAmount(typed: string, currency: Currency): Minor | null | undefined {
  const text = withoutSymbol(plain(typed), currency);
  if (text === '') return plain(typed) === '' ? null : undefined;
  const grouped = /^\d{1,3}(,\d{3})+(\.\d*)?$/.test(text);
  const amount = parseDecimal(grouped ? text.replaceAll(',', '') : text, currency);
  return amount === undefined || amount < 0 ? undefined : amount;
}

function withoutSymbol(text: string, currency: Currency): string {
  const symbol = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
  })
    .formatToParts(0)
    .find((part) => part.type === 'currency');
  const sign = [currency, symbol?.value ?? currency].find((prefix) => text.startsWith(prefix));
  return sign === undefined ? text : text.slice(sign.length).trim();
}

/** Whole or broken hours up to the most that headquarters takes. */
export function readHours(typed: string): number | null | undefined {
  const text = plain(typed);
  if (text === '') return null;
  const hours = /^\d{1,5}(\.\d{1,3})?$/.test(text) ? Number(text) : undefined;
  return hours === undefined || hours > mostHours ? undefined : hours;
}

export function readCount(typed: string): number | null | undefined {
  const text = plain(typed);
  if (text === '') return null;
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

/** Whole months, at least one. */
export function readMonths(typed: string): number | null | undefined {
  const months = readCount(typed);
  return typeof months === 'number' && (months < 1 || months > mostMonths) ? undefined : months;
}

/** One range a line, its two numbers parted by a dash; groups of digits may stand apart. Nothing typed: no range. */
export function readRanges(typed: string): readonly NumberRange[] | undefined {
  const lines = typed.split('\n').filter((line) => plain(line) !== '');
  const ranges = lines.map(readRange).filter((range) => range !== undefined);
  return ranges.length === lines.length && ranges.length <= mostRanges ? ranges : undefined;
}

function readRange(line: string): NumberRange | undefined {
  const [from = '', until = '', ...more] = plain(line)
    .replaceAll(/\s/g, '')
    .split(/[-–—~]/u);
  const isNumber = [from, until].every((end) => /^\d{12,19}$/.test(end));
  if (more.length > 0 || !isNumber) return undefined;
  return from.length === until.length && from <= until ? { from, until } : undefined;
}

/** The ranges as they are typed. */
export const rangesText = (ranges: readonly NumberRange[]): string =>
  ranges.map(({ from, until }) => `${from} – ${until}`).join('\n');
