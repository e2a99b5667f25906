/** The same register in Chinese, and by hand: disconnect and connect with a name. */
import { expect } from '@playwright/test';
import { openSignedIn, test } from './shop.ts';

test('disconnected by hand the register says by whom, stays so, and comes back when connected', async ({
  shop,
}) => {
  const till = await openSignedIn(shop, 'R-01');
  const { page } = till.window();
  await till.cashier().press('F10');
  await page.getByRole('button', { name: 'Disconnect' }).click();
  const seen = await till.cashier().untilLink('byHand');
  expect(seen.link.byHand?.en).toBe('Mei Lin');
  await expect(page.getByText(/Disconnected by Mei Lin|by Mei Lin/).first()).toBeVisible();
  await page.getByRole('button', { name: /^Connect(?!ion)/ }).click();
  await till.cashier().untilLink('online');
});

test('in Chinese every word of the sale is Chinese', async ({ shop }) => {
  const till = await openSignedIn(shop, 'R-01');
  const { page } = till.window();
  await page.evaluate<unknown>(
    "window.holdfast.command({ command: 'language', language: 'zh-CN' })",
  );
  await expect(
    page.getByText('扫码，或输入品名、编号').or(page.getByPlaceholder('扫码，或输入品名、编号')),
  ).toBeVisible();
  await till.cable.cut();
  await expect(page.getByText('线路已断开，请继续收银。')).toBeVisible();
  const latin = await page.locator('body').innerText();
  expect(latin.match(/[A-Za-z]{4,}/g)?.filter((word) => word !== 'Ctrl')).toBeUndefined();
});
