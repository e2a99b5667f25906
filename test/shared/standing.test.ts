/** How the money of a sale stands: due, change and rounding to coins. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { add, minor, subtract, type Minor } from '../../shared/money.ts';
import { inCoins, paid, standing, type Tender } from '../../shared/tender.ts';

const cash = (amount: number): Tender => ({ tender: 1, kind: 'cash', amount: minor(amount) });
const card = (amount: number): Tender => ({
  tender: 2,
  kind: 'card',
  amount: minor(amount),
  reference: '0042',
});
const euros = (amount: number): Tender => ({
  tender: 3,
  kind: 'currency',
  amount: minor(amount),
  foreign: { currency: 'EUR', rate: 1_000_000, amount: minor(amount) },
});
const check = (amount: number): Tender => ({
  tender: 4,
  kind: 'check',
  amount: minor(amount),
  number: '12',
});

describe('with a smallest coin of five', () => {
  test.each([
    // total, tenders, due, due in cash, change, rounding
    [1233, [], 1233, 1235, 0, 0],
    [1232, [], 1232, 1230, 0, 0],
    [1233, [cash(1235)], 0, 0, 0, 2],
    [1232, [cash(1230)], 0, 0, 0, -2],
    [1233, [cash(2000)], 0, 0, 765, 2],
    [1233, [cash(1000)], 233, 235, 0, 0],
    [1233, [card(1233)], 0, 0, 0, 0],
    [1233, [card(1000)], 233, 235, 0, 0],
    [1233, [card(1000), cash(235)], 0, 0, 0, 2],
    [1233, [cash(1000), card(233)], 0, 0, 0, 0],
    [2, [], 2, 0, 0, 0],
    [2, [cash(0)], 0, 0, 0, -2],
    [1233, [euros(1500)], 0, 0, 265, 2],
    [1233, [euros(1235)], 0, 0, 0, 2],
    [1233, [check(1300)], 0, 0, 65, 2],
    [-1233, [], -1233, -1235, 0, 0],
    [-1233, [cash(-1235)], 0, 0, 0, -2],
    [-1233, [cash(-1000)], -233, -235, 0, 0],
    [-1233, [card(-1233)], 0, 0, 0, 0],
  ])('of %d with %j', (total, tenders, due, cashDue, change, rounding) => {
    expect(standing(minor(total), tenders, 5)).toEqual({ due, cashDue, change, rounding });
  });
});

const coin = fc.constantFrom(1, 5, 10, 50, 100);
const total = fc.integer({ min: -200_000, max: 200_000 });

test('tenders less change make total and rounding once nothing is due, whatever was given', () => {
  fc.assert(
    fc.property(
      coin,
      fc.integer({ min: 0, max: 200_000 }),
      fc.integer({ min: 0, max: 100 }),
      fc.integer({ min: 0, max: 100 }),
      fc.integer({ min: 0, max: 5000 }),
      (step, sum, cardPart, euroPart, coins) => {
        const byCard = Math.floor((sum * cardPart) / 100);
        const byEuro = Math.floor((sum * euroPart) / 50);
        const tenders = [
          ...(byCard > 0 ? [card(byCard)] : []),
          ...(byEuro > 0 ? [euros(byEuro)] : []),
          ...(coins > 0 ? [cash(coins * step)] : []),
        ];
        const { due, change, rounding } = standing(minor(sum), tenders, step);
        expect(add(subtract(paid(tenders), change), due)).toBe(sum + rounding);
        expect(Math.abs(rounding) * 2).toBeLessThanOrEqual(step);
        expect(change % step).toBe(0);
        expect(due === 0 || (change === 0 && rounding === 0)).toBe(true);
      },
    ),
  );
});

test('what is due in cash settles the sale, in coins, by less than half a coin off', () => {
  fc.assert(
    fc.property(coin, total, fc.integer({ min: 0, max: 99 }), (step, sum, part) => {
      const byCard = Math.trunc((sum * part) / 100);
      const tenders = byCard === 0 ? [] : [card(byCard)];
      const before = standing(minor(sum), tenders, step);
      if (before.due === 0) return;
      expect(before.cashDue % step === 0).toBe(true);
      const after = standing(minor(sum), [...tenders, cash(before.cashDue)], step);
      expect(after).toMatchObject({ due: 0, change: 0 });
      expect(after.rounding).toBe(subtract(before.cashDue, before.due));
    }),
  );
});

test('coins are found on both sides of nothing alike', () => {
  fc.assert(
    fc.property(coin, total, (step, sum) => {
      const there = inCoins(minor(sum), step);
      expect(inCoins(minor(-sum), step)).toBe(minor(-there));
      expect(inCoins(there, step)).toBe<Minor>(there);
    }),
  );
});
