/** The register's clock jumps in mid-sale, days go by without the line: it sells on and says how old its prices are; a receipt of the future comes back. */
import { expect } from '@playwright/test';
import { instruments } from '../../server/app/demonstration/cards.ts';
import { products } from '../../server/app/demonstration/catalogue.ts';
import type { Till } from '../../tools/stage/shop.ts';
import { balanceOf, expectSettled, postedCount } from './ledger.ts';
import { cut, mend, openSignedIn, putAwayWarning, test } from './shop.ts';

const { number, balance } = instruments.card;
const mug = products[0]?.barcodes[0] ?? '';
const day = 24 * 60 * 60_000;
const shots = process.env['HOLDFAST_SHOTS'];

/** Sets the wall clock of the register's main process and of its page this far from the true time. */
async function setClock(till: Till, ahead: number): Promise<void> {
  const { app, page } = till.window();
  await app.evaluate((_electron, offset) => {
    const kept = globalThis as { trueDate?: DateConstructor };
    const True = (kept.trueDate ??= Date);
    globalThis.Date = class extends True {
      constructor(...parts: readonly unknown[]) {
        super(...((parts.length === 0 ? [True.now() + offset] : parts) as [number]));
      }
      static override now(): number {
        return True.now() + offset;
      }
    } as DateConstructor;
  }, ahead);
  await page.clock.setFixedTime(Date.now() + ahead);
}

test('a sale with a locked card lives through clock jumps and days without the line', async ({
  shop,
}) => {
  const till = await openSignedIn(shop, 'R-01');
  const cashier = till.cashier();
  const { page } = cashier;
  await cashier.scan(mug);
  await cashier.pay();
  await cashier.addHeld('giftCard', { number, amount: '5.00' });
  await cut(till);
  await putAwayWarning(till);
  await setClock(till, -2 * day);
  await cashier.press('Escape');
  await cashier.until('the sale', (view) => view.screen === 'sale');
  await cashier.pay();
  await setClock(till, 3 * day);
  await cashier.press('Escape');
  await expect(page.getByText(/^Prices as of/)).toBeVisible();
  if (shots !== undefined) await page.screenshot({ path: `${shots}/days-behind.png` });
  await cashier.pay();
  const future = (await cashier.finish()).receipt;
  expect(future?.completedOffline).toBe(true);
  expect(Date.parse(future?.at ?? '') - Date.now()).toBeGreaterThan(2 * day);
  await cashier.newSale();

  // Somebody sets the clock right: the receipt of the day after next is known all the same, and comes back.
  await setClock(till, 0);
  const receipt = future?.receipt ?? '';
  await cashier.press('F6');
  await page.getByRole('dialog').waitFor();
  await Promise.all([...receipt.split(''), 'Enter'].map((key) => page.keyboard.press(key)));
  await page.getByRole('dialog').getByRole('checkbox').first().check();
  await cashier.press('F12');
  await cashier.until('the goods to come back', (view) => (view.cart?.totals.total ?? 0) < 0);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await cashier.pay();
  const back = (await cashier.finish()).receipt;
  expect(back?.total).toBe(-(future?.total ?? 0));
  await mend(till);
  await expectSettled(shop);
  for (const sold of [receipt, back?.receipt ?? '']) expect(await postedCount(shop, sold)).toBe(1);
  expect(await balanceOf(shop, number)).toBe(balance - 500);
});
