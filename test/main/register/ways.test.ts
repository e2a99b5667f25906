/** The ways to pay besides cash and card, and the store's rules for each. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { minor } from '../../../shared/money.ts';
import { defaultTenderPolicy, type TenderPolicy } from '../../../shared/tenderrule.ts';
import { instrumentNumber } from '../../make/number.ts';
import { configuration } from '../../make/place.ts';
import { hundred, soap } from '../../make/product.ts';
import { endBench, makeSelling, type Bench } from '../../make/register.ts';
import { ada, mei, pin } from '../../make/staff.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await makeSelling();
});
afterEach(() => endBench(bench));

const setPolicy = (change: Partial<TenderPolicy>): Promise<void> =>
  bench.feed('1070', [
    {
      id: configuration.store,
      body: { ...configuration, tenders: { ...defaultTenderPolicy, ...change } },
    },
  ]);
const cash = (amount: number) => ({ command: 'payCash', amount: minor(amount) }) as const;
const check = (amount: number, number = '0815') =>
  ({ command: 'payCheck', amount: minor(amount), number }) as const;
const euros = (amount: number) =>
  ({ command: 'payCurrency', currency: 'EUR', amount: minor(amount) }) as const;
const sell = (product: { readonly id: string }): Promise<void> =>
  bench.act({ command: 'addProduct', product: product.id });
const receipt = () => bench.view().receipt;
const withKind = (kind: keyof TenderPolicy['kinds'], rule: object): Partial<TenderPolicy> => ({
  kinds: {
    ...defaultTenderPolicy.kinds,
    [kind]: { ...defaultTenderPolicy.kinds[kind], ...rule },
  },
});

it('takes a check by its number', async () => {
  await sell(hundred);
  expect(await bench.refused(check(10_000, ' '))).toBe('tender.checkNumber');
  expect(await bench.refused(check(10_001))).toBe('tender.over');
  await bench.act(check(10_000));
  expect(receipt()?.tenders).toEqual([
    { tender: 2, kind: 'check', amount: 10_000, number: '0815' },
  ]);
  expect(bench.counts.drawer).toBe(1);
});

it('takes money of another currency and gives change in its own', async () => {
  await setPolicy({ currencies: [{ currency: 'EUR', rate: 1_250_000 }] });
  await sell(hundred);
  expect(bench.cart().currencies).toMatchObject([
    { currency: 'EUR', rate: 1_250_000, needed: 8000 },
  ]);
  await bench.act(euros(9000));
  expect(receipt()).toMatchObject({
    change: 1250,
    tenders: [{ kind: 'currency', amount: 11_250 }],
  });
});

it('refuses a currency that the store does not take', async () => {
  expect(await bench.refused(euros(100))).toBe('currency.unknown');
  await setPolicy({ currencies: [{ currency: 'EUR', rate: 1_250_000 }] });
  expect(await bench.refused(euros(100))).toBe('cart.none');
  await sell(hundred);
  expect(await bench.refused({ ...euros(100), currency: 'GBP' })).toBe('currency.unknown');
});

it('rounds cash to the smallest coin, and only cash', async () => {
  await setPolicy({ coin: 5 });
  await sell(soap);
  expect(bench.cart().totals).toMatchObject({ due: 1319, cashDue: 1320 });
  expect(bench.cart().quickCash[0]).toBe(1400);
  expect(await bench.refused(cash(1321))).toBe('tender.coin');
  await bench.act(cash(1319));
  expect(receipt()).toMatchObject({ total: 1319, change: 0, tenders: [{ amount: 1320 }] });
  await bench.act({ command: 'newSale' });
  await sell(soap);
  await bench.act({ command: 'payCard', amount: minor(1319), reference: 'A' });
  expect(receipt()).toMatchObject({ total: 1319, tenders: [{ amount: 1319 }] });
});

it('asks another person for what exceeds a limit, and a manager for nobody', async () => {
  await setPolicy(withKind('check', { mostPerLine: minor(5000) }));
  await sell(hundred);
  expect(await bench.refused(check(6000))).toBe('permission.override');
  await bench.act({ command: 'approve', staff: ada.id, pin, operation: 204 });
  await bench.act(check(6000));
  expect(bench.cart().totals.due).toBe(4000);
  await bench.act({ command: 'removeTender', tender: 2 });
  await bench.act({ command: 'signOut' });
  await bench.act({ command: 'signIn', staff: ada.id, pin });
  await bench.act(check(6000));
  expect(bench.cart().totals.due).toBe(4000);
});

it('takes all or nothing where the store says so', async () => {
  await setPolicy(withKind('check', { part: false }));
  await sell(hundred);
  expect(await bench.refused(check(6000))).toBe('tender.part');
  await bench.act(check(10_000));
});

it('takes no less than the store says, and leaves the other ways', async () => {
  await setPolicy(withKind('card', { leastPerLine: minor(5000) }));
  await sell(hundred);
  const card = (amount: number) =>
    ({ command: 'payCard', amount: minor(amount), reference: 'A' }) as const;
  expect(await bench.refused(card(4999))).toBe('tender.leastPerLine');
  await bench.act(card(5000));
  await bench.act(check(2000));
  // Less than the least is left: no card can pay it, however much is asked of it.
  expect(await bench.refused(card(3000))).toBe('tender.leastPerLine');
  await bench.act(cash(3000));
  expect(receipt()).toMatchObject({ total: 10_000 });
  // What goes back is no payment: a small refund is no less than the customer is owed.
  await bench.act({ command: 'newSale' });
  await sell(soap);
  await bench.act({ command: 'return', line: 1 });
  await bench.act(card(-1319));
  expect(receipt()).toMatchObject({ total: -1319 });
});

it('takes of a gift card no more than its limit leaves', async () => {
  await setPolicy(withKind('giftCard', { mostPerSale: minor(3000) }));
  await sell(hundred);
  const pay = { command: 'payInstrument', kind: 'giftCard', number: instrumentNumber(1) } as const;
  await bench.act({ ...pay, amount: null });
  bench.headquarters.grant(8000);
  expect(bench.cart().tenders).toMatchObject([{ kind: 'giftCard', amount: 3000 }]);
});

it('names what may go back where nobody could approve more', async () => {
  await setPolicy({ refundBy: 'original' });
  await bench.feed('1060', [{ id: mei.id, body: mei }]);
  await sell(hundred);
  await bench.act(cash(10_000));
  const sold = receipt()?.receipt ?? '';
  await bench.act({ command: 'newSale' });
  await bench.act({
    command: 'returnReceipt',
    receipt: sold,
    lines: [{ line: 1, quantity: 1000 }],
  });
  const card = { command: 'payCard', amount: minor(-10_000), reference: 'R' } as const;
  expect(await bench.refused(card)).toBe('tender.original');
});

it('gives a refund back the way it was paid; beyond it another person decides', async () => {
  await setPolicy({ refundBy: 'original' });
  await sell(hundred);
  await bench.act({ command: 'payCard', amount: minor(7000), reference: 'A1' });
  await bench.act(cash(5000));
  const sold = receipt()?.receipt ?? '';
  await bench.act({ command: 'newSale' });
  await bench.act({
    command: 'returnReceipt',
    receipt: sold,
    lines: [{ line: 1, quantity: 1000 }],
  });
  expect(await bench.refused(cash(-3001))).toBe('permission.override');
  await bench.act(cash(-3000));
  expect(await bench.refused(cash(-1000))).toBe('permission.override');
  await bench.act({ command: 'payCard', amount: minor(-7000), reference: 'R1' });
  expect(receipt()).toMatchObject({ total: -10_000 });
});

it('never gives back by check', async () => {
  await sell(hundred);
  await bench.act({ command: 'return', line: 1 });
  expect(await bench.refused(check(-10_000))).toBe('tender.back');
});

it('asks for a safe drop when the drawer holds too much', async () => {
  await setPolicy({ drawerMost: minor(15_000) });
  await bench.act({ command: 'openShift', amount: minor(5000), counts: [] });
  await sell(hundred);
  await bench.act(cash(10_000));
  expect(bench.view().notice).toBeNull();
  await bench.act({ command: 'newSale' });
  await sell(hundred);
  await bench.act(cash(20_000));
  expect(bench.view().notice).toMatchObject({
    code: 'drawer.full',
    data: { held: 25_000, most: 15_000 },
  });
  await bench.act({ command: 'newSale' });
  await bench.act({ command: 'safeDrop', amount: minor(15_000), counts: [], note: '' });
  await sell(hundred);
  await bench.act({ command: 'payCard', amount: minor(10_000), reference: 'A' });
  expect(bench.view().notice).toBeNull();
});
