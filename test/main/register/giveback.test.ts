import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { PastSale } from '../../../shared/bridge/query.ts';
import { add, negate, zero, type Minor } from '../../../shared/money.ts';
import type { SaleLine } from '../../../shared/sale.ts';
import type { TaxRate } from '../../../shared/tax.ts';
import { configuration } from '../../make/place.ts';
import { makeProduct, shelf } from '../../make/product.ts';
import { endBench, makeSelling, type Bench } from '../../make/register.ts';

const included: TaxRate = {
  code: 'vat',
  mode: 'inclusive',
  rate: 13_000,
  name: { en: 'VAT', zh: '增值税' },
};
const goods = [
  makeProduct(21, 7),
  makeProduct(22, 333),
  makeProduct(23, 1999, { tax: 'vat' }),
  makeProduct(24, 1, { tax: 'vat' }),
  makeProduct(25, 850, { tax: 'none' }),
];

let bench: Bench;
beforeEach(async () => {
  bench = await makeSelling();
  const body = { ...configuration, rates: [...configuration.rates, included] };
  await bench.feed('1070', [{ id: body.store, body }]);
  await bench.feed(
    '1040',
    [...shelf, ...goods].map((product) => ({ id: product.id, body: product })),
  );
});
afterEach(() => endBench(bench));

const past = async (receipt: string): Promise<PastSale> => {
  const found = await bench.register.query({ query: 'sale', receipt });
  if (!found.ok) throw new Error(found.fault.code);
  return found.value;
};
const suspended = async (): Promise<string[]> => {
  const waiting = await bench.register.query({ query: 'suspended' });
  return waiting.ok ? waiting.value.map((one) => one.sale) : [];
};
/** Pays the open sale in full; its receipt. */
const finish = async (): Promise<string> => {
  const { due } = bench.cart().totals;
  await bench.act(due === 0 ? { command: 'complete' } : { command: 'payCash', amount: due });
  return bench.view().receipt?.receipt ?? '';
};

type Wares = readonly {
  readonly product: number;
  readonly quantity: number;
  readonly off: number;
}[];

/** Sells the wares; the receipt. `off` is how much of a line's price is taken off, in thousandths. */
const sell = async (wares: Wares): Promise<string> => {
  await bench.act({ command: 'newSale' });
  for (const { product, quantity, off } of wares) {
    await bench.act({ command: 'addProduct', product: goods[product]?.id ?? '' });
    const line = bench.cart().lines.at(-1);
    if (!line) throw new Error('no line');
    await bench.act({ command: 'quantity', line: line.line, quantity });
    const gross = bench.cart().lines.at(-1)?.gross ?? zero;
    const amountOff = Math.floor((gross * off) / 1000);
    if (amountOff > 0) await bench.act({ command: 'discount', line: line.line, amountOff });
  }
  return finish();
};

/** Gives a part of a line back; `change`: what the cashier changes before it is paid. */
type Back = {
  readonly line: number;
  readonly share: number;
  readonly change: 'stay' | 'more' | 'less' | 'instead';
};

/** The lines that were sealed; none when nothing is left. */
const giveBack = async (receipt: string, back: Back): Promise<readonly SaleLine[]> => {
  const left = (await past(receipt)).lines.filter((line) => line.returnable > 0);
  const one = left[back.line % Math.max(left.length, 1)];
  if (!one) return [];
  const again = (quantity: number): Promise<void> =>
    bench.act({
      command: 'returnReceipt',
      receipt,
      lines: [{ line: one.line.line, quantity }],
    });
  const quantity = Math.max(1, Math.floor((one.returnable * back.share) / 1000));
  await bench.act({ command: 'newSale' });
  await again(quantity);
  const first = bench.cart().lines.at(-1)?.line ?? 0;
  const isMore = quantity < one.returnable;
  if (back.change === 'more' && isMore) await again(1);
  if (back.change === 'less' && quantity > 1)
    await bench.act({ command: 'quantity', line: first, quantity: 1 - quantity });
  if (back.change === 'instead' && isMore) {
    await again(1);
    await bench.act({ command: 'voidLine', line: first });
  }
  return (await past(await finish())).lines.map((line) => line.line);
};

const wares: fc.Arbitrary<Wares> = fc.array(
  fc.record({
    product: fc.nat({ max: goods.length - 1 }),
    quantity: fc.oneof(
      fc.integer({ min: 1, max: 12 }).map((count) => count * 1000),
      fc.integer({ min: 1, max: 4000 }),
    ),
    off: fc.constantFrom(0, 0, 1, 333, 1000),
  }),
  { minLength: 1, maxLength: 4 },
);
const backs: fc.Arbitrary<Back[]> = fc.array(
  fc.record({
    line: fc.nat({ max: 3 }),
    share: fc.integer({ min: 1, max: 1000 }),
    change: fc.constantFrom('stay', 'more', 'less', 'instead'),
  }),
  { maxLength: 8 },
);

type Fact = 'payable' | 'taxAmount' | 'net';
const sum = (lines: readonly SaleLine[], fact: Fact): Minor =>
  add(zero, ...lines.map((line) => line[fact]));

it('gives back exactly what was paid, in whatever parts', async () => {
  await fc.assert(
    fc.asyncProperty(wares, backs, async (bought, parts) => {
      const receipt = await sell(bought);
      const sold = (await past(receipt)).lines.map((line) => line.line);
      const back: SaleLine[] = [];
      for (const part of parts) {
        back.push(...(await giveBack(receipt, part)));
        expect(negate(sum(back, 'payable'))).toBeLessThanOrEqual(sum(sold, 'payable'));
        expect(negate(sum(back, 'taxAmount'))).toBeLessThanOrEqual(sum(sold, 'taxAmount'));
      }
      for (const _ of sold)
        back.push(...(await giveBack(receipt, { line: 0, share: 1000, change: 'stay' })));
      for (const fact of ['payable', 'taxAmount', 'net'] as const) {
        for (const line of sold) {
          const ofLine = back.filter(
            (other) => other.kind === 'product' && other.returnOf?.line === line.line,
          );
          expect(negate(sum(ofLine, fact)), fact).toBe(line[fact]);
        }
      }
    }),
    { numRuns: 60 },
  );
}, 60_000);

it('counts what waits in a suspended sale as given back', async () => {
  const receipt = await sell([{ product: 2, quantity: 2000, off: 0 }]);
  const back = (quantity: number) =>
    bench.refused({ command: 'returnReceipt', receipt, lines: [{ line: 1, quantity }] });
  await bench.act({ command: 'newSale' });
  expect(await back(1000)).toBe('nothing');
  await bench.act({ command: 'suspend' });
  expect(await back(2000)).toBe('return.tooMany');
  expect(await back(1000)).toBe('nothing');
  await finish();
  const [waiting] = await suspended();
  await bench.act({ command: 'newSale' });
  await bench.act({ command: 'recall', sale: waiting ?? '' });
  await finish();
  expect((await past(receipt)).lines[0]?.returnable).toBe(0);
});
