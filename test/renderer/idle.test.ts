import type { Browser, Page } from '@playwright/test';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBrowser, openPage } from './harness/photograph.ts';
import { serveHarness } from './harness/serve.ts';

let browser: Browser;
let page: Page;
let harness: Awaited<ReturnType<typeof serveHarness>>;
beforeAll(async () => {
  [harness, browser] = await Promise.all([serveHarness(), openBrowser()]);
  page = await openPage(browser, []);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await harness.close();
});

const locks = (): Promise<number> =>
  page.evaluate(() => window.commands.filter(({ command }) => command === 'lock').length);

it('locks the register when nobody has touched it for as long as the store says', async () => {
  await page.clock.install({ time: new Date(2026, 10, 22, 10, 41) });
  await page.goto(`${harness.url}?scene=idle`);
  await page.waitForSelector('.head');
  await page.clock.fastForward('04:59');
  await page.keyboard.press('ArrowUp');
  await page.clock.fastForward('04:59');
  expect(await locks()).toBe(0);
  await page.clock.fastForward('00:02');
  expect(await locks()).toBe(1);
});
