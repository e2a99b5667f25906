import { afterEach, beforeEach, expect, it } from 'vitest';
import { readOpenCart, saveOpenCart } from '../../../main/database/carts.ts';
import { withCheckDigit } from '../../../shared/barcode.ts';
import { mostLines } from '../../../shared/cart.ts';
import { minor } from '../../../shared/money.ts';
import { gtin, hundred, palace, soap, tea } from '../../make/product.ts';
import { endBench, makeSelling, type Bench } from '../../make/register.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await makeSelling();
});
afterEach(() => endBench(bench));

it('scans a GTIN in every length, an article number, and nothing else', async () => {
  await bench.act({ command: 'scan', code: gtin(1) });
  await bench.act({ command: 'scan', code: ` ${gtin(1).padStart(14, '0')} ` });
  await bench.act({ command: 'scan', code: 'p2' });
  expect(bench.cart().lines).toMatchObject([
    { product: 'P1', quantity: 2000 },
    { product: 'P2', quantity: 1000 },
  ]);
  expect(bench.cart().latest).toEqual({ line: 2, scannedAt: bench.clock.now() });
  const before = bench.cart().lines;
  const wrong = gtin(1).slice(0, -1) + String((Number(gtin(1).at(-1)) + 1) % 10);
  expect(await bench.refused({ command: 'scan', code: wrong })).toBe('barcode.invalid');
  expect(await bench.refused({ command: 'scan', code: '  ' })).toBe('barcode.invalid');
  const unknown = withCheckDigit('952000499999');
  expect(await bench.refused({ command: 'scan', code: unknown })).toBe('barcode.unknown');
  expect(await bench.refused({ command: 'scan', code: 'R02-000001' })).toBe('barcode.unknown');
  expect(await bench.refused({ command: 'addProduct', product: 'P9' })).toBe('product.unknown');
  expect(bench.cart().lines).toEqual(before);
});

it('a scan leaves the payment screen, but changes nothing under money', async () => {
  await bench.act({ command: 'scan', code: gtin(1) });
  await bench.act({ command: 'openPayment' });
  await bench.act({ command: 'scan', code: gtin(2) });
  expect(bench.view().screen).toBe('sale');
  await bench.act({ command: 'payCash', amount: minor(100) });
  expect(await bench.refused({ command: 'scan', code: gtin(2) })).toBe('cart.paying');
  expect(await bench.refused({ command: 'voidLine', line: 1 })).toBe('cart.paying');
  expect(await bench.refused({ command: 'quantity', line: 1, quantity: 2000 })).toBe('cart.paying');
  expect(bench.view()).toMatchObject({ screen: 'payment', cart: { lines: { length: 2 } } });
  const tender = bench.cart().tenders[0]?.tender ?? 0;
  await bench.act({ command: 'removeTender', tender });
  await bench.act({ command: 'scan', code: gtin(2) });
});

it('changes quantity, discount and direction of a line', async () => {
  await bench.act({ command: 'addProduct', product: hundred.id });
  await bench.act({ command: 'quantity', line: 1, quantity: 3000 });
  await bench.act({ command: 'discount', line: 1, percentOff: 10_000 });
  expect(bench.cart().totals).toMatchObject({ subtotal: 30_000, discount: 3000, total: 27_000 });
  await bench.act({ command: 'discount', line: 1, amountOff: 500 });
  expect(bench.cart().totals.total).toBe(29_500);
  await bench.act({ command: 'return', line: 1 });
  expect(bench.cart().totals.total).toBe(-29_500);
});

it('counts each press of plus and minus from what the line has then, and leaves a return one', async () => {
  await bench.act({ command: 'addProduct', product: soap.id });
  const press = (by: 1 | -1) => bench.register.command({ command: 'quantityBy', line: 1, by });
  const quantityNow = () => {
    const [line] = bench.cart().lines;
    return line?.kind === 'product' ? line.quantity : null;
  };
  await Promise.all([press(1), press(1), press(1), press(-1)]);
  expect(quantityNow()).toBe(3000);
  await bench.act({ command: 'return', line: 1 });
  await bench.act({ command: 'quantityBy', line: 1, by: 1 });
  expect(quantityNow()).toBe(-4000);
  await bench.act({ command: 'quantity', line: 1, quantity: -1000 });
  expect(await bench.refused({ command: 'quantityBy', line: 1, by: -1 })).toBe('quantity.invalid');
  expect(await bench.refused({ command: 'quantityBy', line: 9, by: 1 })).toBe('line.unknown');
  expect(quantityNow()).toBe(-1000);
});

