import { describe, expect, test } from 'vitest';
import { minor, zero } from '../../shared/money.ts';
import {
  defaultTenderPolicy,
  keepsRule,
  leftOf,
  needsDrawer,
  type TenderRule,
} from '../../shared/tenderrule.ts';
import { tenderPolicySchema } from '../../shared/wire/tenderrule.ts';

const { kinds } = defaultTenderPolicy;
const rule = (change: Partial<TenderRule>): TenderRule => ({ ...kinds.card, ...change });

test.each([
  [rule({ back: false }), -500, -500, 0, 'tender.back'],
  [rule({ part: false }), 400, 500, 0, 'tender.part'],
  [rule({ part: false }), 500, 500, 0, 'ok'],
  [rule({}), 501, 500, 0, 'tender.over'],
  [rule({ mostOver: minor(100) }), 600, 500, 0, 'ok'],
  [rule({ mostOver: minor(100) }), 601, 500, 0, 'amount.tooLarge'],
  [rule({ mostPerLine: minor(300) }), 301, 500, 0, 'tender.mostPerLine'],
  [rule({ mostPerLine: minor(300) }), -301, -500, 0, 'tender.mostPerLine'],
  [rule({ mostPerSale: minor(300) }), 200, 500, 101, 'tender.mostPerSale'],
  [rule({ mostPerSale: minor(300) }), 199, 500, 101, 'ok'],
  [rule({ leastPerLine: minor(300) }), 299, 500, 0, 'tender.leastPerLine'],
  [rule({ leastPerLine: minor(300) }), 300, 500, 0, 'ok'],
  [rule({ leastPerLine: minor(300) }), 200, 200, 0, 'tender.leastPerLine'],
  [rule({ leastPerLine: minor(300) }), -200, -200, 0, 'ok'],
] as const)('%j: %d of %d with %d before is %s', (of, amount, due, before, answer) => {
  const kept = keepsRule(of, minor(amount), minor(due), minor(before));
  expect(kept.ok ? 'ok' : kept.fault.code).toBe(answer);
});

test.each([
  [{}, 0, null],
  [{ mostPerLine: minor(300) }, 0, 300],
  [{ mostPerSale: minor(300) }, 100, 200],
  [{ mostPerSale: minor(300), mostPerLine: minor(150) }, 100, 150],
  [{ mostPerSale: minor(300) }, 400, 0],
])('%j leaves after %d: %s', (change, before, left) => {
  expect(leftOf(rule(change), minor(before))).toBe(left);
});

describe('the drawer', () => {
  const cash = { tender: 1, kind: 'cash', amount: minor(500) } as const;
  const card = { tender: 1, kind: 'card', amount: minor(500), reference: '1' } as const;
  test('opens for money that goes in or out', () => {
    expect(needsDrawer(kinds, [cash], zero)).toBe(true);
    expect(needsDrawer(kinds, [card], zero)).toBe(false);
    expect(needsDrawer(kinds, [card], minor(1))).toBe(true);
  });
  test('stays shut below the amount that head office named', () => {
    const shy = { ...kinds, cash: { ...kinds.cash, drawerFrom: minor(501) } };
    expect(needsDrawer(shy, [cash], zero)).toBe(false);
  });
});

describe('what head office sends', () => {
  test('is as published where it says nothing', () => {
    expect(tenderPolicySchema.parse({})).toEqual(defaultTenderPolicy);
    expect(tenderPolicySchema.parse({ kinds: { check: { back: true } } }).kinds.check).toEqual({
      ...kinds.check,
      back: true,
    });
  });
  test('names what is not limited nowhere: a register of an older version knows no such fields', () => {
    const sent = JSON.stringify(tenderPolicySchema.parse({}));
    expect(sent).not.toContain('leastPerLine');
    expect(sent).not.toContain('backByReceipt');
    const cash = { leastPerLine: 500, backByReceipt: true };
    expect(tenderPolicySchema.parse({ kinds: { cash } }).kinds.cash).toEqual({
      ...kinds.cash,
      ...cash,
    });
  });
  test.each([
    { coin: 0 },
    { coin: 5000 },
    { kinds: { currency: { back: true } } },
    { kinds: { giftCard: { mostOver: 1 } } },
    { kinds: { cash: { change: 'creditMemo' } } },
    { kinds: { creditMemo: { change: 'creditMemo' } } },
    { kinds: { check: { change: 'creditMemo' }, creditMemo: { back: false } } },
    { kinds: { check: { change: 'check' } } },
    { kinds: { check: { memoFrom: -1 } } },
    { kinds: { check: { leastPerLine: -1 } } },
    { kinds: { check: { leastPerLine: 501, mostPerLine: 500 } } },
    { kinds: { check: { leastPerLine: 501, mostPerSale: 500 } } },
    { kinds: { giftCard: { leastPerLine: 500 } } },
    { kinds: { creditMemo: { leastPerLine: 500 } } },
    { kinds: { check: { backByReceipt: true } } },
    { currencies: [{ currency: 'EUR', rate: 0 }] },
    { drawerMost: -1 },
  ])('may not be %j', (policy) => {
    expect(tenderPolicySchema.safeParse(policy).success).toBe(false);
  });
});
