import { describe, expect, test } from 'vitest';
import { sealEntry } from '../../shared/entry.ts';
import { minor } from '../../shared/money.ts';
import { saleFlaw, seal, type SealWith } from '../../shared/sale.ts';
import { readEntry, readFrame } from '../../shared/wire/entry.ts';
import type { Cart } from '../../shared/cart.ts';
import { adding, cartAfter, emptyCart, payingCard, signedGrant } from './sample.ts';

const facts: SealWith = {
  receipt: 'R02-000482',
  committedAt: '2026-11-22T10:49:00.000Z',
  grants: [signedGrant('r1', minor(6000))],
  completion: {
    offline: true,
    rule: 'parameter',
    link: 'offline',
    linkSince: '2026-11-22T10:47:12.000Z',
    lastAnswer: null,
    parameterVersion: 214,
  },
};
const cash = (amount: number) =>
  ({ move: 'addTender', tender: { kind: 'cash', amount: minor(amount) } }) as const;
const sealed = (cart: Cart) => {
  const result = seal(cart, facts);
  if (!result.ok) throw new Error(result.fault.code);
  return result.value;
};

describe('sealing', () => {
  test('a sale keeps its change and its sums', () => {
    const sale = sealed(cartAfter(adding('mug', 1450), cash(2000)));
    expect(sale).toMatchObject({ kind: 'sale', total: 1555, change: 445, memos: [] });
    expect(saleFlaw(sale)).toBeUndefined();
  });

  test('a memo paid in part leaves its remainder under the reserved number', () => {
    const sale = sealed(cartAfter(adding('mug', 1450), payingCard('r1', 1555, 6000, 'creditMemo')));
    expect(sale.memos).toEqual([{ request: 'r1', last4: '8816', amount: 4445, replaces: '4417' }]);
  });

  test('a memo paid in full leaves none', () => {
    expect(
      sealed(cartAfter(adding('mug', 1450), payingCard('r1', 1555, 1555, 'creditMemo'))).memos,
    ).toEqual([]);
  });

  test('a return settled by a new memo issues it', () => {
    const sale = sealed(
      cartAfter(
        adding('mug', 1450),
        { move: 'return', line: 1 },
        {
          move: 'addTender',
          tender: {
            kind: 'creditMemo',
            request: 'r1',
            purpose: 'issue',
            last4: '8816',
            amount: minor(-1555),
            balance: minor(0),
            reservedLast4: '8816',
          },
        },
      ),
    );
    expect(sale).toMatchObject({
      kind: 'return',
      total: -1555,
      memos: [{ request: 'r1', last4: '8816', amount: 1555, replaces: null }],
    });
  });

  test.each([
    ['cart.empty', emptyCart],
    ['tender.short', cartAfter(adding('mug', 1450), cash(100))],
    ['cart.empty', cartAfter(adding('mug', 1450), { move: 'voidLine', line: 1 })],
  ] as const)('%s is refused', (code, cart) => {
    expect(seal(cart, facts)).toMatchObject({ ok: false, fault: { code } });
  });

  test('an instrument without its grant is a bug', () => {
    const cart = cartAfter(adding('mug', 1450), payingCard('other', 1555));
    expect(() => seal(cart, facts)).toThrow('grant');
  });

  test.each(['total', 'subtotal', 'discount', 'change'] as const)(
    'headquarters sees a %s that was changed',
    (member) => {
      const sale = sealed(cartAfter(adding('mug', 1450), cash(2000)));
      expect(saleFlaw({ ...sale, [member]: sale[member] - 1 })).toBeTypeOf('string');
    },
  );

  test('headquarters sees a line that is not its price, and a total discount that is not shared as its rule says', () => {
    const off = { move: 'totalDiscount', off: { percent: 10_000 } } as const;
    const sale = sealed(cartAfter(adding('mug', 1450), adding('oil', 1675), off, cash(4000)));
    const [mug, oil] = sale.lines;
    if (mug?.kind !== 'product' || oil?.kind !== 'product') throw new Error('two products');
    expect([mug.share, oil.share, sale.discount]).toEqual([145, 168, 313]);
    expect(saleFlaw({ ...sale, lines: [{ ...mug, unitPrice: minor(1449) }, oil] })).toMatch(
      'price',
    );
    const moved = [
      { ...mug, share: minor(146), discount: minor(146) },
      { ...oil, share: minor(167), discount: minor(167) },
    ];
    expect(saleFlaw({ ...sale, lines: moved })).toMatch('shared out');
    expect(saleFlaw({ ...sale, totalOff: null })).toMatch('shared out');
  });
});

describe('an entry', () => {
  const sale = sealed(cartAfter(adding('mug', 1450), payingCard('r1', 1000, 1000), cash(1000)));
  const content = {
    format: 1,
    register: 'S01-R02',
    incarnation: 0,
    number: 7,
    previous: ['0'.repeat(64)],
    at: sale.committedAt,
    body: { kind: 'sale', sale },
  } as const;
  const entry = sealEntry(content);

  test('is read back as it was', () =>
    expect(readEntry(entry)).toEqual({ ok: true, value: content }));
  test('of the first version, which knew less, is read with what it means today', () => {
    const older = JSON.parse(entry.content, (key, value: unknown) =>
      ['share', 'priceFrom', 'unit', 'taxFrom', 'ageLimit', 'comment', 'reason'].includes(key) ||
      ['totalOff', 'customer', 'ageCheck', 'overrides', 'voidedLines'].includes(key)
        ? undefined
        : value,
    ) as typeof content;
    expect(readEntry(sealEntry(older))).toEqual({ ok: true, value: content });
  });
  test('tells a changed byte', () => {
    expect(readEntry({ ...entry, content: entry.content.replace('1555', '1556') })).toMatchObject({
      fault: { code: 'entry.hash' },
    });
  });
  test('has the same hash however its members are ordered', () => {
    const turned = Object.fromEntries(Object.entries(content).toReversed());
    expect(sealEntry({ ...content, ...turned }).hash).toBe(entry.hash);
  });
  test('that cannot be read still has its place in the chain', () => {
    const strange = sealEntry({
      ...content,
      body: { kind: 'audit', audit: { act: 'drawer', staff: 'mei', note: 'x'.repeat(501) } },
    });
    expect(readEntry(strange)).toMatchObject({ fault: { code: 'entry.unreadable' } });
    expect(readFrame(strange)).toMatchObject({ ok: true, value: { number: 7 } });
  });
});
