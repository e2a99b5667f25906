/** Change for a check given as a credit memo: by the store's rule, from headquarters, and what happens to it when the check leaves. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readOpenCart } from '../../../main/database/carts.ts';
import { locksOf } from '../../../main/database/locks.ts';
import { saleFlaw } from '../../../shared/sale.ts';
import { shiftSums } from '../../../shared/shiftsums.ts';
import { findSale } from '../../../main/database/sales.ts';
import { minor } from '../../../shared/money.ts';
import { defaultTenderPolicy } from '../../../shared/tenderrule.ts';
import { configuration } from '../../make/place.ts';
import { hundred } from '../../make/product.ts';
import { endBench, makeSelling, type Bench } from '../../make/register.ts';
import { ada, pin } from '../../make/staff.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await makeSelling();
  const { kinds } = defaultTenderPolicy;
  const check = {
    ...{ ...kinds.check, mostOver: minor(50_000) },
    ...{ change: 'creditMemo', memoFrom: minor(500) },
  } as const;
  const tenders = { ...defaultTenderPolicy, kinds: { ...kinds, check } };
  await bench.feed('1070', [{ id: configuration.store, body: { ...configuration, tenders } }]);
  await bench.act({ command: 'addProduct', product: hundred.id });
});
afterEach(() => endBench(bench));

const cash = (amount: number) => ({ command: 'payCash', amount: minor(amount) }) as const;
const check = (amount: number) =>
  ({ command: 'payCheck', amount: minor(amount), number: '0815' }) as const;
const states = (): string[] => locksOf(bench.db, bench.cart().sale).map((row) => row.state);
const removeTender = (at: number): Promise<void> =>
  bench.act({ command: 'removeTender', tender: bench.cart().tenders[at]?.tender ?? 0 });
const pairs = () =>
  bench.printed[0]?.parts.flatMap((part) =>
    part.part === 'pair' ? [[part.left, part.right.replace('\u2212', '-')]] : [],
  );
const approve = (operation: number): Promise<void> =>
  bench.act({ command: 'approve', staff: ada.id, pin, operation });

it('comes by itself, and is in receipt, voucher and the sums of the shift', async () => {
  await bench.act(check(12_000));
  expect(bench.cart().totals).toMatchObject({ due: -2000, change: 0 });
  expect(states()).toEqual(['asked']);
  bench.headquarters.grant(0);
  expect(bench.cart().tenders).toMatchObject([
    { kind: 'check', amount: 12_000, change: 'creditMemo' },
    { kind: 'creditMemo', purpose: 'issue', amount: -2000 },
  ]);
  await bench.act({ command: 'complete' });
  expect(bench.view().receipt).toMatchObject({ change: 0, memo: { amount: 2000 } });
  expect(bench.printed.map((paper) => paper.kind)).toEqual(['receipt', 'voucher']);
  expect(pairs()).toContainEqual([expect.stringMatching(/^Change, credit memo ····/), '-20.00']);
  const sale = findSale(bench.db, bench.view().receipt?.receipt ?? '');
  if (!sale) throw new Error('the sale is in the journal');
  expect(saleFlaw(sale)).toBeUndefined();
  expect(shiftSums({ kind: 'sale', sale })).toEqual(
    expect.arrayContaining([
      { what: 'in:check', count: 1, amount: 12_000 },
      { what: 'out:creditMemo', count: 1, amount: 2000 },
    ]),
  );
  expect(saleFlaw({ ...sale, change: minor(1) })).toBeDefined();
});

it('is cash below the amount that the rule names', async () => {
  await bench.act(check(10_499));
  expect(bench.view().receipt).toMatchObject({ change: 499, memo: null });
});

it('may be finished offline once the memo is held, and needs the line before', async () => {
  await bench.act(check(12_000));
  bench.headquarters.grant(0);
  bench.line.turn('offline');
  await bench.act({ command: 'complete' });
  expect(bench.view().receipt?.memo).toMatchObject({ amount: 2000 });
});

it('with the line cut is refused before the check is taken, until another person approves cash', async () => {
  bench.line.turn('offline');
  expect(await bench.refused(check(12_000))).toBe('permission.override');
  expect(bench.cart().tenders).toEqual([]);
  await approve(204);
  await bench.act(check(12_000));
  expect(bench.view().receipt).toMatchObject({ change: 2000, memo: null });
});

it('goes no other way but as cash that another person approves', async () => {
  await bench.act(check(12_000));
  bench.line.turn('offline');
  await bench.act({ command: 'giveUp' });
  const card = { command: 'payCard', amount: minor(-2000), reference: 'R' } as const;
  expect(await bench.refused(card)).toBe('tender.changeMemo');
  expect(await bench.refused(cash(-2000))).toBe('permission.override');
  await approve(200);
  await bench.act(cash(-2000));
  expect(bench.view().receipt).toMatchObject({ change: 0, memo: null, total: 10_000 });
  expect(pairs()).toContainEqual(['Change', '-20.00']);
});

it('leaves with the check, and its number is let go', async () => {
  await bench.act(cash(1000));
  await bench.act(check(12_000));
  bench.headquarters.grant(0);
  expect(bench.cart().totals.due).toBe(0);
  await removeTender(1);
  expect(bench.cart().tenders).toMatchObject([{ kind: 'cash' }]);
  expect(bench.cart().totals.due).toBe(9000);
  expect(states()).toEqual(['gone']);
});

it('is no more where the check no longer exceeds the total', async () => {
  await bench.act(cash(8000));
  await bench.act(check(9000));
  bench.headquarters.grant(0);
  expect(bench.cart().tenders).toHaveLength(3);
  await removeTender(0);
  expect(bench.cart().totals).toMatchObject({ due: 1000, change: 0 });
  expect(states()).toEqual(['gone']);
  expect(readOpenCart(bench.db)?.tenders).toHaveLength(1);
  await bench.act(cash(3000));
  expect(bench.view().receipt).toMatchObject({ change: 2000, memo: null });
});

it('is let go with the sale', async () => {
  await bench.act(check(12_000));
  bench.headquarters.grant(0);
  const { sale } = bench.cart();
  await bench.act({ command: 'voidSale' });
  expect(locksOf(bench.db, sale).map((row) => row.state)).toEqual(['gone']);
});

it('of a sale whose goods come back counts as given back already', async () => {
  await bench.act({ command: 'payCard', amount: minor(3000), reference: 'A1' });
  await bench.act(check(9000));
  bench.headquarters.grant(0);
  await bench.act({ command: 'complete' });
  const receipt = bench.view().receipt?.receipt ?? '';
  await bench.act({ command: 'newSale' });
  const tenders = { ...defaultTenderPolicy, refundBy: 'original' } as const;
  await bench.feed('1070', [{ id: configuration.store, body: { ...configuration, tenders } }]);
  await bench.act({ command: 'returnReceipt', receipt, lines: [{ line: 1, quantity: 1000 }] });
  // The check brought 90.00, and 20.00 of it went back as a memo.
  expect(await bench.refused(cash(-7001))).toBe('permission.override');
  await bench.act(cash(-7000));
  expect(bench.cart().totals.due).toBe(-3000);
});
