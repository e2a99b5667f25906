import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  cartRequests,
  hasInstrument,
  liveLines,
  mostLines,
  totals,
  withoutRequest,
  type Cart,
} from '../../shared/cart.ts';
import { add, minor, subtract, zero } from '../../shared/money.ts';
import { next, type Move } from '../../shared/move.ts';
import { quantity } from '../../shared/quantity.ts';
import { adding, cartAfter, emptyCart, payingCard, product } from './sample.ts';

const code = (cart: Cart, move: Move): string => {
  const moved = next(cart, move);
  return moved.ok ? 'ok' : moved.fault.code;
};
const giftCardLine: Move = {
  move: 'addInstrument',
  line: { purpose: 'issue', request: 'r1', last4: '4417', amount: minor(2500) },
};

describe('the sale of the design', () => {
  const cart = cartAfter(
    adding('mug', 1450),
    adding('mug', 1450),
    adding('coffee', 1190),
    adding('towel', 1800),
    { move: 'discount', line: 3, percentOff: 10_000 },
    adding('oil', 1675),
    adding('book', 840),
    { move: 'quantity', line: 5, quantity: 3000 },
    adding('choc', 460),
    { move: 'quantity', line: 6, quantity: 2000 },
    payingCard('r1', 5000, 8230),
  );
  const sums = totals(cart);

  test('adds up as drawn', () => {
    expect(sums).toMatchObject({
      items: 10,
      subtotal: 11_005,
      discount: 180,
      total: 11_610,
      paid: 5000,
      due: 6610,
      change: 0,
    });
    expect(sums.taxes).toEqual([
      { code: 'sales', rate: 7250, mode: 'exclusive', net: 10_825, tax: 785 },
    ]);
  });

  test('names its instrument and loses it again', () => {
    expect(cartRequests(cart)).toEqual(['r1']);
    expect(hasInstrument(withoutRequest(cart, 'r1'))).toBe(false);
    expect(totals(withoutRequest(cart, 'r1')).due).toBe(11_610);
  });
});

test('the same product scanned again counts up its line', () => {
  const cart = cartAfter(
    adding('mug', 1450),
    adding('mug', 1450),
    adding('coffee', 1190),
    adding('mug', 1450),
  );
  expect(cart.lines.map((line) => line.kind === 'product' && line.quantity)).toEqual([
    2000, 1000, 1000,
  ]);
});

test.each<[string, Move]>([
  ['line.unknown', { move: 'voidLine', line: 9 }],
  ['quantity.invalid', { move: 'quantity', line: 1, quantity: 0 }],
  ['quantity.invalid', { move: 'quantity', line: 1, quantity: Number.NaN }],
  ['quantity.invalid', { move: 'quantity', line: 1, quantity: 1.5 }],
  ['quantity.tooLarge', { move: 'quantity', line: 1, quantity: 10_000_000 }],
  ['line.instrument', { move: 'quantity', line: 2, quantity: 2000 }],
  ['line.instrument', { move: 'discount', line: 2, percentOff: 1000 }],
  ['line.instrument', { move: 'return', line: 2 }],
  ['discount.invalid', { move: 'discount', line: 1, percentOff: 100_001 }],
  ['discount.invalid', { move: 'discount', line: 1, amountOff: 1451 }],
  ['discount.invalid', { move: 'discount', line: 1, amountOff: -1 }],
  ['discount.invalid', { move: 'discount', line: 1, amountOff: 1, percentOff: 1 }],
  ['line.instrument', { move: 'price', line: 2, unitPrice: 1 }],
  ['line.instrument', { move: 'lineComment', line: 2, comment: '' }],
  ['line.instrument', { move: 'lineTax', line: 2, tax: 'sales' }],
  ['amount.invalid', { move: 'price', line: 1, unitPrice: -1 }],
  ['amount.invalid', { move: 'price', line: 1, unitPrice: 0.5 }],
  ['tax.unknown', { move: 'lineTax', line: 1, tax: 'vat' }],
  ['tax.unknown', { move: 'saleTax', tax: 'vat' }],
  ['comment.tooLong', { move: 'lineComment', line: 1, comment: 'x'.repeat(101) }],
  ['comment.tooLong', { move: 'saleComment', comment: 'x'.repeat(201) }],
  ['discount.invalid', { move: 'totalDiscount', off: { percent: 100_001 } }],
  ['discount.invalid', { move: 'totalDiscount', off: { percent: 0 } }],
  ['discount.invalid', { move: 'totalDiscount', off: { amount: minor(1451) } }],
  ['tender.unknown', { move: 'removeTender', tender: 7 }],
  [
    'amount.invalid',
    {
      move: 'addInstrument',
      line: { purpose: 'issue', request: 'r2', last4: '1111', amount: zero },
    },
  ],
  [
    'amount.tooLarge',
    { move: 'addProduct', product: product('gold', 9_000_000_000_000), barcode: 'gold' },
  ],
])('%s is told of %o', (fault, move) => {
  expect(code(cartAfter(adding('mug', 1450), giftCardLine), move)).toBe(fault);
});

