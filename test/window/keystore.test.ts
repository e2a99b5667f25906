/** What the window says of the system's key store: a computer without one sells and is warned; one that lost it asks for a new activation. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { isPlain } from '../../main/database/key.ts';
import { products } from '../../server/app/demonstration/catalogue.ts';
import { createActivationCode } from '../../server/headquarters/registers.ts';
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

test('a register that lost its key store says so, and goes on with a new activation code', async ({
  shop,
}) => {
  const folder = join(shop.folder, 'R-01');
  const channel = shop.servers.channel.url;
  const activationCode = shop.servers.demonstration.activationCodes['R-01'] ?? '';
  const first = await launchRegister({ folder, provisioning: { channel, activationCode } });
  const seller = seatCashier(first.page);
  await signIn(shop, seller);
  const goods = products[1]?.barcodes[0] ?? '';
  await seller.scan(goods);
  await seller.pay();
  const sold = (await seller.finish()).receipt?.receipt ?? '';
  await first.close();
  expect(isPlain(join(folder, 'register.db')), 'the product encrypts its database').toBe(false);

  // What the stand-in has for a key store.
  rmSync(join(folder, 'standin-safe-storage.key'));
  const second = await launchRegister({ folder, provisioning: { channel, activationCode } });
  await expect(second.page.getByText(/no longer has the key of its records/)).toBeVisible();
  expect(await seatCashier(second.page).view()).toMatchObject({
    trouble: { code: 'keystore.lost' },
  });
  await second.close();

  const fresh = await createActivationCode(shop.servers.headquarters.act(), 'R-01');
  if (!fresh.ok) throw new Error(fresh.fault.code);
  const third = await launchRegister({
    folder,
    provisioning: { channel, activationCode: fresh.value.code },
  });
  const cashier = seatCashier(third.page);
  await signIn(shop, cashier);
  if ((await cashier.view()).notice !== null) await cashier.press('Enter');
  await cashier.scan(goods);
  await cashier.pay();
  const { receipt } = await cashier.finish();
  expect((receipt?.receipt ?? '') > sold).toBe(true);
  await cashier.until('all to be sent', (view) => view.pending.count === 0);
  await third.close();
});
