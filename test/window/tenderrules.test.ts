/** What the store allows of a way to pay, as the cashier meets it: the least of a check, and cash that goes back by receipt only. */
import { expect } from '@playwright/test';
import { products } from '../../server/app/demonstration/catalogue.ts';
import { staff } from '../../server/app/demonstration/people.ts';
import { minor } from '../../shared/money.ts';
import { openSignedIn, setTenders, test } from './shop.ts';

test('a check below the least is refused with the way out, and cash for goods without a receipt needs another person', async ({
  shop,
}) => {
  await setTenders(shop, ({ kinds }) => ({
    kinds: {
      ...kinds,
      check: { ...kinds.check, leastPerLine: minor(900_000) },
      cash: { ...kinds.cash, backByReceipt: true },
    },
  }));
  const till = await openSignedIn(shop, 'R-01');
  const cashier = till.cashier();
  const { page } = cashier;
  const dialog = page.getByRole('dialog');
  const barcode = products[0]?.barcodes[0] ?? '';
  await cashier.scan(barcode);
  await cashier.pay();
  await cashier.press('F2');
  await dialog.getByLabel('Number').fill('0815');
  await cashier.press('F12');
  await expect(dialog.getByText(/at least \$9,000\.00.*paid another way/)).toBeVisible();
  await cashier.press('Escape');
  const { receipt } = await cashier.finish();
  expect(receipt?.tenders).toMatchObject([{ kind: 'cash' }]);
  await cashier.newSale();

  await cashier.scan(barcode);
  await page.evaluate("window.holdfast.command({ command: 'return', line: 1 })");
  await expect(page.locator('.owe')).toContainText('To give back');
  await cashier.pay();
  await cashier.press('F12');
  const approval = page.getByRole('dialog', { name: /Approval/ });
  await expect(approval.getByText(/is asked, \$0\.00 is allowed/)).toBeVisible();
  await expect(approval.getByText(/Find the receipt, give a credit memo/)).toBeVisible();
  expect((await cashier.view()).cart?.tenders).toEqual([]);
  await page.keyboard.type(staff.priya.pin, { delay: 60 });
  await cashier.press('F12');
  const { receipt: back } = await cashier.until('the refund', ({ screen }) => screen === 'receipt');
  expect(back).toMatchObject({ tenders: [{ kind: 'cash' }] });
  expect(back?.total).toBeLessThan(0);
});

test('euros are paid by a note that is offered, counted as euros, and short by what is missing', async ({
  shop,
}) => {
  const till = await openSignedIn(shop, 'R-01');
  const cashier = till.cashier();
  const { page } = cashier;
  const dialog = page.getByRole('dialog');
  await cashier.scan(products[0]?.barcodes[0] ?? '');
  await cashier.pay();
  await cashier.press('F7');
  const [euro] = (await cashier.view()).cart?.currencies ?? [];
  const given = euro?.quick.at(-1) ?? minor(0);
  await dialog.getByRole('button', { name: `€${given / 100}`, exact: true }).click();
  await expect(dialog.getByLabel('Amount in EUR')).toHaveValue((given / 100).toFixed(2));
  await cashier.press('F12');
  const paid = await cashier.until('the receipt', ({ screen }) => screen === 'receipt');
  expect(paid.receipt?.tenders).toMatchObject([{ kind: 'currency', foreign: { amount: given } }]);
  await cashier.newSale();

  await cashier.press('F11');
  await dialog.waitFor();
  await cashier.press('F12');
  const euros = dialog.getByRole('region', { name: 'Foreign currency, EUR' });
  await euros.getByRole('button', { name: 'Notes and coins' }).click();
  await euros.getByLabel('Pieces of €5', { exact: true }).fill('1');
  await cashier.press('F12');
  const missing = (given - 500) / 100;
  await expect(dialog.getByText(new RegExp(`€${missing.toFixed(2)}`))).toBeVisible();
  await cashier.press('F12');
  const slip = dialog.locator('.shiftslip');
  await expect(slip).toContainText('Foreign currency, EUR');
  await expect(slip).toContainText('Short');
});
