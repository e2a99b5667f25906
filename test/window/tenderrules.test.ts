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
