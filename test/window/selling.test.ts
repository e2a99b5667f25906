/** Selling as a cashier does it, in the window: labels, ages, customers, discounts with a manager's approval, taxes, comments, reasons. */
import { expect, type Page } from '@playwright/test';
import { withCheckDigit } from '../../shared/barcode.ts';
import { counter } from '../../server/app/demonstration/counter.ts';
import { products } from '../../server/app/demonstration/catalogue.ts';
import { staff } from '../../server/app/demonstration/people.ts';
import { cut, openSignedIn, putAwayWarning, test } from './shop.ts';

const shots = process.env['HOLDFAST_SHOTS'];
const shoot = async (page: Page, name: string): Promise<void> => {
  if (shots !== undefined) await page.screenshot({ path: `${shots}/window-${name}.png` });
};
const codeOf = (id: string): string =>
  [...products, ...counter('')].find((product) => product.id === id)?.barcodes[0] ?? '';

test('sells by weight, age, customer, discount and comment without a mouse, with the line cut', async ({
  shop,
}) => {
  const till = await openSignedIn(shop, 'R-01');
  const cashier = till.cashier();
  const { page } = cashier;
  const type = (text: string) => page.keyboard.type(text, { delay: 60 });
  /** A key goes to the panel as long as one is there. */
  const closed = () => expect(page.locator('.cover')).toHaveCount(0);
  await page.locator('.tile .pic').first().waitFor();
  await shoot(page, 'pictures');
  await cut(till);
  await putAwayWarning(till);

  await cashier.scan(withCheckDigit('210020100345'));
  await cashier.scan(withCheckDigit('220030100725'));
  await cashier.until('two labels', (view) => view.cart?.lines.length === 2);
  await cashier.scan(codeOf('olives'));
  await page.getByRole('dialog', { name: 'Weight of Green olives' }).waitFor();
  await type('0.25');
  await cashier.press('F12');
  await cashier.until('olives by weight', (view) => view.cart?.lines.length === 3);
  await closed();

  await cashier.scan(codeOf('cider'));
  await page.getByRole('alertdialog', { name: /21 or older/ }).waitFor();
  await shoot(page, 'age');
  await type('19900228');
  await page.waitForTimeout(600);
  await cashier.press('F12');
  await cashier.until('the age is checked', (view) => view.cart?.ageToAsk === null);
  await closed();

  await cashier.press('F5');
  await page.getByLabel('Name, phone or number').waitFor();
  await type('lindq');
  await page.getByText('No. 100001').waitFor();
  await shoot(page, 'customer');
  await cashier.press('F12');
  await cashier.until('a customer', (view) => view.cart?.customer?.number === '100001');
  await closed();

  await cashier.press('F4', 'F4');
  await page.getByRole('button', { name: 'Whole sale', pressed: true }).waitFor();
  await type('15');
  await shoot(page, 'discount');
  await cashier.press('F12');
  await page.getByRole('dialog', { name: /Approval/ }).waitFor();
  await type(staff.priya.pin);
  await cashier.press('F12');
  await cashier.until('15 percent', (view) => (view.cart?.totals.discount ?? 0) > 0);
  await closed();

  await cashier.press('F1');
  await page.getByRole('button', { name: 'Comment' }).click();
  await page.getByRole('textbox', { name: 'Comment' }).fill('gift');
  await cashier.press('F12');
  await closed();
  await shoot(page, 'sale');
  await cashier.pay();
  const receipt = await cashier.finish();
  const paper = JSON.stringify(receipt.receipt?.papers[0]?.parts);
  for (const text of ['Ana Lindqvist', '0.345', 'Discount on the sale 15%', 'gift', '7.25'])
    expect(paper).toContain(text);
  await shoot(page, 'receipt');
});

test('checks a price, forgives a typing error, and asks why a line goes', async ({ shop }) => {
  const till = await openSignedIn(shop, 'R-05');
  const cashier = till.cashier();
  const { page } = cashier;
  await cashier.press('F1');
  await page.getByRole('button', { name: 'Price check' }).click();
  await cashier.scan(codeOf('mug'));
  await page.getByText('Price as of').waitFor();
  await shoot(page, 'price-check');
  await cashier.press('Escape');
  await expect(page.locator('.cover')).toHaveCount(0);
  expect((await cashier.view()).cart).toBeNull();

  await page.keyboard.type('choclate', { delay: 60 });
  await page.getByText('Perhaps one of these').waitFor();
  await shoot(page, 'near');
  await page.getByRole('button', { name: /Dark chocolate/ }).click();
  await cashier.until('chocolate', (view) => view.cart?.lines.length === 1);
  await cashier.press('Delete');
  await page.getByRole('dialog', { name: 'Why?' }).waitFor();
  await cashier.press('ArrowDown', 'F12');
  const view = await cashier.until('a voided line', (seen) => seen.cart?.lines[0]?.voided === true);
  expect(view.cart?.lines[0]).toMatchObject({ voided: true, reason: 'price' });
});

test('a second Enter on a tile of a search adds nothing that has since taken its place', async ({
  shop,
}) => {
  const till = await openSignedIn(shop, 'R-05');
  const cashier = till.cashier();
  const { page } = cashier;
  await page.keyboard.type('choco', { delay: 60 });
  const tile = page.getByRole('button', { name: /Dark chocolate/ });
  await expect(page.locator('.tile')).toHaveCount(1);
  await tile.focus();
  await page.keyboard.press('Enter');
  await cashier.until('chocolate', (view) => view.cart?.lines.length === 1);
  await expect.poll(() => page.locator('.tile').count()).toBeGreaterThan(1);
  await page.keyboard.press('Enter');
  await page.waitForTimeout(300);
  const { cart } = await cashier.view();
  expect(cart?.lines).toMatchObject([{ kind: 'product', quantity: 1000 }]);
});
