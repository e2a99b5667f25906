import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  add,
  allocate,
  currencyDigits,
  decimalText,
  divideRounded,
  minor,
  multiply,
  negate,
  nextShare,
  zero,
  parseDecimal,
} from '../../shared/money.ts';

const amounts = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }).map(minor);

describe('rounding', () => {
  test.each([
    [5n, 2n, 3n],
    [-5n, 2n, -3n],
    [5n, -2n, -3n],
    [1n, 3n, 0n],
    [2n, 3n, 1n],
    [0n, 7n, 0n],
  ])('%d / %d is %d: halves away from zero', (numerator, denominator, rounded) => {
    expect(divideRounded(numerator, denominator)).toBe(rounded);
  });

  test('a refund rounds like its sale', () => {
    fc.assert(
      fc.property(amounts, fc.integer({ min: 0, max: 200_000 }), (amount, rate) => {
        expect(multiply(negate(amount), rate, 100_000)).toBe(
          negate(multiply(amount, rate, 100_000)),
        );
      }),
    );
  });

  test('no rounding is off by more than half a unit', () => {
    fc.assert(
      fc.property(amounts, fc.integer({ min: 1, max: 99_999 }), (amount, rate) => {
        const exact = BigInt(amount) * BigInt(rate);
        const off = BigInt(multiply(amount, rate, 100_000)) * 100_000n - exact;
        expect((off < 0n ? -off : off) * 2n <= 100_000n).toBe(true);
      }),
    );
  });
});

describe('allocation', () => {
  test('parts add up exactly, keep the sign and are within one unit of their share', () => {
    fc.assert(
      fc.property(
        amounts,
        fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 30 }),
        (amount, weights) => {
          const parts = allocate(amount, weights);
          expect(add(...parts)).toBe(amount);
          const sum = weights.reduce((total, weight) => total + weight, 0);
          parts.forEach((part, index) => {
            expect(part === 0 || part < 0 === amount < 0).toBe(true);
            const share = sum > 0 ? (amount * (weights[index] ?? 0)) / sum : part;
            expect(Math.abs(part - share)).toBeLessThan(1.001);
          });
        },
      ),
    );
  });

  test('10.00 in three is 3.34, 3.33, 3.33', () => {
    expect(allocate(minor(1000), [1, 1, 1])).toEqual([334, 333, 333]);
  });
});

describe('decimal text', () => {
  test.each([
    ['USD', 2],
    ['JPY', 0],
    ['KWD', 3],
  ])('%s has %d decimals', (currency, digits) => expect(currencyDigits(currency)).toBe(digits));

  test('what is written is read back', () => {
    fc.assert(
      fc.property(amounts, fc.constantFrom('USD', 'JPY', 'KWD'), (amount, currency) => {
        expect(parseDecimal(decimalText(amount, currency), currency)).toBe(amount);
      }),
    );
  });

  test.each(['', '1,5', '1.005', 'abc', '--1', '1e3', ' ', '99999999999999'])(
    '%j is no amount of USD',
    (text) => {
      expect(parseDecimal(text, 'USD')).toBeUndefined();
    },
  );

  test('trailing zeros do not make an amount inexact', () =>
    expect(parseDecimal('12.5000', 'USD')).toBe(1250));
});

test('what is given part by part is never more than the whole, and the last part takes the rest', () => {
  fc.assert(
    fc.property(
      amounts,
      fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 20 }),
      (amount, parts) => {
        const of = parts.reduce((sum, part) => sum + part, 0);
        let before = 0;
        let given = zero;
        for (const part of parts) {
          const share = nextShare(amount, { of, before, given }, part);
          expect(Math.sign(share) * Math.sign(amount)).not.toBe(-1);
          given = add(given, share);
          before += part;
          expect(Math.abs(given)).toBeLessThanOrEqual(Math.abs(amount));
        }
        expect(given).toBe(amount);
      },
    ),
  );
});

test('a float or an unsafe number is a bug', () => {
  expect(() => minor(1.5)).toThrow('whole number');
  expect(() => minor(Number.MAX_SAFE_INTEGER)).toThrow('whole number');
  expect(Object.is(minor(-0), 0)).toBe(true);
});
