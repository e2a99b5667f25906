import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { add, minor, subtract, zero, type Minor } from '../../shared/money.ts';
import { change, due, mayTender, paid, standing, type Tender } from '../../shared/tender.ts';

const cash = (amount: number): Tender => ({ tender: 1, kind: 'cash', amount: minor(amount) });
const card = (amount: number): Tender => ({
  tender: 2,
  kind: 'card',
  amount: minor(amount),
  reference: '0042',
});

describe('due and change', () => {
  test.each([
    [6610, [], 6610, 0],
    [6610, [cash(7000)], 0, 390],
    [6610, [card(5000), cash(2000)], 0, 390],
    [6610, [card(5000)], 1610, 0],
    [6610, [card(6610)], 0, 0],
    [-1200, [], -1200, 0],
    [-1200, [cash(-1200)], 0, 0],
    [0, [], 0, 0],
  ])('of %d with %o: due %d, change %d', (total, tenders, stillDue, back) => {
    expect(due(minor(total), tenders)).toBe(stillDue);
    expect(change(minor(total), tenders)).toBe(back);
  });

  test('tenders less change and due always make the total', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100_000 }),
        fc.integer({ min: 1, max: 200_000 }),
        fc.integer({ min: 0, max: 1 }),
        (total, given, withCard) => {
          const part = withCard * Math.floor(total / 2);
          const tenders = part > 0 ? [card(part), cash(given)] : [cash(given)];
          const back = change(minor(total), tenders);
          expect(add(subtract(paid(tenders), back), due(minor(total), tenders))).toBe(total);
        },
      ),
    );
  });
});

describe('change by credit memo', () => {
  const memo = (amount: Minor): Tender => ({
    ...{ tender: 3, kind: 'creditMemo', request: 'r', purpose: 'issue', last4: '' },
    ...{ amount, balance: zero, reservedLast4: '0042' },
  });
  const money = fc.integer({ min: 1, max: 200_000 });

  test('settles the sale to the unit, whatever came before it and however it is parted', () => {
    fc.assert(
      fc.property(
        ...[money, money, fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 100 })],
        fc.constantFrom(1, 5, 100),
        (total, over, before, parts, coin) => {
          const part = Math.floor(total / 4) * before;
          const first =
            part === 0 ? [] : [before % 2 === 0 ? card(part) : cash(part - (part % coin))];
          const rest = due(minor(total), first, coin);
          fc.pre(rest > 0);
          const check: Tender = {
            ...{ tender: 2, kind: 'check', number: '1', change: 'creditMemo' },
            amount: minor(rest + over),
          };
          const open = standing(minor(total), [...first, check], coin);
          expect(open).toMatchObject({ due: -over, change: 0, rounding: 0 });
          // A limit may part the memo: what it leaves is still due, and nothing of it is cash.
          const one = minor(-Math.floor((over * parts) / 100));
          const other = subtract(open.due, one);
          const parted = [...first, check, memo(one)];
          expect(due(minor(total), parted, coin)).toBe(other);
          const whole = standing(minor(total), [...parted, memo(other)], coin);
          expect(whole).toEqual({ due: 0, cashDue: 0, change: 0, rounding: 0 });
          expect(paid([...parted, memo(other)])).toBe(total);
        },
      ),
    );
  });
});

test.each([
  ['cash', 7000, 6610, 'ok'],
  ['card', 7000, 6610, 'tender.over'],
  ['giftCard', 6611, 6610, 'tender.over'],
  ['creditMemo', 6610, 6610, 'ok'],
  ['cash', 0, 6610, 'amount.invalid'],
  ['cash', -5, 6610, 'tender.direction'],
  ['cash', 5, 0, 'tender.nothingDue'],
  ['cash', -1201, -1200, 'tender.over'],
  ['cash', 1200, -1200, 'tender.direction'],
] as const)('%s of %d when %d is due: %s', (kind, amount, stillDue, answer) => {
  const result = mayTender(kind, minor(amount), minor(stillDue));
  expect(result.ok ? 'ok' : result.fault.code).toBe(answer);
});
