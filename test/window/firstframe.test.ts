/** What a person sees first is the register itself: no spinner, no bare frame, no part of it that moves about afterwards. */
import { expect } from '@playwright/test';
import { openSignedIn, test } from './shop.ts';

type Seen = {
  /** Milliseconds since the page began. */
  readonly drawn: number;
  readonly painted: number;
  /** What stood in the page when it was drawn first. */
  readonly parts: readonly string[];
  /** Layout shifts after that, as Chromium counts them. */
  readonly shifted: number;
  /** What moves without end, or says that it is busy. */
  readonly waiting: number;
};

/** As text, because it runs in the page before its own scripts. */
const watchFirstFrame = `
globalThis.firstFrame = new Promise((resolve) => {
  let drawn = null, parts = [], painted = null, shifted = 0, waiting = 0;
  const look = () => {
    const busy = document.querySelectorAll('[role=progressbar], [aria-busy=true], progress').length;
    const endless = document.getAnimations().filter((one) => one.effect?.getTiming().iterations === Infinity).length;
    waiting = Math.max(waiting, busy + endless);
  };
  new MutationObserver((_, eyes) => {
    const root = document.getElementById('root');
    if (root === null || root.childElementCount === 0) return;
    eyes.disconnect();
    drawn = performance.now();
    parts = ['header', '.signin', '.signin .staff button', '.work'].filter((part) => root.querySelector(part) !== null);
  }).observe(document, { childList: true, subtree: true });
  new PerformanceObserver((list) => {
    for (const { value } of list.getEntries()) shifted += value;
  }).observe({ type: 'layout-shift', buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (entry.name === 'first-contentful-paint') painted = entry.startTime;
  }).observe({ type: 'paint', buffered: true });
  const frame = () => {
    look();
    if (drawn === null || painted === null || performance.now() < painted + 300) return requestAnimationFrame(frame);
    resolve({ drawn, painted, parts, shifted, waiting });
  };
  requestAnimationFrame(frame);
});`;

test('the first frame with anything in it is the register, and nothing moves or waits in it', async ({
  shop,
}) => {
  const till = await openSignedIn(shop, 'R-01');
  const { page } = till.window();
  await page.evaluate<unknown>("window.holdfast.command({ command: 'signOut' })");
  await till.cashier().until('the people', (view) => view.screen === 'signIn');
  await page.addInitScript(watchFirstFrame);
  await page.reload();
  const seen = await page.evaluate<Seen>('globalThis.firstFrame');
  // Not before it was drawn: until then the page is empty, and Electron keeps its window hidden.
  expect(seen.painted).toBeGreaterThanOrEqual(seen.drawn);
  expect(seen.parts).toEqual(['header', '.signin', '.signin .staff button', '.work']);
  expect(seen.shifted).toBe(0);
  expect(seen.waiting).toBe(0);
});
