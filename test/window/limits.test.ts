/** What a cashier may do alone, edited on head office's page and published there, and asked of a manager at the register. */
import { expect } from '@playwright/test';
import { products } from '../../server/app/demonstration/catalogue.ts';
import { staff } from '../../server/app/demonstration/people.ts';
import { openHeadOffice } from './headoffice.ts';
import { openSignedIn, test } from './shop.ts';

test('a limit saved and published at head office makes the register ask a manager', async ({
  shop,
}) => {
  const till = await openSignedIn(shop, 'R-01');
  const cashier = till.cashier();
  const { page } = cashier;
  const discount = async (percent: string): Promise<void> => {
    await cashier.press('F4');
    await page.getByRole('dialog').getByRole('textbox').fill(percent);
    await cashier.press('F12');
  };
  await cashier.scan(products[0]?.barcodes[0] ?? '');
  await discount('8');
  const alone = await cashier.until('8 percent', ({ cart }) => (cart?.totals.discount ?? 0) > 0);

  const office = await openHeadOffice(shop, 'limits');
  const panel = office.page.getByRole('complementary', { name: 'Cashier' });
  const field = panel.getByLabel('Line discount, %');
  await office.page.getByRole('button', { name: 'Cashier', exact: true }).click();
  await expect(field).toHaveValue('20');
  await field.fill('101');
  await panel.getByRole('button', { name: 'Save' }).click();
  await panel.getByText('Type a percentage').waitFor();
  await field.fill('5');
  await panel.getByRole('button', { name: 'Save' }).click();
  await panel.waitFor({ state: 'detached' });
  // With the save, not with the next question five seconds later.
  expect(await office.page.getByRole('button', { name: 'Publish' }).isEnabled()).toBe(true);
  await office.page.getByRole('button', { name: 'Publish' }).click();
  const status = office.page.getByRole('status');
  const said = (await status.getByText(/Version \d+ published/).textContent()) ?? '';
  const version = Number(/\d+/.exec(said)?.[0]);
  await office.close();

  const known = (): Promise<number> =>
    page.evaluate(
      "window.holdfast.query({ query: 'connection' }).then(({ value }) => value.jobs.find(({ job }) => job === '1070')?.version ?? 0)",
    );
  await expect.poll(known, { timeout: 20_000 }).toBeGreaterThanOrEqual(version);
  await discount('9');
  const approval = page.getByRole('dialog', { name: /Approval/ });
  await expect(approval.getByText('9% is asked, 5% is allowed')).toBeVisible();
  await page.keyboard.type(staff.priya.pin, { delay: 60 });
  await cashier.press('F12');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  const before = alone.cart?.totals.discount ?? 0;
  await cashier.until('9 percent', ({ cart }) => (cart?.totals.discount ?? 0) > before);
});
