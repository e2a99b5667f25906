import fc from 'fast-check';
import { expect, test } from 'vitest';
import { neededOf, worth } from '../../shared/foreign.ts';
import { currencyDigits, minor } from '../../shared/money.ts';

test.each([
  ['EUR', 1_085_000, 1000, 'USD', 1085],
  ['EUR', 1_085_000, 1, 'USD', 1],
  ['JPY', 6_500, 1000, 'USD', 650],
  ['USD', 154_000_000, 100, 'JPY', 154],
  ['KWD', 3_250_000, 1000, 'USD', 325],
  ['EUR', 500_000, 1, 'USD', 1],
])('%s at %d: %d of it are worth %s %d', (currency, rate, amount, store, value) => {
  expect(worth({ currency, rate, amount: minor(amount) }, store)).toBe(value);
});

test('has no worth beyond the range of money', () => {
  expect(worth({ currency: 'EUR', rate: 10_000_000_000, amount: minor(1e12) }, 'USD')).toBe(
    undefined,
  );
  expect(neededOf({ currency: 'EUR', rate: 1 }, minor(1e12), 'USD')).toBe(undefined);
});

test('what is needed of a currency pays, and one unit less is too little', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('EUR', 'JPY', 'KWD'),
      fc.integer({ min: 1000, max: 500_000_000 }),
      fc.constantFrom('USD', 'JPY'),
      fc.integer({ min: 1, max: 100_000_000 }),
      (currency, rate, store, amount) => {
        const needed = neededOf({ currency, rate }, minor(amount), store);
        if (needed === undefined) return;
        expect(worth({ currency, rate, amount: needed }, store)).toBeGreaterThanOrEqual(amount);
        // One unit less is worth less than the amount, before anything is rounded.
        const digits = 10n ** BigInt(currencyDigits(currency));
        const storeDigits = 10n ** BigInt(currencyDigits(store));
        const less = BigInt(needed - 1) * BigInt(rate) * storeDigits;
        expect(less < BigInt(amount) * 1_000_000n * digits).toBe(true);
      },
    ),
  );
});
