import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { watchReading } from '../../../main/app/reading.ts';

const html = `<link rel="icon" href="./assets/icon.svg" />
  <script type="module" crossorigin src="./assets/index.js"></script>
  <link rel="modulepreload" crossorigin href="./assets/react.js">
  <link rel="stylesheet" crossorigin href="./assets/index.css">`;

async function isWhole(whole: Promise<void>): Promise<boolean> {
  return Promise.race([whole.then(() => true), setImmediate(false)]);
}

test('a page is read when all that it names is, also what Chromium asks for late', async () => {
  const { begun, ended, whole } = watchReading();
  begun('/index.html', html);
  ended('/index.html');
  // Nothing is being read now, and two files were not asked for yet.
  ended('/assets/index.js');
  expect(await isWhole(whole)).toBe(false);
  ended('/assets/index.css');
  expect(await isWhole(whole)).toBe(false);
  ended('/assets/react.js');
  expect(await isWhole(whole)).toBe(true);
});

test('what the page does not need to be drawn, such as its icon, is not waited for', async () => {
  const { begun, ended, whole } = watchReading();
  ended('/assets/icon.svg');
  expect(await isWhole(whole)).toBe(false);
  begun('/index.html', html);
  for (const path of ['/assets/index.js', '/assets/react.js', '/assets/index.css', '/index.html'])
    ended(path);
  expect(await isWhole(whole)).toBe(true);
});
