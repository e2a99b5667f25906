/** A sale suspended at one register and recalled at another one of the store, in two windows; and what a cashier reads when that cannot be. */
import { expect, type Page } from '@playwright/test';
import { products } from '../../server/app/demonstration/catalogue.ts';
import { cut, openSignedIn, putAwayWarning, test } from './shop.ts';

const shots = process.env['HOLDFAST_SHOTS'];
const shoot = async (page: Page, name: string): Promise<void> => {
  if (shots !== undefined) await page.screenshot({ path: `${shots}/suspended-${name}.png` });
};
const mug = products[0]?.barcodes[0] ?? '';

test('goes from one register to another, and stays where its register is cut off', async ({
  shop,
}) => {
  const first = await openSignedIn(shop, 'R-01');
  const one = first.cashier();
  await one.scan(mug);
  await one.scan(mug);
  await one.press('F7');
  await one.until('one suspended sale', (view) => view.suspended === 1);
  const second = await openSignedIn(shop, 'R-02', 'tomas');
  const two = second.cashier();
  await two.press('F7');
  const list = two.page.getByRole('list', { name: 'On other registers of the store' });
  await expect(list.getByRole('button')).toHaveCount(1);
  await shoot(two.page, 'list');
  await list.getByRole('button', { name: /R-01/ }).click();
  const here = await two.until('the sale to be here', (view) => view.cart?.totals.items === 2);
  expect(here.suspended).toBe(0);
  await one.until('the sale to be gone', (view) => view.suspended === 0);
  await expect(two.page.getByRole('dialog')).toHaveCount(0);
  await two.press('F7');
  await two.until('it to be suspended here', (view) => view.suspended === 1);

  await one.press('F7');
  await expect(one.page.getByRole('button', { name: /R-02/ })).toBeVisible();
  await cut(second);
  await putAwayWarning(second);
  await two.press('F7');
  await expect(two.page.getByText(/Only this register’s own sales/)).toBeVisible();
  await shoot(two.page, 'offline');
  await two.page
    .getByRole('dialog')
    .getByRole('button', { name: /Recall/ })
    .click();
  await two.until('its own sale offline', (view) => view.cart?.totals.items === 2);
  await one.page.getByRole('button', { name: /R-02/ }).click();
  await expect(one.page.getByText(/did not answer|is not connected/)).toBeVisible({
    timeout: 20_000,
  });
  await shoot(one.page, 'away');
  expect((await one.view()).cart).toBeNull();
});
