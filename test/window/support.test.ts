/** The support bundle from the window: in Connection status, and while the register cannot sell; the check and the log of the same executable. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, type Page } from '@playwright/test';
import { unzipSync } from 'fflate';
import { root } from '../../tools/command.ts';
import { launchRegister } from '../../tools/stage/window.ts';
import { openSignedIn, test } from './shop.ts';

async function bundleOf(page: Page): Promise<Record<string, Uint8Array>> {
  await page.getByRole('button', { name: 'Support bundle' }).click();
  const told = await page.getByText(/holdfast-support-.*\.zip/).textContent({ timeout: 30_000 });
  return unzipSync(readFileSync(/\S*\.zip/.exec(told ?? '')?.[0] ?? ''));
}
const shot = process.env['HOLDFAST_SHOTS'];

test('a bundle is made beside a register that sells, which goes on selling', async ({ shop }) => {
  const till = await openSignedIn(shop, 'R-01');
  const { page } = till.window();
  await till.cashier().press('F10');
  const parts = await bundleOf(page);
  const text = (name: string): string => Buffer.from(parts[name] ?? '').toString();
  expect(text('logs/register.log')).toContain('"event":"register.ready"');
  expect(JSON.parse(text('check.json'))).toContainEqual(
    expect.objectContaining({ name: 'database', code: 'good' }),
  );
  if (shot) await page.screenshot({ path: join(shot, 'support-en.png') });
  await page.evaluate(`window.holdfast.command({ command: 'language', language: 'zh-CN' })`);
  await expect(page.getByText('供 IT 使用')).toBeVisible();
  if (shot) await page.screenshot({ path: join(shot, 'support-zh.png') });

  const { stdout } = await promisify(execFile)(join(root, 'tools/electron-standin/bin/electron'), [
    root,
    `--user-data-dir=${join(shop.folder, 'R-01')}`,
    '--check',
    '--json',
  ]);
  const { rows } = JSON.parse(stdout);
  expect(rows.filter((row: { state: string }) => row.state === 'failed')).toEqual([]);
});

test('a bundle is made by a register that cannot sell', async ({ shop }) => {
  const folder = join(shop.folder, 'unknown');
  const window = await launchRegister({
    folder,
    provisioning: { channel: shop.servers.channel.url, activationCode: 'WRONG-CODE' },
  });
  const parts = await bundleOf(window.page);
  expect(Buffer.from(parts['errors.log'] ?? '').toString()).toContain('activation.code');
  if (shot) await window.page.screenshot({ path: join(shot, 'support-trouble.png') });
  await window.close();
});
