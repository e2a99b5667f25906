/** Scanners at their worst, in the window: wherever the focus is, no field keeps a character of a scan. */
import type { Browser, Page } from '@playwright/test';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Command } from '../../shared/bridge/command.ts';
import { fault } from '../../shared/fault.ts';
import { sayFault } from '../../renderer/text/fault.ts';
import { openBrowser, openPage, showScene } from './harness/photograph.ts';
import type { SceneName } from './harness/scenes.ts';
import { serveHarness, type Harness } from './harness/serve.ts';

let browser: Browser;
let harness: Harness;
let page: Page;
const complaints: string[] = [];
beforeAll(async () => {
  [harness, browser] = await Promise.all([serveHarness(), openBrowser()]);
  page = await openPage(browser, complaints);
});
afterAll(async () => {
  await browser.close();
  await harness.close();
});
afterEach(() => expect(complaints.splice(0)).toEqual([]));

const commands = (): Promise<Command[]> => page.evaluate(() => window.commands);
const open = (scene: SceneName) => showScene(page, harness.url, { scene });

/** Types the keys with so many milliseconds of the events' own clock between them, all in one moment of the machine. */
const strokes = (keys: readonly string[], gap: number) =>
  page.evaluate(
    ([all, between]) => {
      const start = performance.now();
      for (const [index, key] of all.entries()) {
        const target = document.activeElement ?? document.body;
        const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
        Object.defineProperty(event, 'timeStamp', { value: start + index * between });
        const goes = target.dispatchEvent(event);
        if (!goes || !(target instanceof HTMLInputElement) || key.length !== 1) continue;
        Reflect.set(HTMLInputElement.prototype, 'value', target.value + key, target);
        target.dispatchEvent(new Event('input', { bubbles: true }));
      }
    },
    [keys, gap] as const,
  );
const scanOf = (code: string): string[] => [...Array.from(code), 'Enter'];
const fields = () =>
  page.evaluate(() => [...document.querySelectorAll('input')].map((field) => field.value));

const told = (code: string): string =>
  sayFault(fault('scan.half', { code }), {
    language: 'en-US',
    currency: 'USD',
    now: new Date(),
  });

it('takes two scans within 20 ms as two', async () => {
  await open('sale');
  await strokes([...scanOf('9520004100274'), ...scanOf('9520004137461')], 0.7);
  expect(await commands()).toEqual([
    { command: 'scan', code: '9520004100274' },
    { command: 'scan', code: '9520004137461' },
  ]);
});

it('takes back half a scan from the field that it landed in, and says so', async () => {
  await open('sale');
  await page.getByRole('searchbox', { name: 'Search' }).fill('tea');
  await strokes(Array.from('95200041'), 5);
  await page.getByText(told('95200041')).waitFor();
  expect(await fields()).toEqual(['tea']);
  expect(await commands()).toEqual([]);
});

it('sells nothing by garbage', async () => {
  await open('sale');
  await strokes([...Array.from('9520004'), 'é', 'ß', ...scanOf('100274')], 5);
  await page.getByText(told('9520004100274')).waitFor();
  expect([await commands(), await fields()]).toEqual([[], ['']]);
});

it.each<SceneName>(['quantity', 'discount', 'price', 'comment', 'weight', 'age', 'bank-card'])(
  'leaves the fields of the panel %s as they were',
  async (scene) => {
    await open(scene);
    const before = await fields();
    await strokes(scanOf('9520004100274'), 5);
    expect(await fields()).toEqual(before);
    expect(await commands()).toEqual([{ command: 'scan', code: '9520004100274' }]);
  },
);

it.each<SceneName>(['price-check', 'customer'])(
  'gives the panel %s what it asks for',
  async (scene) => {
    await open(scene);
    await strokes(scanOf('9520004100274'), 5);
    expect(await commands()).toEqual([]);
  },
);

it('asks for one more with each press of the plus key, not for what it reckons from an older picture', async () => {
  await open('sale');
  await strokes(['+', '+', '+'], 60);
  const plus = { command: 'quantityBy', by: 1 };
  expect(await commands()).toMatchObject([plus, plus, plus]);
});
