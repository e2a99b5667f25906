/** The main thread of the register: sign in, scan, pay, commit, receipt, next customer. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readEntries, journalHead } from '../../../main/database/journal.ts';
import { readEntry } from '../../../shared/wire/entry.ts';
import { minor } from '../../../shared/money.ts';
import { instrumentNumber } from '../../make/number.ts';
import { gtin, hundred, keyRing, soap, tea } from '../../make/product.ts';
import { afterKill, endBench, makeSelling, type Bench } from '../../make/register.ts';
import { mei, pin } from '../../make/staff.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await makeSelling();
});
afterEach(() => endBench(bench));

const scanAll = async (): Promise<void> => {
  for (const n of [1, 2, 2, 3]) await bench.act({ command: 'scan', code: gtin(n) });
};

it('sells for cash: change, drawer, receipt, next customer', async () => {
  await scanAll();
  expect(bench.cart().totals).toMatchObject({ items: 4, subtotal: 4310, total: 4622, due: 4622 });
  expect(bench.cart().nextReceipt).toBe('R02-000001');
  await bench.act({ command: 'openPayment' });
  expect(bench.view().screen).toBe('payment');
  expect(bench.cart().quickCash).toEqual([5000, 6000, 10_000]);
  await bench.act({ command: 'payCash', amount: minor(5000) });
  const view = bench.view();
  expect(view).toMatchObject({ screen: 'receipt', cart: null, pending: { count: 1, value: 4622 } });
  expect(view.receipt).toMatchObject({ receipt: 'R02-000001', total: 4622, change: 378 });
  expect(bench.counts.drawer).toBe(1);
  expect(bench.printed.map((paper) => paper.kind)).toEqual(['receipt']);
  await bench.act({ command: 'newSale' });
  expect(bench.view()).toMatchObject({ screen: 'sale', cart: null, receipt: null });
});

it('shows the receipt again after a kill right behind the commit, and the witness has the entry', async () => {
  await scanAll();
  await bench.act({ command: 'payCash', amount: minor(4622) });
  const killed = afterKill(bench);
  expect(killed.view().screen).toBe('signIn');
  await killed.act({ command: 'signIn', staff: mei.id, pin });
  expect(killed.view()).toMatchObject({ screen: 'receipt', receipt: { receipt: 'R02-000001' } });
  expect(killed.ports.witness.read()).toHaveLength(1);
  killed.discard();
});

it('keeps the cart through a kill at any key', async () => {
  await scanAll();
  await bench.act({ command: 'discount', line: 2, percentOff: 10_000 });
  const killed = afterKill(bench);
  await killed.act({ command: 'signIn', staff: mei.id, pin });
  expect(killed.cart().lines).toEqual(bench.cart().lines);
  expect(killed.cart().totals).toEqual(bench.cart().totals);
  killed.discard();
});

it('asks for a gift card, holds it, and waits for the cashier to complete', async () => {
  await bench.act({ command: 'addProduct', product: hundred.id });
  await bench.act({ command: 'openPayment' });
  await bench.act({
    command: 'payInstrument',
    kind: 'giftCard',
    number: instrumentNumber(1),
    amount: null,
  });
  expect(bench.view().ask).toMatchObject({ kind: 'giftCard', purpose: 'pay' });
  expect([...bench.ports.numbers.values()]).toEqual([{ number: instrumentNumber(1), pin: null }]);
  bench.headquarters.grant(15_000);
  const held = bench.cart();
  expect(held.totals.due).toBe(0);
  expect(held.held).toMatchObject([
    { kind: 'giftCard', amount: 10_000, balance: 15_000, mayFinishOffline: true, waits: null },
  ]);
  expect(bench.view().screen).toBe('payment');
  bench.line.turn('offline');
  await bench.act({ command: 'complete' });
  expect(bench.view().receipt).toMatchObject({ completedOffline: true, total: 10_000 });
  const head = journalHead(bench.db);
  const [entry] = readEntries(bench.db, [head?.hash ?? '']);
  const content = entry && readEntry(entry);
  expect(content).toMatchObject({
    ok: true,
    value: { body: { kind: 'sale', sale: { completion: { offline: true, rule: 'parameter' } } } },
  });
});

it('pays with a memo whose remainder becomes a voucher with its number', async () => {
  for (const product of [soap, tea, keyRing]) {
    await bench.act({ command: 'addProduct', product: product.id });
  }
  await bench.act({
    command: 'payInstrument',
    kind: 'creditMemo',
    number: instrumentNumber(9),
    amount: null,
  });
  bench.headquarters.grant(6000);
  const { total } = bench.cart().totals;
  await bench.act({ command: 'complete' });
  expect(bench.view().receipt?.memo).toMatchObject({ amount: 6000 - total, remainder: true });
  const voucher = bench.printed.find((paper) => paper.kind === 'voucher');
  const number = instrumentNumber(901);
  expect(voucher?.parts).toContainEqual({ part: 'barcode', value: number, caption: null });
  expect(bench.view().receipt?.papers).toHaveLength(2);
  await bench.act({ command: 'newSale' });
  await bench.act({ command: 'printAgain' });
  expect(bench.printed.filter((paper) => paper.kind === 'voucher')).toHaveLength(1);
});
