/** Items of Electron's security checklist that can only be seen in a running window (docs/SECURITY.md has the whole list). */
import { expect } from '@playwright/test';
import { openSignedIn, test } from './shop.ts';

test('every permission is denied, no path leads out of the page, no frame opens, no foreign address is asked', async ({
  shop,
}) => {
  const till = await openSignedIn(shop, 'R-01');
  const { page } = till.window();
  expect(await page.evaluate<string>('Notification.requestPermission()')).toBe('denied');
  expect(
    await page.evaluate<string>(
      "navigator.mediaDevices ? navigator.mediaDevices.getUserMedia({ audio: true }).then(() => 'granted', () => 'denied') : 'denied'",
    ),
  ).toBe('denied');
  const statuses = await page.evaluate<number[]>(
    `Promise.all(['/../main/index.js', '/%2e%2e/main/index.js', '/..%2f..%2fpackage.json', '/%2e%2e%5cmain%5cindex.js', '/index.html%00.js', '/100%.js', '/nothing.js']
      .map((path) => fetch(path).then((answer) => answer.status, () => 0)))`,
  );
  expect(statuses).toEqual([404, 404, 404, 404, 404, 404, 404]);
  const policy = await page.evaluate<string>(
    "fetch('/index.html').then((answer) => answer.headers.get('content-security-policy'))",
  );
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/unsafe|\*|https?:/);
  expect(
    await page.evaluate<string>(
      "fetch('http://127.0.0.1:9/').then(() => 'went out', (error) => error.name)",
    ),
  ).toBe('TypeError');
  await page.evaluate<unknown>(
    "{ const frame = document.createElement('iframe'); frame.src = 'https://example.com/'; document.body.append(frame) } 1",
  );
  expect(
    page
      .frames()
      .map((frame) => frame.url())
      .filter((url) => url.includes('example.com')),
  ).toEqual([]);
});

test('the window is made with a sandbox, isolation and no Node, and has no menu', async ({
  shop,
}) => {
  const till = await openSignedIn(shop, 'R-01');
  const seen = await till.window().app.evaluate(({ Menu, BrowserWindow }) => ({
    menu: Menu.getApplicationMenu() === null,
    windows: BrowserWindow.getAllWindows().length,
  }));
  expect(seen).toEqual({ menu: true, windows: 1 });
});

test('product text is text: markup and direction marks in a name run nothing', async ({ shop }) => {
  const till = await openSignedIn(shop, 'R-01');
  const { page } = till.window();
  const code = '<img src=x onerror=alert(1)>"\u202E';
  const told = await page.evaluate<{ fault: { code: string } }>(
    `window.holdfast.command({ command: 'scan', code: ${JSON.stringify(code)} })`,
  );
  expect(told.fault.code).toMatch(/^barcode\./);
  expect(await page.evaluate<number>("document.querySelectorAll('img[src=x]').length")).toBe(0);
});
