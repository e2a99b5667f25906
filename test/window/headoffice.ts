/** A clerk of head office at a browser of their own, beside the registers of the shop. */
import { chromium, type Page } from '@playwright/test';
import { accounts } from '../../server/app/demonstration/people.ts';
import type { Shop } from '../../tools/stage/shop.ts';

/** Signs Ruth in and opens the page that `at` names as its address does. */
export async function openHeadOffice(
  shop: Shop,
  at: string,
): Promise<{ page: Page; close: () => Promise<void> }> {
  const executablePath = process.env['HOLDFAST_CHROMIUM'];
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    chromiumSandbox: false,
    args: [
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-quic',
    ],
  });
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 }, locale: 'en-US' });
  await page.goto(`${shop.servers.headquarters.url}/#${at}`);
  await page.getByLabel('Account').fill(accounts.ruth.name);
  await page.getByLabel('Password').fill(accounts.ruth.password);
  await page.keyboard.press('Enter');
  return { page, close: () => browser.close() };
}
