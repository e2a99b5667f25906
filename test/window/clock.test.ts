/** A register whose clock is off: its cashier is told beside the time, calmly, in both languages. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { systemClock } from '../../server/app/ports.ts';
import { openShop } from '../../tools/stage/shop.ts';
import { openSignedIn } from './shop.ts';

const offMs = 5 * 60_000;

test('says that the clock is off by more than two minutes, and nothing once it is right', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-clock-'));
  let ahead = offMs;
  const shop = await openShop(folder, {
    clock: {
      now: () => new Date(Date.parse(systemClock.now()) + ahead).toISOString(),
      running: systemClock.running,
    },
  });
  const till = await openSignedIn(shop, 'R-01');
  const { page } = till.window();
  const shots = process.env['HOLDFAST_SHOTS'];
  const shoot = async (name: string): Promise<void> => {
    if (shots !== undefined) await page.screenshot({ path: join(shots, `${name}.png`) });
  };
  await expect(page.getByRole('button', { name: 'Clock 5 min slow' })).toBeVisible();
  await shoot('clock.en');
  await page.evaluate<unknown>(
    "window.holdfast.command({ command: 'language', language: 'zh-CN' })",
  );
  const note = page.getByRole('button', { name: '时钟慢 5 分钟' });
  await expect(note).toBeVisible();
  await note.click();
  await expect(page.getByText('请联系 IT 校准时钟')).toBeVisible();
  await shoot('clock.zh');
  ahead = 0;
  await expect(note).toBeHidden({ timeout: 30_000 });
  await shop.close();
  rmSync(folder, { recursive: true, force: true });
});
