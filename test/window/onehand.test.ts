/** A whole sale, from sign-in to the next one: once without a mouse, once without a keyboard. */
import { expect, type Page } from '@playwright/test';
import { staff } from '../../server/app/demonstration/people.ts';
import type { Cashier } from '../../tools/stage/cashier.ts';
import { test } from './shop.ts';

/** Slower than any scanner. */
const typingMs = 60;

/** From here on the window counts these events; as text, because only the window has a `window`. */
async function count(page: Page, event: 'pointerdown' | 'keydown'): Promise<() => Promise<number>> {
  await page.evaluate(
    `window.counted = 0; window.addEventListener('${event}', () => { window.counted += 1; }, true)`,
  );
  return () => page.evaluate<number>('window.counted');
}

const ready = (cashier: Cashier) =>
  cashier.until('people', (view) => view.people.length > 0 && view.screen === 'signIn');

// With the opening of the store, on a machine that others use as well.
test.describe.configure({ timeout: 600_000 });

test('a whole sale without a mouse', async ({ shop }) => {
  const till = await shop.openTill('R-01');
  const cashier = till.cashier();
  const { page } = cashier;
  await ready(cashier);
  const touches = await count(page, 'pointerdown');
  const type = (text: string) => page.keyboard.type(text, { delay: typingMs });
  const tile = page.getByRole('button', { name: new RegExp(staff.meiLin.name.en) });
  for (let tabs = 0; tabs < 20; tabs += 1) {
    if (await tile.evaluate((element) => element === element.ownerDocument.activeElement)) break;
    await page.keyboard.press('Tab');
  }
  await expect(tile).toBeFocused();
  await page.keyboard.press('Space');
  await type(staff.meiLin.pin);
  await cashier.press('F12');
  await cashier.until('the opening of a shift', (view) => view.screen === 'shift');
  await page.keyboard.press('Tab');
  await cashier.press('F12');
  await cashier.until('the sale', (view) => view.screen === 'sale');
  await type('umbrella');
  await expect(page.locator('.tile')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await cashier.until('the umbrella', (view) => view.cart?.lines.length === 1);
  await cashier.press('+');
  await cashier.until('two of them', (view) => (view.cart?.totals.items ?? 0) === 2);
  await cashier.pay();
  await type('60');
  await page.keyboard.press('Enter');
  await cashier.until('the receipt', (view) => view.screen === 'receipt');
  await cashier.newSale();
  expect(await touches()).toBe(0);
});

test('a whole sale without a keyboard', async ({ shop }) => {
  const till = await shop.openTill('R-01');
  const cashier = till.cashier();
  const { page } = cashier;
  await ready(cashier);
  const keys = await count(page, 'keydown');
  const touch = (name: string | RegExp, exact = false) =>
    page.getByRole('button', { name, exact }).first().click();
  await touch(new RegExp(staff.meiLin.name.en));
  for (const digit of staff.meiLin.pin) await touch(digit, true);
  await touch('Sign in');
  await cashier.until('the opening of a shift', (view) => view.screen === 'shift');
  await touch('Open shift');
  await cashier.until('the sale', (view) => view.screen === 'sale');
  await touch(/Stoneware mug/);
  await cashier.until('the mug', (view) => view.cart?.lines.length === 1);
  await touch(/Sea salt flakes/);
  await cashier.until('the salt', (view) => view.cart?.lines.length === 2);
  await page.locator('.go').click();
  await cashier.until('payment', (view) => view.screen === 'payment');
  await page.locator('.quick button').nth(1).click();
  await page.locator('.tender.first').click();
  await cashier.until('the receipt', (view) => view.screen === 'receipt');
  await page.waitForTimeout(700);
  await touch('New sale');
  await cashier.until('the next sale', (view) => view.screen === 'sale');
  expect(await keys()).toBe(0);
});
