/** Chromium over the harness: opens scenes, and photographs them for a look beside the design. */
import { join } from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import type { Deed, Scene } from './scene.ts';
import { scenes, type SceneName } from './scenes.ts';

const heights: Readonly<Record<number, number>> = {
  1024: 768,
  1366: 768,
  1920: 1080,
  3840: 2160,
};

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
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

export type Look = {
  readonly scene: SceneName;
  readonly language?: 'en' | 'zh';
  readonly theme?: string;
  readonly width?: number;
  /** A fault that every command answers with. */
  readonly fault?: string;
};

/** A page; what it complains of is added to `complaints`. */
export async function openPage(browser: Browser, complaints: string[]): Promise<Page> {
  const page = await browser.newPage();
  page.setDefaultTimeout(5000);
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  return page;
}

/** Opens the scene in the page, at the design's time of day. */
export async function showScene(page: Page, url: string, look: Look): Promise<void> {
  const { scene, language = 'en', theme = 'light', fault } = look;
  const shown: Readonly<Record<string, Scene>> = scenes('en-US');
  const width = Math.max(look.width ?? 1366, shown[scene]?.leastWidth ?? 0);
  await page.setViewportSize({ width, height: heights[width] ?? 768 });
  const [hour = 0, minute = 0, second = 0] = (shown[scene]?.now ?? '').split(':').map(Number);
  await page.clock.setFixedTime(new Date(2026, 10, 22, hour, minute, second));
  const query = new URLSearchParams({ scene, lang: language, theme });
  if (fault !== undefined) query.set('fault', fault);
  await page.goto(`${url}?${query.toString()}`);
  await page.waitForSelector('.head');
  for (const deed of shown[scene]?.deeds ?? []) await perform(page, deed);
}

/** Text is put in at once: typed as fast as this it would be a scan. */
async function perform(page: Page, deed: Deed): Promise<void> {
  if ('press' in deed) await page.keyboard.press(deed.press);
  else if ('touch' in deed) await page.locator(deed.touch).first().click();
  else await page.keyboard.insertText(deed.enter);
}

/** `<folder>/<scene>.<language>.<theme>.<width>.png`, as the design names its own. */
export async function photograph(
  page: Page,
  url: string,
  look: Required<Omit<Look, 'fault'>>,
  folder: string,
): Promise<void> {
  await showScene(page, url, look);
  // The notice takes 240 ms to come down.
  await page.waitForTimeout(320);
  const name = [look.scene, look.language, look.theme, look.width].join('.');
  await page.screenshot({ path: join(folder, `${name}.png`) });
}
