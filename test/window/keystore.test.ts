/** A computer without a key store sells, and says at each start what that means. */
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { seatCashier } from '../../tools/stage/cashier.ts';
import { launchRegister } from '../../tools/stage/window.ts';
import { signIn, test } from './shop.ts';

for (const backend of ['none', 'basic_text'])
  test(`a register whose key store is ${backend} warns the cashier`, async ({ shop }) => {
    const { channel } = shop.servers;
    const activationCode = shop.servers.demonstration.activationCodes['R-01'] ?? '';
    const window = await launchRegister({
      folder: join(shop.folder, 'R-01'),
      provisioning: { channel: channel.url, activationCode },
      environment: { STANDIN_STORAGE_BACKEND: backend },
    });
    const cashier = seatCashier(window.page);
    await signIn(shop, cashier);
    expect((await cashier.view()).notice).toMatchObject({ code: 'keystore.missing' });
    await expect(window.page.getByText(/keeps no keys/)).toBeVisible();
    await window.close();
  });
