/** Photographs the harness: `node test/renderer/harness/shots.ts <folder> [scene.language.theme.width ...]`. */
import { mkdirSync } from 'node:fs';
import { assert } from '../../../shared/fault.ts';
import { openBrowser, openPage, photograph } from './photograph.ts';
import { scenes, type SceneName } from './scenes.ts';
import { serveHarness } from './serve.ts';

const known = scenes('en-US');
const isScene = (name: string): name is SceneName => Object.hasOwn(known, name);

/** Takes the named pictures, or every scene in English at the reference size. */
async function takeShots(folder: string, asked: readonly string[]): Promise<void> {
  const names =
    asked.length > 0 ? asked : Object.keys(known).map((scene) => `${scene}.en.light.1366`);
  mkdirSync(folder, { recursive: true });
  const harness = await serveHarness();
  const browser = await openBrowser();
  const complaints: string[] = [];
  const page = await openPage(browser, complaints);
  for (const name of names) {
    const [scene = '', language, theme = 'light', width = '1366'] = name.split('.');
    assert(isScene(scene), `${scene} is a scene`);
    const look = { scene, language: language === 'zh' ? 'zh' : 'en', theme } as const;
    await photograph(page, harness.url, { ...look, width: Number(width) }, folder);
  }
  if (complaints.length > 0) console.error(complaints);
  await browser.close();
  await harness.close();
}

if (import.meta.main) {
  const [folder = 'shots', ...asked] = process.argv.slice(2);
  await takeShots(folder, asked);
}
