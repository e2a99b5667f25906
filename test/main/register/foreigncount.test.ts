/** Money of other currencies in the drawer: offered in its own notes, and counted, expected and printed by currency. */
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findSale } from '../../../main/database/sales.ts';
import type { Command } from '../../../shared/bridge/command.ts';
import { minor } from '../../../shared/money.ts';
import { addSums, shiftFigures, sumsDiffer } from '../../../shared/shift.ts';
import { shiftSums } from '../../../shared/shiftsums.ts';
import { defaultTenderPolicy } from '../../../shared/tenderrule.ts';
import { readEntry } from '../../../shared/wire/entry.ts';
import { entriesToSend } from '../../../main/database/journal.ts';
import { configuration } from '../../make/place.ts';
import { hundred } from '../../make/product.ts';
import { endBench, makeSelling, type Bench } from '../../make/register.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await makeSelling();
  const currencies = [
    { currency: 'EUR', rate: 1_250_000 },
    { currency: 'CHF', rate: 1_130_000 },
  ];
  const tenders = { ...defaultTenderPolicy, currencies };
  await bench.feed('1070', [{ id: configuration.store, body: { ...configuration, tenders } }]);
  await bench.act({ command: 'openShift', amount: minor(5000), counts: [] });
});
afterEach(() => endBench(bench));

async function pay(currency: string, amount: number): Promise<string> {
  await bench.act({ command: 'addProduct', product: hundred.id });
  await bench.act({ command: 'payCurrency', currency, amount: minor(amount) });
  const receipt = bench.view().receipt?.receipt ?? '';
  await bench.act({ command: 'newSale' });
  return receipt;
}
const report = async () => {
  const answer = await bench.register.query({ query: 'shiftReport', shift: null });
  if (!answer.ok) throw new Error(answer.fault.code);
  return answer.value;
};
const declare = (
  ...tenders: { currency: string; amount: number; counts?: [number, number][] }[]
): Command => ({
  command: 'declareTenders',
  shift: null,
  tenders: [
    { kind: 'cash', amount: minor(0), counts: [] },
    ...tenders.map(({ currency, amount, counts = [] }) => ({
      ...{ kind: 'currency' as const, currency, amount: minor(amount) },
      counts: counts.map(([value, count]) => ({ value: minor(value), count })),
    })),
  ],
});

it('offers amounts that notes and coins of the currency make', async () => {
  await bench.act({ command: 'addProduct', product: hundred.id });
  expect(bench.cart().currencies).toEqual([
    { currency: 'EUR', rate: 1_250_000, needed: 8000, quick: [10_000, 20_000, 50_000] },
    // 88.4956 francs would pay; the smallest coin has five centimes.
    { currency: 'CHF', rate: 1_130_000, needed: 8850, quick: [9000, 10_000, 20_000] },
  ]);
});

it('is counted by its notes and shown as over or short in its own currency, on X and Z', async () => {
  await pay('EUR', 9000);
  await pay('CHF', 10_000);
  expect(await report()).toMatchObject({
    currencies: [
      { currency: 'CHF', count: 1, expected: 10_000, counted: null, difference: null },
      { currency: 'EUR', count: 1, expected: 9000, counted: null, difference: null },
    ],
  });
  expect(await bench.refused(declare({ currency: 'EUR', amount: 8000, counts: [[5000, 1]] }))).toBe(
    'amount.invalid',
  );
  const twice = [
    { currency: 'EUR', amount: 1 },
    { currency: 'EUR', amount: 2 },
  ];
  expect(await bench.refused(declare(...twice))).toBe('amount.invalid');
  await bench.act(
    declare(
      {
        currency: 'EUR',
        amount: 8000,
        counts: [
          [5000, 1],
          [1000, 3],
        ],
      },
      { currency: 'CHF', amount: 10_000 },
    ),
  );
  expect((await report()).currencies).toMatchObject([
    { currency: 'CHF', counted: 10_000, difference: 0 },
    { currency: 'EUR', counted: 8000, difference: -1000 },
  ]);
  await bench.act({ command: 'printX' });
  await bench.act({ command: 'closeShift', shift: null });
  for (const paper of bench.printed.slice(-2)) {
    const told = paper.parts.flatMap((part): unknown[] =>
      part.part === 'text' ? [part.text] : part.part === 'pair' ? [[part.left, part.right]] : [],
    );
    const at = told.indexOf('Foreign currency, EUR');
    expect(told.slice(at + 1, at + 5)).toEqual([
      ['Taken in', '90.00'],
      ['Expected', '90.00'],
      ['Counted', '80.00'],
      ['Short', expect.stringMatching(/10\.00$/)],
    ]);
    expect(told).toContain('Foreign currency, CHF');
  }
  // What is sealed in the journal is what head office reads.
  const read = entriesToSend(bench.db, [], 50).map((entry) => readEntry(entry));
  expect(read.every((content) => content.ok)).toBe(true);
});

it('is expected to the last unit, whatever is taken of each', async () => {
  const sale = findSale(bench.db, await pay('EUR', 8000));
  if (!sale) throw new Error('the sale is in the journal');
  const taken = fc.record({
    currency: fc.constantFrom('EUR', 'CHF', 'JPY'),
    amount: fc.integer({ min: 1, max: 10_000_000 }),
  });
  fc.assert(
    fc.property(fc.array(fc.array(taken, { maxLength: 4 }), { maxLength: 6 }), (sales) => {
      const sums = addSums(
        ...sales.map((some) => {
          const tenders = some.map(({ currency, amount }, at) => ({
            ...{ tender: at + 1, kind: 'currency' as const, amount: minor(1) },
            foreign: { currency, rate: 1_000_000, amount: minor(amount) },
          }));
          return shiftSums({ kind: 'sale', sale: { ...sale, tenders } });
        }),
      );
      for (const { currency, expected, count } of shiftFigures(sums, null).currencies) {
        const own = sales.flat().filter((one) => one.currency === currency);
        expect(expected).toBe(own.reduce((sum, { amount }) => sum + amount, 0));
        expect(count).toBe(own.length);
      }
      // A register of an older version closes without these; its other figures are compared.
      const older = sums.filter(({ what }) => !what.startsWith('foreign:'));
      expect(sumsDiffer(sums, older)).toBeUndefined();
    }),
  );
});
