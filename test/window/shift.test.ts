/** A11: a shift is opened, its line is cut, it is counted and closed with a Z that becomes final by itself, with the same figures. */
import { expect } from '@playwright/test';
import { products } from '../../server/app/demonstration/catalogue.ts';
import { shiftRows } from '../../server/headquarters/shiftrows.ts';
import type { Shifts } from '../../shared/bridge/shift.ts';
import { staff } from '../../server/app/demonstration/people.ts';
import type { Cashier } from '../../tools/stage/cashier.ts';
import { cut, mend, putAwayWarning, test } from './shop.ts';

const mug = products[0]?.barcodes[0] ?? '';

/** As text, because only the window has a `window`. */
const askForShifts = "window.holdfast.query({ query: 'shifts' })";

async function shiftsOf(cashier: Cashier): Promise<Shifts> {
  const answer = await cashier.page.evaluate<{ readonly value?: Shifts }>(askForShifts);
  if (!answer.value) throw new Error('the register lists no shifts');
  return answer.value;
}

async function sell(cashier: Cashier): Promise<number> {
  await cashier.scan(mug);
  await cashier.pay();
  const total = (await cashier.finish()).receipt?.total ?? 0;
  await cashier.newSale();
  return total;
}

test('A11: a day in one shift, half of it without the line', async ({ shop }) => {
  const till = await shop.openTill('R-01');
  const cashier = till.cashier();
  const { page } = cashier;
  await cashier.until('people', (view) => view.people.length > 0 && view.link.state === 'online');
  await cashier.signIn(staff.meiLin.name.en, staff.meiLin.pin, 'leave');
  await page.getByLabel('Pieces of $20', { exact: true }).fill('5');
  await cashier.press('F12');
  await cashier.until('the sale', (view) => view.screen === 'sale');
  expect((await cashier.view()).shift.open).toMatchObject({ name: 'R01-S0001', drawer: 10_000 });

  const first = await sell(cashier);
  await cut(till);
  await putAwayWarning(till);
  const second = await sell(cashier);
  const expected = 10_000 + first + second;
  expect((await cashier.view()).shift.open?.drawer).toBe(expected);

  await cashier.press('F11');
  const panel = page.getByRole('dialog');
  await expect(panel.getByText('X report')).toBeVisible();
  await panel.getByRole('button', { name: 'Safe drop' }).click();
  await panel.getByLabel('Amount').fill('50');
  await cashier.press('F12');
  await cashier.until('the drop', (view) => view.shift.open?.drawer === expected - 5000);
  await expect(panel.getByText('X report')).toBeVisible();
  await cashier.press('F12');
  await panel.getByRole('button', { name: 'Amount only' }).click();
  await panel.getByLabel('Amount', { exact: true }).fill(((expected - 5000) / 100).toFixed(2));
  await cashier.press('F12');
  await expect(panel.getByText('Drawer balances')).toBeVisible();
  await cashier.press('F12');
  await expect(panel.locator('.stamp')).toContainText('PROVISIONAL');
  const before = (await shiftsOf(cashier)).closed[0];
  expect(before).toMatchObject({ difference: 0, total: first + second, sales: 2 });
  expect(before?.pending).toBeGreaterThan(0);

  await mend(till);
  await expect(panel.locator('.stamp')).toContainText('FINAL', { timeout: 30_000 });
  expect((await shiftsOf(cashier)).closed[0]).toEqual({ ...before, pending: 0 });
  await cashier.press('F12');
  await cashier.until('the next opening', (view) => view.screen === 'shift');
  const { db } = shop.servers.headquarters.act();
  await expect
    .poll(async () => {
      const found = await shiftRows(db.query, 'R-01');
      return found.ok ? found.value.rows : [];
    })
    .toMatchObject([{ state: 'closed', agrees: true, difference: 0, total: first + second }]);
});
