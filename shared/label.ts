/**
 * Labels that a scale or a counter prints: an item and its weight or its price in one GTIN of the prefixes 02 and 20 to 29, which GS1 leaves to
 * each country and store (GS1 General Specifications 2.1.11 and 7.9). How the digits are used is the store's choice, so it is configured.
 */
import { isGtin, withCheckDigit } from './barcode.ts';
import { fail, ok, type Result } from './fault.ts';
import { isMinor, minor, type Minor } from './money.ts';
import { isQuantity, type Quantity } from './quantity.ts';

/**
 * `mask`: 13 characters, such as 21IIIIIVVVVVC or 02IIIIIPVVVVC. Digits are the prefix, I the item, P the check digit of the value, V the value, C the
 * check digit of all. The value is kilograms or the store's currency, with so many of its digits behind the point.
 */
export type LabelPattern = {
  readonly mask: string;
  readonly kind: 'weight' | 'price';
  readonly decimals: number;
};

/** `codes`: by which the item may be known, its GTIN with nothing as value or its bare number. */
export type Label = { readonly codes: readonly string[] } & (
  | { readonly kind: 'weight'; readonly quantity: Quantity }
  | { readonly kind: 'price'; readonly price: Minor }
);

export const isMask = (mask: string): boolean =>
  mask.length === 13 && /^(02|2\d)I{3,6}(P(V{4}|V{5})|V{4,6})C$/.test(mask);

const units = (value: number): number => value % 10;
const tens = (value: number): number => Math.trunc(value / 10);
const minus =
  (factor: number) =>
  (digit: number): number =>
    units(factor * digit - tens(factor * digit));
const plus = (digit: number): number => units(5 * digit + tens(5 * digit));
const weights4 = [minus(2), minus(2), (digit: number) => units(3 * digit), minus(5)];
const weights5 = [plus, minus(2), minus(5), plus, minus(2)];

/** The check digit of a price or weight of four or five digits (GS1 General Specifications 7.9.3 and 7.9.4). */
export function valueCheckDigit(value: string): number {
  const weights = value.length === 4 ? weights4 : weights5;
  const sum = weights.reduce((total, weigh, at) => total + weigh(Number(value[at])), 0);
  if (value.length === 4) return units(3 * sum);
  const wanted = units(10 - units(sum));
  return [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].findIndex((digit) => minus(5)(digit) === wanted);
}

const part = (text: string, mask: string, letter: string): string =>
  Array.from(mask, (at, index) => (at === letter ? (text[index] ?? '') : '')).join('');

/** Whole parts of so many decimals as whole parts of so many others; undefined when digits would be lost. */
function scaled(value: number, from: number, to: number): number | undefined {
  const result = from <= to ? value * 10 ** (to - from) : value / 10 ** (from - to);
  return Number.isSafeInteger(result) ? result : undefined;
}

/**
 * What a label says; null when the code is no GTIN that a pattern of the store fits. `digits`: decimals of the store's currency.
 * Fault: barcode.invalid when the value's check digit is wrong, or the value is nothing or no such weight or price.
 */
export function readLabel(
  code: string,
  patterns: readonly LabelPattern[],
  digits: number,
): Result<Label> | null {
  if (!isGtin(code) || code.length < 12) return null;
  const text = code.padStart(14, '0').slice(1);
  if (code.length === 14 && code[0] !== '0') return null;
  const pattern = patterns.find(({ mask }) => {
    const prefix = mask.slice(0, mask.indexOf('I'));
    return isMask(mask) && text.startsWith(prefix);
  });
  if (pattern === undefined) return null;
  const { mask, kind, decimals } = pattern;
  const wrong = fail('barcode.invalid', { code });
  const value = part(text, mask, 'V');
  const check = part(text, mask, 'P');
  if (check !== '' && valueCheckDigit(value) !== Number(check)) return wrong;
  const plain = Array.from(text.slice(0, 12), (digit, at) =>
    mask[at] === 'V' || mask[at] === 'P' ? '0' : digit,
  );
  const codes = [withCheckDigit(plain.join('')), part(text, mask, 'I')];
  const amount = scaled(Number(value), decimals, kind === 'weight' ? 3 : digits);
  if (amount === undefined || amount === 0) return wrong;
  if (kind === 'weight') {
    return isQuantity(amount) ? ok({ codes, kind, quantity: amount }) : wrong;
  }
  return isMinor(amount) ? ok({ codes, kind, price: minor(amount) }) : wrong;
}
