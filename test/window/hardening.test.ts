/** What the window may not do, and what becomes of a second process. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { root } from '../../tools/command.ts';
import { launchRegister } from '../../tools/stage/window.ts';
import { openSignedIn, test } from './shop.ts';

test('the page has nothing of Node or Electron, opens no window, goes nowhere, runs no foreign script', async ({
  shop,
}) => {
  const till = await openSignedIn(shop, 'R-01');
  const { page, app } = till.window();
  const refused: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) refused.push(message.text());
  });
  expect(
    await page.evaluate<string[]>(
      "['require', 'process', 'module', 'ipcRenderer', 'electron'].filter((name) => name in window)",
    ),
  ).toEqual([]);
  expect(await page.evaluate<string[]>('Object.keys(window.holdfast).sort()')).toEqual([
    'command',
    'query',
    'watch',
  ]);
  const address = page.url();
  await page.evaluate<unknown>(
    "window.open('https://example.com/'); location.href = 'https://example.com/'; 1",
  );
  await page.evaluate<unknown>(
    "{ const script = document.createElement('script'); script.textContent = 'window.foreign = 1'; document.body.append(script) } 1",
  );
  await expect.poll(() => refused.length).toBeGreaterThan(0);
  expect(await page.evaluate<unknown>('window.foreign')).toBeUndefined();
  expect(page.url()).toBe(address);
  // The stand-in can only close what Chromium has opened, a moment later.
  await expect.poll(() => app.windows().length).toBe(1);
  expect(
    await page.evaluate<unknown>("window.holdfast.command({ command: 'format the disk' })"),
  ).toMatchObject({ fault: { code: 'bridge.malformed' } });
});

test('the window draws every screen without breaking its own content security policy', async ({
  shop,
}) => {
  const till = await openSignedIn(shop, 'R-01');
  const complaints: string[] = [];
  till.window().page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  for (const key of ['F10', 'Escape', 'F1', 'Escape', 'F8', 'Escape', 'F6', 'Escape'])
    await till.cashier().press(key);
  expect(complaints).toEqual([]);
});

test('a second start on the same folder brings the first window forward and ends', async ({
  shop,
}) => {
  const till = await openSignedIn(shop, 'R-01');
  const second = spawn(
    join(root, 'tools/electron-standin/bin/electron'),
    [root, `--user-data-dir=${join(shop.folder, 'R-01')}`],
    { stdio: 'ignore' },
  );
  const [code] = await once(second, 'exit');
  expect(code).toBe(0);
  expect((await till.cashier().view()).screen).toBe('sale');
});

test('a register without an activation says what it needs', async ({ shop }) => {
  const window = await launchRegister({
    folder: join(shop.folder, 'unknown'),
    provisioning: { channel: shop.servers.channel.url, activationCode: 'WRONG-CODE' },
  });
  await expect
    .poll(
      async () =>
        (
          await window.page.evaluate<{ value: { trouble: { code: string } | null } }>(
            "window.holdfast.query({ query: 'view' })",
          )
        ).value.trouble?.code,
    )
    .toBe('activation.code');
  await window.close();
});
