/** Looks at a page of head office with axe: nothing serious in any theme. */
import type { Page } from '@playwright/test';
import axe from 'axe-core';
import type { Result, RunOptions } from 'axe-core';
import { expect } from 'vitest';

/** Chromium gives the focus to what rolls by itself. */
const always: RunOptions = {
  resultTypes: ['violations'],
  rules: { 'scrollable-region-focusable': { enabled: false } },
};
const themes = ['light', 'dark', 'contrast'] as const;

/** Everything of WCAG 2.2 A and AA in the theme as it is; in the others what a theme can change: colours. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  // A pointer over a key changes its colours on the way.
  await page.mouse.move(0, 0);
  await page.evaluate(axe.source);
  expect(
    await flawsIn(page, {
      runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
    }),
  ).toEqual([]);
  const shown = await page.locator('html').getAttribute('data-theme');
  for (const theme of themes.filter((one) => one !== shown)) {
    await page.evaluate((name) => (document.documentElement.dataset['theme'] = name), theme);
    const rule: RunOptions = { runOnly: { type: 'rule', values: ['color-contrast'] } };
    expect(await flawsIn(page, rule), theme).toEqual([]);
  }
  await page.evaluate(
    (name) => (document.documentElement.dataset['theme'] = name),
    shown ?? 'light',
  );
}

/** What React Aria says aloud of a key that is gone stands in its own place, which nobody sees. */
async function flawsIn(page: Page, options: RunOptions): Promise<string[]> {
  const found = await page.evaluate<Result[]>(
    `axe.run({ exclude: [['[data-live-announcer]']] }, ${JSON.stringify({ ...options, ...always })}).then((result) => result.violations)`,
  );
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
}
