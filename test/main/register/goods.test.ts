/** Labels, weights, taxes, comments, customers, ages and reasons, on a real register. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { entriesToSend } from '../../../main/database/journal.ts';
import { noteKnown } from '../../../main/database/known.ts';
import { lastSale } from '../../../main/database/sales.ts';
import { minor } from '../../../shared/money.ts';
import { readEntry } from '../../../shared/wire/entry.ts';
import {
  beer,
  cheese,
  counter,
  counterStore,
  customerAna,
  ham,
  priceLabel,
  weightLabel,
} from '../../make/goods.ts';
import { hundred, makeProduct, soap } from '../../make/product.ts';
import { afterKill, endBench, makeSelling, type Bench } from '../../make/register.ts';
import { mei } from '../../make/staff.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await makeSelling();
  await bench.feed('1070', [{ id: counterStore.store, body: counterStore }]);
});
afterEach(() => endBench(bench));
const scan = (code: string) => bench.act({ command: 'scan', code });
const payAll = () => bench.act({ command: 'payCash', amount: bench.cart().totals.due });

it('reads weight and price from a label, each on a line of its own', async () => {
  await scan(weightLabel(345));
  await scan(weightLabel(345));
  await scan(priceLabel(1299));
  expect(bench.cart().lines).toMatchObject([
    { product: cheese.id, quantity: 345, unit: 'kg', unitPrice: 1990, gross: 687 },
    { product: cheese.id, quantity: 345 },
    { product: ham.id, quantity: 1000, unit: 'piece', unitPrice: 1299, gross: 1299 },
  ]);
  expect(bench.cart().totals.items).toBe(3);
});

it('takes what was weighed back by weight, for exactly what was paid', async () => {
  await scan(weightLabel(345));
  await bench.act({ command: 'totalDiscount', percentOff: 7000 });
  const { total } = bench.cart().totals;
  await payAll();
  const lines = [{ line: 1, quantity: 345 }];
  await bench.act({ command: 'returnReceipt', receipt: 'R02-000001', lines });
  expect(bench.cart()).toMatchObject({
    lines: [{ unit: 'kg', quantity: -345 }],
    totals: { total: -total },
  });
});

it('refuses a label without value, of an unknown item, and weighed goods without their weight', async () => {
  const refused = (code: string) => bench.refused({ command: 'scan', code });
  expect(await refused(priceLabel(0))).toBe('barcode.invalid');
  expect(await refused(weightLabel(0))).toBe('weight.needed');
  expect(await refused('2199999001230')).toBe('barcode.unknown');
  expect(await refused('2199999001231')).toBe('barcode.invalid');
  expect(await refused(cheese.id)).toBe('weight.needed');
  const product = cheese.id;
  expect(await bench.refused({ command: 'addProduct', product })).toBe('weight.needed');
  await bench.act({ command: 'addProduct', product, quantity: 500 });
  expect(bench.cart().lines).toMatchObject([{ quantity: 500, gross: 995 }]);
});

it('checks a price without selling anything, and says how old it is', async () => {
  const check = (code: string) => bench.register.query({ query: 'priceCheck', code });
  expect(await check(soap.barcodes[0] ?? '')).toMatchObject({
    value: { id: soap.id, price: 1230, label: null, knownAt: null },
  });
  noteKnown(bench.db, '2026-11-20T08:00:00.000Z');
  expect(await check(weightLabel(345))).toMatchObject({
    value: {
      id: cheese.id,
      label: { quantity: 345, amount: 687 },
      knownAt: '2026-11-20T08:00:00.000Z',
    },
  });
  expect(await check('nothing')).toMatchObject({ fault: { code: 'barcode.unknown' } });
  expect(await check('9520004100271')).toMatchObject({ fault: { code: 'barcode.invalid' } });
  expect(bench.view()).toMatchObject({ cart: null, knownAt: '2026-11-20T08:00:00.000Z' });
});

it('taxes a line or the whole sale by another code of the store', async () => {
  await scan(soap.id);
  await bench.act({ command: 'saleTax', tax: 'none' });
  await scan(soap.id);
  await bench.act({ command: 'addProduct', product: hundred.id });
  expect(bench.cart()).toMatchObject({
    tax: 'none',
    totals: { total: 12_460, taxes: [{ tax: 0 }] },
  });
  await bench.act({ command: 'lineTax', line: 1, tax: 'sales' });
  expect(bench.cart().lines[0]).toMatchObject({ tax: 'sales', taxFrom: null });
  await bench.act({ command: 'saleTax', tax: null });
  expect(bench.cart().totals.total).toBe(12_638);
  expect(await bench.refused({ command: 'lineTax', line: 1, tax: 'vat' })).toBe('tax.unknown');
});

it('keeps comments and the customer, also while money is in the sale', async () => {
  await scan(soap.id);
  await bench.act({ command: 'lineComment', line: 1, comment: ' engrave A ' });
  await bench.act({ command: 'payCard', amount: minor(100), reference: 'T1' });
  await bench.act({ command: 'saleComment', comment: 'collect on Friday' });
  await scan('card-77');
  await payAll();
  expect(lastSale(bench.db)).toMatchObject({
    comment: 'collect on Friday',
    customer: { id: customerAna.id, number: '100007' },
    lines: [{ comment: 'engrave A' }],
  });
  const paper = JSON.stringify(bench.printed[0]?.parts);
  for (const text of ['engrave A', 'collect on Friday', 'Ana Lindqvist', '100007'])
    expect(paper).toContain(text);
  const long = { command: 'saleComment', comment: 'x'.repeat(201) } as const;
  expect(await bench.refused(long)).toBe('cart.none');
  await scan(soap.id);
  expect(await bench.refused(long)).toBe('comment.tooLong');
  await bench.act({ command: 'customer', customer: customerAna.id });
  await bench.act({ command: 'clearCustomer' });
  expect(bench.cart().customer).toBeNull();
  expect(await bench.refused({ command: 'customer', customer: 'C-9' })).toBe('customer.unknown');
});

it('asks the age once for all goods of a limit, and takes no money before', async () => {
  await scan(beer.id);
  await scan(soap.id);
  expect(bench.cart().ageToAsk).toMatchObject({ limit: 18, lines: [1] });
  expect(await bench.refused({ command: 'openPayment' })).toBe('age.needed');
  expect(await bench.refused({ command: 'payCash', amount: minor(5000) })).toBe('age.needed');
  const confirm = (birthDate: string) => bench.refused({ command: 'confirmAge', birthDate });
  expect(await confirm('2024-02-31')).toBe('age.date');
  expect(await confirm('2090-01-01')).toBe('age.date');
  expect(await confirm('2015-01-01')).toBe('age.tooYoung');
  expect(await confirm('1990-06-15')).toBe('nothing');
  await scan(beer.id);
  expect(bench.cart().ageToAsk).toBeNull();
  const killed = afterKill(bench);
  await killed.act({ command: 'signIn', staff: mei.id, pin: '2468' });
  expect(killed.cart().ageToAsk).toBeNull();
  killed.discard();
  await payAll();
  expect(lastSale(bench.db)?.ageCheck).toEqual({ limit: 18, how: 'birthDate', by: mei.id });
  expect(JSON.stringify(lastSale(bench.db))).not.toContain('1990-06-15');
});

it('takes out what the customer is too young for, and asks nothing of goods that come back', async () => {
  await scan(soap.id);
  await scan(beer.id);
  await bench.act({ command: 'refuseAge' });
  expect(bench.cart().lines.filter((line) => !line.voided)).toHaveLength(1);
  await payAll();
  expect(lastSale(bench.db)?.voidedLines).toMatchObject([{ product: beer.id }]);
  await bench.act({ command: 'newSale' });
  await scan(beer.id);
  await bench.act({ command: 'return', line: 1 });
  expect(bench.cart().ageToAsk).toBeNull();
  await bench.act({ command: 'return', line: 1 });
  await bench.act({ command: 'confirmAge', birthDate: null });
  expect(bench.cart().ageToAsk).toBeNull();
});

it('voids lines and sales for a reason where the store asks why', async () => {
  const reasons = [
    { id: 'mind', name: { en: 'Changed mind', zh: '改变主意' }, uses: ['voidLine', 'voidSale'] },
    { id: 'price', name: { en: 'Wrong price', zh: '价格有误' }, uses: ['voidLine'] },
  ];
  await bench.feed('1070', [{ id: counterStore.store, body: { ...counterStore, reasons } }]);
  await scan(soap.id);
  await bench.act({ command: 'addProduct', product: hundred.id });
  expect(await bench.refused({ command: 'voidLine', line: 1 })).toBe('reason.needed');
  await bench.act({ command: 'voidLine', line: 1, reason: 'price' });
  expect(await bench.refused({ command: 'voidSale', reason: 'price' })).toBe('reason.needed');
  await bench.act({ command: 'voidSale', reason: 'mind' });
  const entry = entriesToSend(bench.db, [], 10).at(-1);
  const read = entry && readEntry(entry);
  expect(read).toMatchObject({
    value: {
      body: {
        kind: 'void',
        voided: { reason: 'mind', cart: { lines: [{ reason: 'price' }, {}] } },
      },
    },
  });
});

it('sells on when a product, a tax and a customer have vanished from the feed meanwhile', async () => {
  await scan(soap.id);
  await scan(weightLabel(500));
  await bench.act({ command: 'customer', customer: customerAna.id });
  await bench.feed(
    '1040',
    [makeProduct(9, 100)].map((body) => ({ id: body.id, body })),
  );
  await bench.feed('1010', []);
  await bench.feed('1070', [{ id: counterStore.store, body: { ...counterStore, rates: [] } }]);
  expect(await bench.refused({ command: 'scan', code: soap.id })).toBe('barcode.unknown');
  await bench.act({ command: 'quantity', line: 1, quantity: 3000 });
  await bench.act({ command: 'totalDiscount', percentOff: 5000 });
  await payAll();
  expect(lastSale(bench.db)).toMatchObject({
    customer: { name: { en: 'Ana Lindqvist' } },
    lines: [{ product: soap.id, quantity: 3000 }, { product: cheese.id }],
  });
  expect(counter).toHaveLength(3);
});

it('sells at a price of nothing, and gives back more than it takes', async () => {
  await scan(soap.id);
  await bench.act({ command: 'price', line: 1, unitPrice: minor(0) });
  await bench.act({ command: 'totalDiscount', percentOff: 50_000 });
  expect(bench.cart().totals.total).toBe(0);
  await bench.act({ command: 'openPayment' });
  await bench.act({ command: 'complete' });
  expect(lastSale(bench.db)?.total).toBe(0);
  await bench.act({ command: 'newSale' });
  await bench.act({ command: 'addProduct', product: hundred.id });
  await bench.act({ command: 'return', line: 1 });
  await scan(soap.id);
  await payAll();
  expect(lastSale(bench.db)).toMatchObject({ kind: 'exchange', total: -8681 });
});
