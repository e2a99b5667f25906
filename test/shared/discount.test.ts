import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { liveLines, ownAmounts, totals, type Cart } from '../../shared/cart.ts';
import { discountBase, percentTaken, totalOffAmount } from '../../shared/discount.ts';
import { add, least, minor, multiply, zero } from '../../shared/money.ts';
import { next, type Move } from '../../shared/move.ts';
import { saleFlaw, seal } from '../../shared/sale.ts';
import { adding, cartAfter, emptyCart } from './sample.ts';

const shares = (cart: Cart): number[] =>
  liveLines(cart).map((line) => (line.kind === 'product' ? line.share : 0));
const percent = (thousandths: number): Move => ({
  move: 'totalDiscount',
  off: { percent: thousandths },
});
const amount = (cents: number): Move => ({ move: 'totalDiscount', off: { amount: minor(cents) } });

describe('the discount on a whole sale', () => {
  test('is shared out over the lines by what they are worth, to the cent', () => {
    const cart = cartAfter(adding('a', 1000), adding('b', 1000), adding('c', 1000), amount(100));
    expect(shares(cart)).toEqual([34, 33, 33]);
    expect(totals(cart)).toMatchObject({ subtotal: 3000, discount: 100 });
  });

  test('follows what is added, counted, discounted and voided after it', () => {
    const cart = cartAfter(
      adding('a', 1000),
      percent(10_000),
      adding('b', 2000),
      { move: 'quantity', line: 2, quantity: 2000 },
      { move: 'discount', line: 1, percentOff: 50_000 },
    );
    expect(shares(cart)).toEqual([50, 400]);
    expect(shares(cartAfterMore(cart, { move: 'voidLine', line: 2 }))).toEqual([50]);
  });

  test('of an amount never takes more than the goods are worth, and comes back with them', () => {
    const cart = cartAfter(adding('a', 1000), adding('b', 300), amount(900));
    const less = cartAfterMore(cart, { move: 'voidLine', line: 1 });
    expect([totals(less).total, totals(less).discount]).toEqual([0, 300]);
    expect(totals(cartAfterMore(less, adding('c', 5000))).discount).toBe(900);
  });

  test('touches neither gift cards nor goods that come back', () => {
    const card = { purpose: 'issue', request: 'r1', last4: '4417', amount: minor(2500) } as const;
    const cart = cartAfter(
      adding('a', 1000),
      { move: 'addInstrument', line: card },
      adding('b', 500),
      { move: 'return', line: 3 },
      percent(20_000),
    );
    expect(shares(cart)).toEqual([200, 0, 0]);
  });

  test('of a sale with 500 lines adds up to the cent, and every line keeps its price', () => {
    const moves = Array.from({ length: 500 }, (_, index) => adding(`p${index}`, 99 + index * 7));
    const cart = cartAfter(...moves, amount(123_457));
    expect(shares(cart)).toHaveLength(500);
    expect(add(zero, ...shares(cart).map(minor))).toBe(123_457);
    const paid = cartAfterMore(cart, {
      move: 'addTender',
      tender: { kind: 'cash', amount: totals(cart).total },
    });
    const sale = seal(paid, { ...sealing, grants: [] });
    expect(sale.ok && saleFlaw(sale.value)).toBeUndefined();
  });

  test('is taken away by nothing', () => {
    const cart = cartAfter(adding('a', 1000), percent(20_000), {
      move: 'totalDiscount',
      off: null,
    });
    expect([shares(cart), totals(cart).discount]).toEqual([[0], 0]);
  });

  test('is measured in percent for a limit, rounded against whoever gives it', () => {
    expect(percentTaken(minor(100), minor(1000))).toBe(10_000);
    expect(percentTaken(minor(1), minor(3))).toBe(33_334);
    expect([percentTaken(zero, minor(5)), percentTaken(minor(5), zero)]).toEqual([0, 0]);
  });
});

const sealing = {
  receipt: 'R02-000482',
  committedAt: '2026-11-22T10:49:00.000Z',
  completion: {
    offline: false,
    rule: 'noInstrument',
    link: 'online',
    linkSince: '2026-11-22T10:00:00.000Z',
    lastAnswer: null,
    parameterVersion: 1,
  },
} as const;

const cartAfterMore = (cart: Cart, move: Move): Cart => {
  const moved = next(cart, move);
  if (!moved.ok) throw new Error(moved.fault.code);
  return moved.value;
};

const line = fc.integer({ min: 1, max: 8 });
const anyMove: fc.Arbitrary<Move> = fc.oneof(
  fc
    .record({ id: fc.constantFrom('a', 'b', 'c'), price: fc.nat({ max: 100_000 }) })
    .map(({ id, price }) => adding(id, price)),
  fc.record({
    move: fc.constant('quantity' as const),
    line,
    quantity: fc.integer({ min: -5000, max: 9000 }),
  }),
  fc.record({ move: fc.constant('discount' as const), line, amountOff: fc.nat({ max: 3000 }) }),
  fc.record({ move: fc.constant('price' as const), line, unitPrice: fc.nat({ max: 9000 }) }),
  fc.record({ move: fc.constant('return' as const), line }),
  fc.record({ move: fc.constant('voidLine' as const), line }),
  fc.integer({ min: 1, max: 100_000 }).map(percent),
  fc.integer({ min: 1, max: 60_000 }).map(amount),
);

test('whatever the moves, the shares are the discount exactly, and no line pays for another', () => {
  fc.assert(
    fc.property(fc.array(anyMove, { maxLength: 30 }), (history) => {
      const cart = history.reduce<Cart>((at, move) => {
        const moved = next(at, move);
        return moved.ok ? moved.value : at;
      }, emptyCart);
      const lines = liveLines(cart);
      const worth = discountBase(lines);
      const off = totalOffAmount(lines, cart.totalOff);
      expect(add(zero, ...shares(cart).map(minor))).toBe(off);
      expect(off).toBeLessThanOrEqual(worth);
      const asked = cart.totalOff;
      const wanted =
        asked === null
          ? zero
          : 'percent' in asked
            ? multiply(worth, asked.percent, 100_000)
            : least(asked.amount, worth);
      expect(off).toBe(wanted);
      for (const each of lines) {
        if (each.kind === 'giftCard') continue;
        expect(each.share).toBeGreaterThanOrEqual(0);
        const most = each.quantity < 0 ? 0 : Math.max(0, ownAmounts(each).net);
        expect(each.share).toBeLessThanOrEqual(most);
      }
    }),
  );
});
