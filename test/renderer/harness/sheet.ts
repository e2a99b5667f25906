/** Lays photographs beside each other: large enough to see cut text, small enough to compare. */
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Page } from '@playwright/test';

const across = 2;
const each = 4;

/** Writes `<folder>/sheet.<name>-<n>.png`, four photographs each with its name under it. */
export async function layOut(
  page: Page,
  photographs: readonly string[],
  folder: string,
  name: string,
): Promise<void> {
  for (let from = 0; from < photographs.length; from += each) {
    const figures = await Promise.all(
      photographs.slice(from, from + each).map(async (path) => {
        const picture = await readFile(path, 'base64');
        return `<figure><img src="data:image/png;base64,${picture}"><figcaption>${basename(path, '.png')}</figcaption></figure>`;
      }),
    );
    await page.setViewportSize({ width: across * 700, height: 800 });
    await page.setContent(
      `<style>body{margin:0;display:grid;grid-template-columns:repeat(${across},1fr);gap:8px;background:#888}` +
        `figure{margin:0;font:16px sans-serif}img{width:100%;display:block}</style>${figures.join('')}`,
    );
    const path = join(folder, `sheet.${name}-${from / each + 1}.png`);
    await page.screenshot({ path, fullPage: true });
  }
}
