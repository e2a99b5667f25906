import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Command } from '../../../shared/bridge/command.ts';
import { minor, zero } from '../../../shared/money.ts';
import { instrumentNumber } from '../../make/number.ts';
import { hundred, soap, tea } from '../../make/product.ts';
import { endBench, makeSelling, type Bench } from '../../make/register.ts';
import { configuration } from '../../make/place.ts';

let bench: Bench;
const receipt = 'R02-000001';
beforeEach(async () => {
  bench = await makeSelling();
  await bench.act({ command: 'addProduct', product: soap.id });
  await bench.act({ command: 'quantity', line: 1, quantity: 3000 });
  await bench.act({ command: 'discount', line: 1, amountOff: 100 });
  await bench.act({ command: 'addProduct', product: tea.id });
  await bench.act({ command: 'payCash', amount: bench.cart().totals.due });
});
afterEach(() => endBench(bench));

const back = (line: number, thousandths: number, of = receipt): Command => ({
  command: 'returnReceipt',
  receipt: of,
  lines: [{ line, quantity: thousandths }],
});
const returnable = async (): Promise<number[]> => {
  const sale = await bench.register.query({ query: 'sale', receipt: ` ${receipt.toLowerCase()} ` });
  if (!sale.ok) throw new Error(sale.fault.code);
  return sale.value.lines.map((line) => line.returnable);
};

it('tells a scanned receipt apart from a product that it does not know', async () => {
  const scanned = await bench.register.command({
    command: 'scan',
    code: ` ${receipt.toLowerCase()} `,
  });
  expect(scanned).toMatchObject({ fault: { code: 'receipt.scanned', data: { receipt } } });
  expect(await bench.refused({ command: 'scan', code: 'R02-000099' })).toBe('barcode.unknown');
});

it('gives a whole sale back for exactly what was paid', async () => {
  const { total } = bench.view().receipt ?? { total: zero };
  await bench.act({
    command: 'returnReceipt',
    receipt,
    lines: [
      { line: 1, quantity: 3000 },
      { line: 2, quantity: 1000 },
    ],
  });
  expect(bench.cart().totals.total).toBe(-total);
  await bench.act({ command: 'payCash', amount: minor(-total) });
  expect(await returnable()).toEqual([0, 0]);
  expect(await bench.refused(back(1, 1000))).toBe('return.tooMany');
});

it('gives parts back that add up, and never more than was sold', async () => {
  expect(await returnable()).toEqual([3000, 1000]);
  expect(await bench.refused(back(1, 4000))).toBe('return.tooMany');
  expect(await bench.refused(back(3, 1000))).toBe('line.unknown');
  expect(await bench.refused(back(1, 1000, 'R02-999999'))).toBe('receipt.unknown');
  expect(await bench.refused({ command: 'returnReceipt', receipt, lines: [] })).toBe('cart.empty');
  let given = 0;
  for (const left of [2000, 1000, 0]) {
    await bench.act(back(1, 1000));
    expect((await returnable())[0]).toBe(left);
    given += bench.cart().totals.subtotal - bench.cart().totals.discount;
    await bench.act({ command: 'payCash', amount: bench.cart().totals.due });
  }
  expect(given).toBe(-(3 * 1230 - 100));
});

it('counts what is in the cart already, and lets the quantity shrink', async () => {
  await bench.act(back(1, 2000));
  expect(await bench.refused(back(1, 2000))).toBe('return.tooMany');
  const set = (thousandths: number) =>
    bench.refused({ command: 'quantity', line: 1, quantity: thousandths });
  expect(await set(-4000)).toBe('return.tooMany');
  expect(await set(1000)).toBe('quantity.invalid');
  expect(await set(-1000)).toBe('nothing');
  expect(bench.cart().lines).toMatchObject([{ quantity: -1000, discount: -33 }]);
  expect(await bench.refused({ command: 'return', line: 1 })).toBe('quantity.invalid');
  expect(await bench.refused({ command: 'discount', line: 1, percentOff: 1 })).toBe(
    'line.returned',
  );
});

it('refunds the tax of the day of the sale', async () => {
  const [rate] = configuration.rates;
  const dearer = { ...configuration, rates: rate ? [{ ...rate, rate: 9000 }] : [] };
  await bench.feed('1070', [{ id: dearer.store, body: dearer }]);
  await bench.act(back(2, 1000));
  expect(bench.cart().totals).toMatchObject({ total: -1051, taxes: [{ rate: 7250, tax: -71 }] });
  await bench.act({ command: 'addProduct', product: tea.id });
  expect(bench.cart().totals.total).toBe(-1051 + 1068);
  await bench.act({ command: 'payCash', amount: bench.cart().totals.due });
  const paper = JSON.stringify(bench.view().receipt?.papers);
  expect(paper).toContain('Sales tax 7.25%');
  expect(paper).toContain('Sales tax 9%');
  expect(paper).toContain(`Returned from ${receipt}`);
});

it('takes no gift card back, and no return', async () => {
  await bench.act({
    command: 'giftCard',
    purpose: 'issue',
    number: instrumentNumber(1),
    amount: hundred.price,
  });
  bench.headquarters.grant(0);
  await bench.act(back(2, 1000));
  await bench.act({ command: 'payCash', amount: bench.cart().totals.due });
  const exchange = bench.view().receipt?.receipt ?? '';
  expect(await bench.refused(back(1, 1000, exchange))).toBe('line.instrument');
  expect(await bench.refused(back(2, 1000, exchange))).toBe('return.tooMany');
});
