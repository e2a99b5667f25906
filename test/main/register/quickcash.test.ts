import fc from 'fast-check';
import { expect, it } from 'vitest';
import { quickCash } from '../../../main/register/quickcash.ts';
import { minor } from '../../../shared/money.ts';

it('suggests what a customer would hand over', () => {
  expect(quickCash(minor(6610), 'USD')).toEqual([7000, 8000, 10_000]);
  expect(quickCash(minor(44_140), 'CNY')).toEqual([45_000, 50_000, 60_000]);
  expect(quickCash(minor(10_000), 'USD')).not.toContain(10_000);
  expect(quickCash(minor(730), 'JPY')).toEqual([800, 1000, 2000]);
});

it('suggests nothing when nothing is due to the shop', () => {
  expect(quickCash(minor(0), 'USD')).toEqual([]);
  expect(quickCash(minor(-500), 'USD')).toEqual([]);
});

it('suggests only what the coins of the store can make', () => {
  // Forints: the smallest coin is 5.
  expect(quickCash(minor(1500), 'HUF', 500)).toEqual([2000, 5000, 10_000]);
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000_000 }),
      fc.constantFrom(1, 5, 20, 50, 100, 500, 1000),
      (due, coin) => {
        for (const amount of quickCash(minor(due), 'HUF', coin)) expect(amount % coin).toBe(0);
      },
    ),
  );
});

it('suggests three different amounts above the due, smallest first', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 100_000_000 }),
      fc.constantFrom('USD', 'JPY', 'KWD'),
      (due, currency) => {
        const found = quickCash(minor(due), currency);
        expect(found).toHaveLength(3);
        expect(found.every((amount) => amount > due)).toBe(true);
        expect(found).toEqual([...new Set(found)].toSorted((a, b) => a - b));
      },
    ),
  );
});