it('refuses what a line cannot be', async () => {
  const quantity = (thousandths: number) =>
    bench.refused({ command: 'quantity', line: 1, quantity: thousandths });
  expect(await quantity(1000)).toBe('cart.none');
  await bench.act({ command: 'addProduct', product: soap.id });
  expect(await quantity(0)).toBe('quantity.invalid');
  expect(await quantity(0.5)).toBe('quantity.invalid');
  expect(await quantity(100_000_000)).toBe('quantity.tooLarge');
  expect(await bench.refused({ command: 'quantity', line: 7, quantity: 1000 })).toBe(
    'line.unknown',
  );
  const discount = (change: { percentOff?: number; amountOff?: number }) =>
    bench.refused({ command: 'discount', line: 1, ...change });
  expect(await discount({ percentOff: 100_001 })).toBe('discount.invalid');
  expect(await discount({ amountOff: 1231 })).toBe('discount.invalid');
  expect(await discount({ amountOff: -1 })).toBe('discount.invalid');
  expect(await discount({ percentOff: 1, amountOff: 1 })).toBe('discount.invalid');
  await bench.act({ command: 'addProduct', product: palace.id });
  expect(await bench.refused({ command: 'addProduct', product: palace.id })).toBe(
    'amount.tooLarge',
  );
});

it('holds so many lines and no more', async () => {
  await bench.act({ command: 'addProduct', product: soap.id });
  await bench.act({ command: 'addProduct', product: tea.id });
  const cart = readOpenCart(bench.db);
  const [line] = cart?.lines ?? [];
  if (!cart || !line) throw new Error('a sale is open');
  const lines = Array.from({ length: mostLines }, (_, index) => ({ ...line, line: index + 1 }));
  saveOpenCart(bench.db, { ...cart, lines, counter: mostLines });
  expect(await bench.refused({ command: 'addProduct', product: tea.id })).toBe('cart.full');
  await bench.act({ command: 'addProduct', product: soap.id });
});

it('voids a line, and a sale into the journal', async () => {
  expect(await bench.refused({ command: 'voidSale' })).toBe('cart.none');
  await bench.act({ command: 'addProduct', product: soap.id });
  await bench.act({ command: 'voidLine', line: 1 });
  expect(await bench.refused({ command: 'voidLine', line: 1 })).toBe('line.unknown');
  expect(await bench.refused({ command: 'openPayment' })).toBe('cart.empty');
  expect(await bench.refused({ command: 'suspend' })).toBe('cart.empty');
  await bench.act({ command: 'voidSale' });
  expect(bench.view().cart).toBeNull();
  const [entry] = bench.ports.witness.read();
  expect(entry?.content).toContain('"kind":"void"');
});

it('suspends a sale and takes it back', async () => {
  expect(await bench.refused({ command: 'suspend' })).toBe('cart.none');
  await bench.act({ command: 'addProduct', product: soap.id });
  const { sale } = bench.cart();
  await bench.act({ command: 'payCash', amount: minor(100) });
  expect(await bench.refused({ command: 'suspend' })).toBe('suspend.tendered');
  await bench.act({ command: 'removeTender', tender: bench.cart().tenders[0]?.tender ?? 0 });
  await bench.act({ command: 'suspend' });
  expect(bench.view()).toMatchObject({ cart: null, suspended: 1, screen: 'sale' });
  expect(await bench.register.query({ query: 'suspended' })).toMatchObject({
    ok: true,
    value: [{ sale, items: 1, total: 1319, cashier: { en: 'Mei Lin' } }],
  });
  await bench.act({ command: 'addProduct', product: tea.id });
  expect(await bench.refused({ command: 'recall', sale })).toBe('cart.open');
  await bench.act({ command: 'voidLine', line: 1 });
  expect(await bench.refused({ command: 'recall', sale: 'unknown' })).toBe('cart.unknown');
  expect(bench.cart().lines).toMatchObject([{ product: 'P2' }]);
  await bench.act({ command: 'recall', sale });
  expect(bench.cart()).toMatchObject({ sale, lines: [{ product: 'P1' }] });
  expect(bench.view().suspended).toBe(0);
});

it('tells a full disk as a fault, and the cart stays as it was', async () => {
  await bench.act({ command: 'addProduct', product: soap.id });
  const before = bench.cart();
  bench.db.sql.pragma(
    `max_page_count = ${Number(bench.db.sql.pragma('page_count', { simple: true }))}`,
  );
  let code = '';
  for (let line = 0; line < 400 && code !== 'database.full'; line += 1) {
    code = await bench.refused({ command: 'addProduct', product: line % 2 ? soap.id : tea.id });
  }
  expect(code).toBe('database.full');
  bench.db.sql.pragma('max_page_count = 1000000');
  expect(bench.cart().lines.length).toBeGreaterThanOrEqual(before.lines.length);
  await bench.act({ command: 'addProduct', product: hundred.id });
});
