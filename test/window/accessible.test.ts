/**
 * Every screen and panel of the window, in both languages and three themes: axe-core finds nothing serious, no text is cut at
 * 1024x768, dialogs keep their keys in sight and their focus inside. Over the harness' false bridge, whose content policy is as
 * strict as the product's: Playwright evaluates axe from outside it.
 */
import { expect, test as base, type Page } from '@playwright/test';
import axe from 'axe-core';
import type { Result, RunOptions } from 'axe-core';
import { componentsDrawn, componentsThereAre } from '../renderer/harness/drawn.ts';
import { cutTexts } from '../renderer/harness/legible.ts';
import { openBrowser, openPage, showScene } from '../renderer/harness/photograph.ts';
import type { Scene } from '../renderer/harness/scene.ts';
import { scenes, type SceneName } from '../renderer/harness/scenes.ts';
import { serveHarness } from '../renderer/harness/serve.ts';

type Stand = { readonly url: string; readonly page: Page; readonly complaints: string[] };

const test = base.extend<object, { stand: Stand }>({
  stand: [
    async ({ browserName }, use) => {
      expect(browserName).toBe('chromium');
      const complaints: string[] = [];
      const [harness, browser] = await Promise.all([serveHarness(), openBrowser()]);
      const page = await openPage(browser, complaints);
      page.setDefaultTimeout(30_000);
      // Colours are measured at rest.
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await use({ url: harness.url, page, complaints });
      await browser.close();
      await harness.close();
    },
    { scope: 'worker' },
  ],
});

const all: Readonly<Record<string, Scene>> = scenes('en-US');
const known = scenes('en-US');
const isScene = (name: string): name is SceneName => Object.hasOwn(known, name);
const names = Object.keys(all).filter(isScene);
const dialogs = names.filter(
  (name) => all[name]?.panel !== undefined && all[name].deeds === undefined,
);
/** The one opens panels, the other watches the clock. */
const drawsNothing = ['app.tsx: Questions', 'idle-lock.tsx: IdleLock'];
const languages = ['en', 'zh'] as const;
const themes = ['light', 'dark', 'contrast'] as const;

/** What axe holds for serious or critical in the page as it stands. */
async function seriousIn(page: Page, only: readonly string[]): Promise<string[]> {
  const options: RunOptions = {
    resultTypes: ['violations'],
    // Chromium gives the focus to what rolls by itself.
    rules: { 'scrollable-region-focusable': { enabled: false } },
    ...(only.length === 0 ? {} : { runOnly: { type: 'rule', values: [...only] } }),
  };
  const found = await page.evaluate<Result[]>(
    `axe.run(document, ${JSON.stringify(options)}).then((result) => result.violations)`,
  );
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
}

/** The whole of axe in the light theme; in the others what a theme can change: colours. */
async function lookAt(stand: Stand, scene: SceneName, language: 'en' | 'zh'): Promise<string[]> {
  const { page, url } = stand;
  await showScene(page, url, { scene, language, width: 1024 });
  const cut = await cutTexts(page);
  await page.evaluate(axe.source);
  const found = cut.map((text) => `cut: ${text}`);
  for (const theme of themes) {
    await page.evaluate(`document.documentElement.dataset.theme = '${theme}'`);
    const serious = await seriousIn(page, theme === 'light' ? [] : ['color-contrast']);
    found.push(...serious.map((text) => `${theme}: ${text}`));
  }
  return found;
}

for (const language of languages) {
  test(`no text is cut at 1024x768, axe finds nothing serious, and each component has a scene, in ${language}`, async ({
    stand,
  }) => {
    test.setTimeout(600_000);
    const found: string[] = [];
    const drawn = new Set<string>();
    for (const scene of names) {
      const said = await lookAt(stand, scene, language);
      found.push(...said.map((text) => `${scene}: ${text}`));
      for (const component of await componentsDrawn(stand.page)) drawn.add(component);
    }
    expect(found).toEqual([]);
    const unseen = [...componentsThereAre()].filter(([component]) => !drawn.has(component));
    expect(unseen.map(([, where]) => where)).toEqual(drawsNothing);
    expect(stand.complaints).toEqual([]);
  });
}

const focusInside = "document.activeElement?.closest('[aria-modal=true]') !== null";

test('each panel keeps the focus inside and takes it back from beside it; a scanner’s Enter, Space and digits answer none; Esc closes it', async ({
  stand,
}) => {
  test.setTimeout(300_000);
  const { page, url } = stand;
  const wrong: string[] = [];
  for (const scene of dialogs) {
    await showScene(page, url, { scene });
    const box = page.locator('[aria-modal=true]');
    await box.waitFor();
    const inside = async (when: string) => {
      if (!(await page.evaluate<boolean>(focusInside)))
        wrong.push(`${scene}: focus is lost ${when}`);
    };
    await inside('at the start');
    const sentBefore = await page.evaluate<number>('window.commands.length');
    // What a scanner may type where nothing is typed into; in a field Enter confirms what is there.
    const typing = await page.evaluate<boolean>(
      "document.activeElement.matches('input, textarea')",
    );
    if (!typing) for (const key of ['Enter', 'Space', '7']) await page.keyboard.press(key);
    if (
      (await page.evaluate<number>('window.commands.length')) > sentBefore ||
      !(await box.isVisible())
    )
      wrong.push(`${scene}: is answered by a scanner`);
    await page.keyboard.press('Shift+Tab');
    await inside('before its first key');
    await page.keyboard.press('Tab');
    await inside('after its last key');
    await page.evaluate('document.activeElement.blur()');
    await page.keyboard.press('Tab');
    await inside('after a touch beside it');
    // A panel of the shift goes back to the shift first.
    await page.keyboard.press('Escape');
    if (await box.isVisible()) await page.keyboard.press('Escape');
    const left = await page.locator('[aria-modal=true]').count();
    if (left > 0) wrong.push(`${scene}: Esc does not close it`);
  }
  expect(wrong).toEqual([]);
});