test('what is weighed is one item, and each weighing a line of its own', () => {
  const ham = { ...product('ham', 2490), unit: 'kg' } as const;
  const weigh = (grams: number): Move => ({
    move: 'addProduct',
    product: ham,
    barcode: 'ham',
    quantity: quantity(grams),
  });
  const cart = cartAfter(weigh(2000), weigh(2000), weigh(345));
  expect([cart.lines.length, totals(cart).items]).toEqual([3, 3]);
});

test('fewer pieces never cost less than nothing', () => {
  const cart = cartAfter(
    adding('mug', 1450),
    { move: 'quantity', line: 1, quantity: 3000 },
    { move: 'discount', line: 1, amountOff: 2000 },
  );
  expect(code(cart, { move: 'quantity', line: 1, quantity: 1000 })).toBe('discount.invalid');
  expect(code(cart, { move: 'quantity', line: 1, quantity: 2000 })).toBe('ok');
});

test('a cart is full at its limit', () => {
  const full: Cart = {
    ...emptyCart,
    lines: Array.from({ length: mostLines }, (_, index) => ({
      ...giftCardLine.line,
      kind: 'giftCard' as const,
      line: index + 1,
      voided: false,
      reason: null,
    })),
  };
  expect(code(full, adding('mug', 1450))).toBe('cart.full');
  expect(code(full, giftCardLine)).toBe('cart.full');
  const voided = { ...full, lines: full.lines.map((line) => ({ ...line, voided: true })) };
  expect(code(voided, adding('mug', 1450))).toBe('ok');
  // What was voided stays in the entry, whose text has an end.
  const twice = { ...voided, lines: [...voided.lines, ...voided.lines] };
  expect(code(twice, adding('mug', 1450))).toBe('cart.full');
});

const moves: fc.Arbitrary<Move> = fc.oneof(
  fc
    .record({ id: fc.constantFrom('a', 'b', 'c'), price: fc.integer({ min: 0, max: 100_000 }) })
    .map(({ id, price }) => adding(id, price)),
  fc.record({
    move: fc.constant('quantity' as const),
    line: fc.integer({ min: 1, max: 8 }),
    quantity: fc.integer({ min: -20_000, max: 20_000 }),
  }),
  fc.record({
    move: fc.constant('discount' as const),
    line: fc.integer({ min: 1, max: 8 }),
    percentOff: fc.integer({ min: 0, max: 100_000 }),
  }),
  fc.record({
    move: fc.constant('price' as const),
    line: fc.integer({ min: 1, max: 8 }),
    unitPrice: fc.option(fc.integer({ min: 0, max: 100_000 })),
  }),
  fc.record({
    move: fc.constant('totalDiscount' as const),
    off: fc.option(
      fc.oneof(
        fc.record({ percent: fc.integer({ min: 1, max: 100_000 }) }),
        fc.record({ amount: fc.integer({ min: 1, max: 50_000 }).map(minor) }),
      ),
    ),
  }),
  fc.record({ move: fc.constant('return' as const), line: fc.integer({ min: 1, max: 8 }) }),
  fc.record({ move: fc.constant('voidLine' as const), line: fc.integer({ min: 1, max: 8 }) }),
);

test('whatever the moves, the sums agree and nothing is lost', () => {
  fc.assert(
    fc.property(fc.array(moves, { maxLength: 30 }), (history) => {
      const cart = history.reduce<Cart>((at, move) => {
        const moved = next(at, move);
        return moved.ok ? moved.value : at;
      }, emptyCart);
      const sums = totals(cart);
      expect(new Set(cart.lines.map((line) => line.line)).size).toBe(cart.lines.length);
      expect(sums.total).toBe(add(zero, ...sums.shares.map((share) => share.gross)));
      expect(sums.total).toBe(
        add(subtract(sums.subtotal, sums.discount), ...sums.taxes.map((tax) => tax.tax)),
      );
      expect(sums.due).toBe(sums.total);
      expect(liveLines(cart).length === 0 ? sums.total : zero).toBe(zero);
    }),
  );
});
