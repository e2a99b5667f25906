/**
 * Photographs of the window, to be put beside the design's renders.
 * `HOLDFAST_SHOTS=<folder> [HOLDFAST_LOOKS="sale.en.light.1366 *.zh.dark.1024"] vitest run test/renderer/shots.test.ts` keeps them;
 * `*` is every scene, and is laid out on sheets as well.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { assert } from '../../shared/fault.ts';
import { openBrowser, openPage, photograph } from './harness/photograph.ts';
import { scenes, type SceneName } from './harness/scenes.ts';
import { serveHarness } from './harness/serve.ts';
import { layOut } from './harness/sheet.ts';

const kept = process.env['HOLDFAST_SHOTS'];
const some =
  'sale.en.dark.1366 disconnect-must-remove.zh.contrast.1024 tender-offline.en.light.1920 sale.zh.light.3840';
const looks = (process.env['HOLDFAST_LOOKS'] ?? some).split(' ').filter(Boolean);

const known = scenes('en-US');
const named = looks.flatMap((look) =>
  look.startsWith('*') ? Object.keys(known).map((scene) => look.replace('*', scene)) : [look],
);
const isScene = (name: string): name is SceneName => Object.hasOwn(known, name);

it('fits the design’s screens in every theme', { timeout: 900_000 }, async () => {
  const folder = kept ?? (await mkdtemp(join(tmpdir(), 'holdfast-shots-')));
  const complaints: string[] = [];
  const [harness, browser] = await Promise.all([serveHarness(), openBrowser()]);
  const page = await openPage(browser, complaints);
  for (const name of named) {
    const [scene = '', language, theme = 'light', width = '1366'] = name.split('.');
    assert(isScene(scene), `${scene} is a scene`);
    const look = { scene, language: language === 'zh' ? 'zh' : 'en', theme } as const;
    await photograph(page, harness.url, { ...look, width: Number(width) }, folder);
    const over = await page.evaluate(() => {
      const root = document.documentElement;
      return [root.scrollWidth - root.clientWidth, root.scrollHeight - root.clientHeight];
    });
    expect(over, name).toEqual([0, 0]);
  }
  const sheets = kept === undefined ? [] : looks.filter((look) => look.startsWith('*.'));
  for (const sheet of sheets) {
    const rest = sheet.slice('*.'.length);
    const paths = Object.keys(known).map((scene) => join(folder, `${scene}.${rest}.png`));
    await layOut(await browser.newPage(), paths, folder, rest);
  }
  await browser.close();
  await harness.close();
  if (kept === undefined) await rm(folder, { recursive: true, force: true });
  expect(complaints).toEqual([]);
});
