/** Money is a whole number of minor units (cents, pence, yen) of one ISO 4217 currency. Nothing here knows a float. */
import { assert } from './fault.ts';

declare const minorUnit: unique symbol;
/** A whole number of minor units; negative when it flows to the customer. */
export type Minor = number & { readonly [minorUnit]: true };
/** ISO 4217 alphabetic code. */
export type Currency = string;

/** The largest amount that any sum in the product may reach: 10^13 minor units stay exact in every product with a rate. */
export const mostMinor = 10_000_000_000_000;

/** Brands a whole number as minor units; anything else is a bug. */
export function minor(value: number): Minor {
  assert(isMinor(value), `${value} is a whole number of minor units`);
  return (value === 0 ? 0 : value) as Minor;
}

export const zero = minor(0);

export function isMinor(value: unknown): value is Minor {
  return Number.isSafeInteger(value) && Math.abs(value as number) <= mostMinor;
}

export const add = (...amounts: readonly Minor[]): Minor =>
  minor(amounts.reduce((total, amount) => total + amount, 0));
export const subtract = (from: Minor, amount: Minor): Minor => minor(from - amount);
export const negate = (amount: Minor): Minor => minor(-amount);
export const least = (a: Minor, b: Minor): Minor => (a < b ? a : b);
export const most = (a: Minor, b: Minor): Minor => (a > b ? a : b);

/**
 * numerator / denominator as a whole number, halves away from zero, so that a refund rounds exactly like its sale.
 * Exact for all products up to 2^53 x 2^53 because it divides big integers.
 */
export function divideRounded(numerator: bigint, denominator: bigint): bigint {
  assert(denominator !== 0n, 'a denominator is not zero');
  const negative = numerator < 0n !== denominator < 0n;
  const n = numerator < 0n ? -numerator : numerator;
  const d = denominator < 0n ? -denominator : denominator;
  const rounded = (2n * n + d) / (2n * d);
  return negative ? -rounded : rounded;
}

/** amount x numerator / denominator, rounded half away from zero. Every rounding in the product is this one. */
export const multiply = (amount: Minor, numerator: number, denominator: number): Minor =>
  minor(Number(divideRounded(BigInt(amount) * BigInt(numerator), BigInt(denominator))));

/**
 * Splits an amount over weights so that the parts add up to it exactly; the units that rounding leaves go to the largest
 * remainders, first come first. A zero sum of weights gives everything to the first part. Weights are whole and not negative.
 */
export function allocate(amount: Minor, weights: readonly number[]): Minor[] {
  assert(weights.length > 0, 'there is a part to allocate to');
  const sum = weights.reduce((total, weight) => total + BigInt(weight), 0n);
  if (sum === 0n) return weights.map((_, index) => (index === 0 ? amount : zero));
  const sign = amount < 0 ? -1n : 1n;
  const whole = BigInt(amount) * sign;
  const parts = weights.map((weight, index) => {
    assert(weight >= 0, 'a weight is not negative');
    const share = whole * BigInt(weight);
    return { index, floor: share / sum, rest: share % sum };
  });
  let left = whole - parts.reduce((total, part) => total + part.floor, 0n);
  const given = parts.map((part) => part.floor);
  for (const part of [...parts].sort((a, b) =>
    a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1,
  )) {
    if (left === 0n) break;
    given[part.index] = part.floor + 1n;
    left -= 1n;
  }
  return given.map((part) => minor(Number(part * sign)));
}

/** A whole that comes in parts: `before` of its `of` parts came already and were given `given` of its amount. */
type Progress = { readonly of: number; readonly before: number; readonly given: Minor };

/**
 * What the next `part` of a whole gets of the amount. Reckoned from the running sum, so that in whatever parts it comes they never get
 * more than the amount, and the last one takes what is left of it.
 */
export function nextShare(amount: Minor, { of, before, given }: Progress, part: number): Minor {
  const sign = amount < 0 ? -1 : 1;
  const rest = sign * (multiply(amount, before + part, of) - given);
  return minor(sign * Math.max(rest, 0));
}

const digitsKnown = new Map<Currency, number>();

/** How many decimals the currency has by ISO 4217 (USD 2, JPY 0, KWD 3). Remembered, because making a formatter is slow. */
export function currencyDigits(currency: Currency): number {
  const known = digitsKnown.get(currency);
  if (known !== undefined) return known;
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  digitsKnown.set(currency, digits);
  return digits;
}

/** The amount as plain decimal text for machines and entry fields: 6610 USD -> "66.10". */
export function decimalText(amount: Minor, currency: Currency): string {
  const digits = currencyDigits(currency);
  const text = String(Math.abs(amount)).padStart(digits + 1, '0');
  const sign = amount < 0 ? '-' : '';
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** Decimal text ("66.1", "-3") to minor units; undefined when it is not a number that fits the currency exactly. */
export function parseDecimal(text: string, currency: Currency): Minor | undefined {
  const digits = currencyDigits(currency);
  const match = /^(-?)(\d{1,13})(?:\.(\d*))?$/.exec(text.trim());
  if (!match) return undefined;
  const fraction = (match[3] ?? '').replace(/0+$/, '');
  if (fraction.length > digits) return undefined;
  const value =
    Number((match[2] ?? '') + fraction.padEnd(digits, '0')) * (match[1] === '-' ? -1 : 1);
  return isMinor(value) ? minor(value) : undefined;
}
