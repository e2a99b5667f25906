import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { add, minor, subtract } from '../../shared/money.ts';
import { change, due, mayTender, paid, type Tender } from '../../shared/tender.ts';

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
