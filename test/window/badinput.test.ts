/** Hands that are quicker than the picture, a sale of 500 lines, goods for nothing: typed and scanned in the window, posted once at head office. */
import { expect } from '@playwright/test';
import { products } from '../../server/app/demonstration/catalogue.ts';
import type { Command } from '../../shared/bridge/command.ts';
import type { Bridge } from '../../shared/bridge/contract.ts';
import { zero } from '../../shared/money.ts';
import { expectSettled, postedCount } from './ledger.ts';
import { mend, openSignedIn, test } from './shop.ts';

declare global {
  interface Window {
    readonly holdfast: Pick<Bridge, 'command'>;
  }
}

const barcode = (place: number): string => products[place]?.barcodes[0] ?? '';
const many = 500;

// 500 scans one after the other, on a machine that others use as well.
test.describe.configure({ timeout: 600_000 });

test('two presses at once count as two; 500 lines, goods for nothing and goods that come back are sold and posted', async ({
  shop,
}) => {
  const till = await openSignedIn(shop, 'R-01', 'priya');
  const cashier = till.cashier();
  const { page } = cashier;
  await cashier.scan(barcode(0));
  // Both before any picture can follow the first: within one turn of the page.
  const strike = (keys: readonly string[]): Promise<void> =>
    page.evaluate((all) => {
      for (const key of all)
        document.body.dispatchEvent(
          new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
        );
    }, keys);
  const quantityOf = (pieces: number) =>
    cashier.until(`${pieces} pieces`, ({ cart }) => {
      const [line] = cart?.lines ?? [];
      return line?.kind === 'product' && line.quantity === pieces * 1000;
    });
  await strike(['+', '+']);
  await quantityOf(3);
  await strike(['-', '-']);
  await quantityOf(1);

  // All but the first and the last by the door that scans take, to spare the test a minute of typing.
  const codes = Array.from({ length: many - 2 }, (_, index) => barcode((index + 1) % 2));
  const send = (commands: readonly Command[]): Promise<readonly unknown[]> =>
    page.evaluate(async (all) => {
      // In their order, without waiting for the picture that follows each.
      const results = await Promise.all(all.map((command) => window.holdfast.command(command)));
      return results.flatMap((result) => (result.ok ? [] : [result.fault]));
    }, commands);
  const refused = await send(codes.map((code) => ({ command: 'scan', code })));
  expect(refused).toEqual([]);
  await cashier.scan(barcode(1));
  await expect(page.getByRole('list', { name: /lines/i }).getByRole('listitem')).toHaveCount(many);
  const { cart } = await cashier.view();
  const price = (place: number): number => products[place]?.price ?? 0;
  expect(cart?.totals.subtotal).toBe((many / 2) * (price(0) + price(1)));
  await cashier.pay();
  const { receipt } = await cashier.finish();
  expect(receipt?.total).toBe(cart?.totals.total);
  const paper = JSON.stringify(receipt?.papers[0]?.parts);
  for (const place of [0, 1])
    expect(paper.split(`"${products[place]?.name.en}`)).toHaveLength(many / 2 + 1);
  await cashier.newSale();

  await cashier.scan(barcode(0));
  expect(await send([{ command: 'price', line: 1, unitPrice: zero }])).toEqual([]);
  await expect(page.locator('.owe')).toContainText('$0.00');
  await cashier.pay();
  const free = (await cashier.finish()).receipt;
  expect([free?.total, free?.tenders]).toEqual([0, []]);
  await cashier.newSale();

  await cashier.scan(barcode(0));
  expect(await send([{ command: 'return', line: 1 }])).toEqual([]);
  await expect(page.locator('.owe')).toContainText('To give back');
  await cashier.pay();
  const back = (await cashier.finish()).receipt;
  expect(back?.total).toBeLessThan(0);
  await mend(till);
  await expectSettled(shop);
  for (const sold of [receipt, free, back])
    expect(await postedCount(shop, sold?.receipt ?? '')).toBe(1);
});
