import { afterEach, beforeEach, expect, it } from 'vitest';
import { minor } from '../../../shared/money.ts';
import { hundred } from '../../make/product.ts';
import { endBench, makeSelling, type Bench } from '../../make/register.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await makeSelling();
});
afterEach(() => endBench(bench));

const cash = (amount: number) => ({ command: 'payCash', amount: minor(amount) }) as const;
const card = (amount: number, reference = 'A1') =>
  ({ command: 'payCard', amount: minor(amount), reference }) as const;
const open = (): Promise<void> => bench.act({ command: 'addProduct', product: hundred.id });

it('takes money only for a sale with something in it', async () => {
  for (const command of [
    cash(1),
    card(1),
    { command: 'complete' },
    { command: 'openPayment' },
    { command: 'closePayment' },
  ] as const) {
    expect(await bench.refused(command)).toBe('cart.none');
  }
  await open();
  await bench.act({ command: 'voidLine', line: 1 });
  for (const command of [cash(1), { command: 'complete' }] as const) {
    expect(await bench.refused(command)).toBe('cart.empty');
  }
});

it('takes several tenders and completes with the last', async () => {
  await open();
  await bench.act(card(2500));
  await bench.act(cash(5000));
  expect(bench.cart().totals).toMatchObject({ paid: 7500, due: 2500 });
  expect(await bench.refused({ command: 'complete' })).toBe('tender.short');
  await bench.act(card(2500, 'A2'));
  expect(bench.view().receipt).toMatchObject({ total: 10_000, change: 0 });
  expect(bench.counts.drawer).toBe(1);
});

it('refuses a tender that does not fit, and changes nothing', async () => {
  await open();
  const before = bench.cart();
  expect(await bench.refused(cash(0))).toBe('amount.invalid');
  expect(await bench.refused(cash(-100))).toBe('tender.direction');
  expect(await bench.refused(cash(2_000_000_000))).toBe('amount.tooLarge');
  expect(await bench.refused(card(10_001))).toBe('tender.over');
  expect(await bench.refused(card(10_000, '  '))).toBe('tender.reference');
  expect(await bench.refused(card(10_000, 'x'.repeat(100)))).toBe('tender.reference');
  expect(await bench.refused({ command: 'removeTender', tender: 9 })).toBe('tender.unknown');
  expect(bench.cart()).toEqual(before);
});

it('gives a refund back in cash or on the card, never more than is due', async () => {
  await open();
  await bench.act({ command: 'return', line: 1 });
  expect(await bench.refused(cash(100))).toBe('tender.direction');
  expect(await bench.refused(cash(-10_001))).toBe('tender.over');
  await bench.act(card(-4000));
  await bench.act(cash(-6000));
  expect(bench.view().receipt).toMatchObject({ total: -10_000, change: 0 });
  expect(bench.counts.drawer).toBe(1);
});

it('completes a sale of nothing due without any tender', async () => {
  await open();
  await bench.act({ command: 'discount', line: 1, percentOff: 100_000 });
  expect(await bench.refused(cash(100))).toBe('tender.nothingDue');
  await bench.act({ command: 'complete' });
  expect(bench.view().receipt).toMatchObject({ total: 0 });
  expect(bench.counts.drawer).toBe(0);
});

it('numbers receipts without a gap', async () => {
  for (const receipt of ['R02-000001', 'R02-000002', 'R02-000003']) {
    await open();
    await bench.act(cash(10_000));
    expect(bench.view().receipt?.receipt).toBe(receipt);
    await open();
    await bench.act({ command: 'voidSale' });
  }
});

it('tells of a printer or drawer that fails, after the sale is safe', async () => {
  const failed = { ok: false, fault: { code: 'database.full', data: {}, retry: 'later' } } as const;
  const broken = await makeSelling({ ports: { papers: () => failed } });
  await broken.act({ command: 'addProduct', product: hundred.id });
  await broken.act(cash(10_000));
  expect(broken.view()).toMatchObject({ screen: 'receipt', notice: failed.fault });
  await broken.act({ command: 'dismissRefusal' });
  expect(broken.view().notice).toBeNull();
  endBench(broken);
});

it('prints again as a copy, also after the next sale began, and accounts for it', async () => {
  expect(await bench.refused({ command: 'printAgain' })).toBe('receipt.unknown');
  await open();
  await bench.act(cash(10_000));
  await bench.act({ command: 'printAgain' });
  await bench.act({ command: 'newSale' });
  await bench.act({ command: 'printAgain' });
  const copies = bench.printed.filter((paper) =>
    paper.parts.some((part) => part.part === 'centre' && part.text === 'COPY'),
  );
  expect(copies).toHaveLength(2);
  await bench.act({ command: 'openDrawer' });
  expect(bench.counts.drawer).toBe(2);
  const acts = bench.ports.witness.read().map((entry) => /"act":"(\w+)"/.exec(entry.content)?.[1]);
  expect(acts).toEqual([undefined, 'reprint', 'reprint', 'drawer']);
});

it('leaves the receipt only for a new sale', async () => {
  await open();
  expect(await bench.refused({ command: 'newSale' })).toBe('cart.open');
  await bench.act(cash(10_000));
  await open();
  expect(bench.view()).toMatchObject({ screen: 'sale', receipt: null });
});
