/** Photographs the harness: `node test/renderer/harness/shots.ts <folder> [scene.lang.theme.width ...]`. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { scenes } from './scenes.ts';
import { serveHarness } from './serve.ts';

const [folder = 'shots', ...asked] = process.argv.slice(2);
const names =
  asked.length > 0 ? asked : Object.keys(scenes('en-US')).map((name) => `${name}.en.light.1366`);
const heights: Readonly<Record<string, number>> = { '1024': 768, '1366': 768, '1920': 1080 };

mkdirSync(folder, { recursive: true });
const { server, url } = await serveHarness();
const browser = await chromium.launch({
  executablePath: process.env['HOLDFAST_CHROMIUM'] ?? '/usr/bin/chromium',
  chromiumSandbox: false,
  args: [
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-quic',
  ],
});
for (const name of names) {
  const [scene = '', language = 'en', theme = 'light', width = '1366'] = name.split('.');
  const page = await browser.newPage({
    viewport: { width: Number(width), height: heights[width] ?? 768 },
  });
  page.on('pageerror', (error) => console.error(name, error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      console.error(name, message.text());
  });
  const shown: Record<string, { now: string }> = scenes('en-US');
  const now = shown[scene]?.now ?? '10:41';
  await page.clock.setFixedTime(new Date(`2026-11-22T${now.length === 5 ? `${now}:00` : now}`));
  await page.goto(`${url}?scene=${scene}&lang=${language}&theme=${theme}`);
  await page.waitForSelector('.head');
  await page.waitForTimeout(350);
  await page.screenshot({ path: join(folder, `${name}.png`) });
  await page.close();
}
await browser.close();
await server.close();
