/** Ways to pay by which nothing goes back without the receipt of the goods: what the receipt covers, what another person lifts, and the other ways. */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { minor } from '../../../shared/money.ts';
import { defaultTenderPolicy, type TenderPolicy } from '../../../shared/tenderrule.ts';
import { instrumentNumber } from '../../make/number.ts';
import { configuration } from '../../make/place.ts';
import { hundred, soap } from '../../make/product.ts';
import { endBench, makeSelling, type Bench } from '../../make/register.ts';
import { ada, mei, pin } from '../../make/staff.ts';

const { kinds } = defaultTenderPolicy;
const byReceipt = { backByReceipt: true } as const;
const setPolicy = (bench: Bench, change: Partial<TenderPolicy>): Promise<void> =>
  bench.feed('1070', [
    {
      id: configuration.store,
      body: { ...configuration, tenders: { ...defaultTenderPolicy, ...change } },
    },
  ]);
const cash = (amount: number) => ({ command: 'payCash', amount: minor(amount) }) as const;
const card = (amount: number) =>
  ({ command: 'payCard', amount: minor(amount), reference: 'R' }) as const;

let bench: Bench;
beforeEach(async () => {
  bench = await makeSelling();
  await setPolicy(bench, { kinds: { ...kinds, cash: { ...kinds.cash, ...byReceipt } } });
});
afterEach(() => endBench(bench));

/** Sells it for cash; the number of the receipt. */
async function sold(product: { readonly id: string }): Promise<string> {
  await bench.act({ command: 'addProduct', product: product.id });
  await bench.act(cash(bench.cart().totals.cashDue));
  const receipt = bench.view().receipt?.receipt ?? '';
  await bench.act({ command: 'newSale' });
  return receipt;
}
const giveReceipt = (receipt: string): Promise<void> =>
  bench.act({ command: 'returnReceipt', receipt, lines: [{ line: 1, quantity: 1000 }] });
async function giveBlind(product: { readonly id: string }): Promise<void> {
  await bench.act({ command: 'addProduct', product: product.id });
  const line = bench.cart().lines.at(-1)?.line ?? 0;
  await bench.act({ command: 'return', line });
}

describe('cash that goes back by receipt only', () => {
  it('goes back for goods with their receipt', async () => {
    const receipt = await sold(hundred);
    await giveReceipt(receipt);
    await bench.act(cash(-10_000));
    expect(bench.view().receipt).toMatchObject({ total: -10_000 });
  });

  it('is refused for goods without one until another person approves, and the other ways stay', async () => {
    await giveBlind(hundred);
    expect(await bench.refused(cash(-10_000))).toBe('permission.override');
    expect(bench.cart().tenders).toEqual([]);
    await bench.act(card(-4000));
    await bench.act({ command: 'approve', staff: ada.id, pin, operation: 200 });
    await bench.act(cash(-6000));
    expect(bench.view().receipt).toMatchObject({ total: -10_000 });
  });

  it('says so where nobody could approve it', async () => {
    await bench.feed('1060', [{ id: mei.id, body: mei }]);
    await giveBlind(hundred);
    expect(await bench.refused(cash(-10_000))).toBe('tender.byReceipt');
    await bench.act({ command: 'refundInstrument', kind: 'creditMemo', number: null });
    bench.headquarters.grant(0);
    await bench.act({ command: 'complete' });
    expect(bench.view().receipt).toMatchObject({ memo: { amount: 10_000 } });
  });

  it('covers what the receipt is worth and no more of what came back', async () => {
    const receipt = await sold(soap);
    await giveReceipt(receipt);
    await giveBlind(hundred);
    expect(await bench.refused(cash(-1320))).toBe('permission.override');
    await bench.act(cash(-1000));
    expect(await bench.refused(cash(-320))).toBe('permission.override');
    await bench.act(cash(-319));
    await bench.act(card(-10_000));
    expect(bench.view().receipt).toMatchObject({ total: -11_319 });
  });

  it('is no matter of change', async () => {
    await bench.act({ command: 'addProduct', product: hundred.id });
    await bench.act(cash(15_000));
    expect(bench.view().receipt).toMatchObject({ change: 5000 });
  });

  it('gives back exactly as much as has a receipt, whatever else comes back or is bought', async () => {
    const each = 10_000;
    await bench.act({ command: 'addProduct', product: hundred.id });
    await bench.act({ command: 'quantity', line: 1, quantity: 9000 });
    await bench.act(cash(9 * each));
    const receipt = bench.view().receipt?.receipt ?? '';
    await bench.act({ command: 'newSale' });
    const pieces = fc.integer({ min: 0, max: 9 });
    await fc.assert(
      fc.asyncProperty(
        pieces,
        pieces,
        pieces,
        fc.integer({ min: 7000, max: 70_000 }),
        async (...of) => {
          const [withIt, without, bought, step] = of;
          fc.pre(withIt + without > bought);
          if (withIt > 0) {
            const lines = [{ line: 1, quantity: withIt * 1000 }];
            await bench.act({ command: 'returnReceipt', receipt, lines });
          }
          for (const quantity of [-without, bought].filter((one) => one !== 0)) {
            await bench.act({ command: 'addProduct', product: hundred.id });
            const line = bench.cart().lines.at(-1)?.line ?? 0;
            await bench.act({ command: 'quantity', line, quantity: quantity * 1000 });
          }
          const owed = (withIt + without - bought) * each;
          let given = 0;
          // All but a cent in pieces, so that the sale stays open and can be voided.
          while (given < owed - 1) {
            const piece = Math.min(step, owed - 1 - given);
            const refused = given + piece > withIt * each;
            const answer = await bench.register.command(cash(-piece));
            expect(answer.ok).toBe(!refused);
            if (refused) break;
            given += piece;
          }
          expect(given).toBeLessThanOrEqual(withIt * each);
          await bench.act({ command: 'voidSale' });
        },
      ),
      { numRuns: 8 },
    );
  });
});

it('pays a gift card out, for which there is no receipt', async () => {
  await bench.act({ command: 'cashOut', number: instrumentNumber(1) });
  bench.headquarters.grant(700);
  await bench.act(cash(-700));
  expect(bench.view().receipt).toMatchObject({ total: -700 });
});
