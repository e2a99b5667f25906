/** People at the register's window: a badge, another person's approval, the lock, a new PIN, training with its drill, the tour. */
import { expect } from '@playwright/test';
import { staff } from '../../server/app/demonstration/people.ts';
import { products } from '../../server/app/demonstration/catalogue.ts';
import { openSignedIn, signIn, test } from './shop.ts';

const mug = products[0]?.barcodes[0] ?? '';

test('a cashier goes beyond the limit with the manager’s PIN, and the discount is given by itself', async ({
  shop,
}) => {
  const till = await openSignedIn(shop, 'R-01');
  const { page } = till.window();
  const cashier = till.cashier();
  await cashier.scan(mug);
  await cashier.press('F4');
  await page.getByRole('dialog').getByRole('textbox').fill('30');
  await cashier.press('F12');
  const approval = page.getByRole('dialog', { name: /Approval/ });
  await expect(approval.getByText('30% is asked, 20% is allowed')).toBeVisible();
  await expect(approval.getByRole('button', { name: /Priya Nair/ })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await page.keyboard.type('999999', { delay: 60 });
  await cashier.press('F12');
  await expect(approval.getByText(/The PIN is wrong/)).toBeVisible();
  await page.keyboard.type(staff.priya.pin, { delay: 60 });
  await cashier.press('F12');
  const seen = await cashier.until('the discount', (view) => (view.cart?.totals.discount ?? 0) > 0);
  expect(seen.staff?.id).toBe(staff.meiLin.id);
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('a badge is scanned, the register locked with its sale, and opened by the manager', async ({
  shop,
}) => {
  const till = await shop.openTill('R-01');
  const { page } = till.window();
  const cashier = till.cashier();
  await cashier.until('people', (view) => view.people.length > 0);
  await Promise.all(
    [...Array.from(staff.tomas.badge), 'Enter'].map((key) => page.keyboard.press(key)),
  );
  await expect(page.getByLabel('Staff number')).toHaveValue(staff.tomas.badge);
  await page.keyboard.type(staff.tomas.pin, { delay: 60 });
  await cashier.press('F12');
  await cashier.until('Tomás to be in', (view) => view.staff?.id === staff.tomas.id);
  await cashier.press('F12');
  await cashier.until('the shift to be open', (view) => view.screen === 'sale');
  await expect(page.getByText(/Scan at any time/)).toBeVisible();
  await cashier.scan(mug);
  await page.getByRole('button', { name: 'Skip' }).click();
  await cashier.until('the tour to be over', (view) => !view.tour);
  await cashier.press('Control+l');
  await expect(page.getByText('The register is locked')).toBeVisible();
  await signIn(shop, cashier, 'priya');
  const seen = await cashier.until('the sale', (view) => view.screen === 'sale');
  expect(seen.cart?.lines).toHaveLength(1);
});

test('a PIN is changed at one register and counts at the other', async ({ shop }) => {
  const first = await openSignedIn(shop, 'R-01');
  const { page } = first.window();
  const cashier = first.cashier();
  await page.getByRole('button', { name: /Mei Lin/ }).click();
  await page.getByRole('button', { name: 'Change PIN' }).click();
  await page.getByLabel('Present PIN').fill(staff.meiLin.pin);
  await page.getByLabel('New PIN or password').fill('Kiwi-806');
  await page.getByLabel('New one again').fill('Kiwi-807');
  await cashier.press('F12');
  // pin.twice: said beside the field.
  await expect(page.getByText('The two are not the same')).toBeVisible();
  await page.getByLabel('New one again').fill('Kiwi-806');
  await cashier.press('F12');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  const second = await shop.openTill('R-02');
  const other = second.cashier();
  await other.until('the people', (view) => view.people.length > 0 && view.link.state === 'online');
  await second
    .window()
    .page.getByRole('button', { name: /Mei Lin/ })
    .click();
  await second.window().page.getByLabel('PIN or password').fill('Kiwi-806');
  await other.press('F12');
  await other.until('Mei to be in', (view) => view.staff?.id === staff.meiLin.id);
});

test('a trainer cuts the practice line; the drill goes to its end, and head office hears nothing', async ({
  shop,
}) => {
  const till = await openSignedIn(shop, 'R-01', 'priya');
  const { page } = till.window();
  const cashier = till.cashier();
  const step = (wanted: string) =>
    cashier.until(`step ${wanted}`, (view) => view.training?.drill === wanted);
  await page.getByRole('button', { name: /Priya Nair/ }).click();
  await page.getByRole('button', { name: 'Start training' }).click();
  await cashier.until('the training', (view) => view.training !== null);
  await expect(page.locator('.head').getByText('TRAINING')).toBeVisible();
  await page.getByRole('button', { name: 'Start drill' }).click();
  await step('scan');
  await cashier.scan(mug);
  await step('pay');
  await cashier.pay();
  await step('card');
  await cashier.press('F8');
  await page
    .getByRole('button', { name: /Scan the practice card/ })
    .first()
    .click();
  await cashier.press('F12');
  await step('cut');
  await page.getByRole('button', { name: 'Cut the line' }).click();
  await step('warning');
  await page.waitForTimeout(600);
  await cashier.press('F12');
  await step('finish');
  await cashier.finish();
  await step('mend');
  await expect(page.getByText('TRAINING / 培训').first()).toBeVisible();
  await page.getByRole('button', { name: 'Mend the line' }).click();
  await step('scanAgain');
  await cashier.newSale();
  await cashier.scan(mug);
  await step('memo');
  await cashier.pay();
  await cashier.press('F4');
  await page
    .getByRole('button', { name: /Scan the practice card/ })
    .nth(1)
    .click();
  await cashier.press('F12');
  await step('cutAgain');
  await page.getByRole('button', { name: 'Cut the line' }).click();
  await step('wait');
  await page.waitForTimeout(600);
  await cashier.press('F12');
  await step('mendAgain');
  await page.getByRole('button', { name: 'Mend the line' }).click();
  await step('finishAgain');
  await cashier.finish();
  await step('end');
  await page.getByRole('button', { name: 'End training' }).click();
  const seen = await cashier.until('work', (view) => view.training === null);
  expect(seen.pending.count).toBe(0);
  expect(seen.registerName).toBe('R-01');
});
