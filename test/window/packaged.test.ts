/** What electron-builder has packed, installed without a question and run from the machine's folder: the thread of the product, by two users. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { instruments } from '../../server/app/demonstration/cards.ts';
import { products } from '../../server/app/demonstration/catalogue.ts';
import { root } from '../../tools/command.ts';
import { staff } from '../../server/app/demonstration/people.ts';
import { installRegister, packRegister, type Installed } from '../../tools/package/install.ts';
import { layCable } from '../../tools/cable.ts';
import { seatCashier } from '../../tools/stage/cashier.ts';
import { launchInstalled, type RegisterWindow } from '../../tools/stage/window.ts';
import type { Till } from '../../tools/stage/shop.ts';
import { balanceOf, expectSettled, postedCount } from './ledger.ts';
import { cut, mend, putAwayWarning, signIn, test } from './shop.ts';

const { number, balance } = instruments.card;
const mug = products[0]?.barcodes[0] ?? '';

/** What the uninstaller does; answers the exit code. */
async function askPending({ resources, data }: Installed): Promise<number | null> {
  const program = join(root, 'tools/electron-standin/bin/electron');
  const asked = spawn(program, [join(resources, 'app'), '--pending'], {
    stdio: 'ignore',
    env: {
      ...process.env,
      STANDIN_RESOURCES: resources,
      HOLDFAST_FOLDER: data,
      XDG_CONFIG_HOME: join(place, 'administrator'),
    },
  });
  await once(asked, 'exit');
  return asked.exitCode;
}

const place = mkdtempSync(join(tmpdir(), 'holdfast-installed-'));
test.afterAll(() => rmSync(place, { recursive: true, force: true }));

test('a packed register sells, outlives its line and a change of users, and posts once', async ({
  shop,
}) => {
  // Most of a minute of a busy machine goes into packing.
  test.slow();
  const archive = await packRegister(place);
  const cable = await layCable(shop.servers.channel.url);
  const activationCode = shop.servers.demonstration.activationCodes['R-01'] ?? '';
  const installed = installRegister(archive, place, { channel: cable.url, activationCode });
  let window: RegisterWindow = await launchInstalled(installed, join(place, 'mei'));
  const till: Till = {
    cable,
    cashier: () => seatCashier(window.page),
    window: () => window,
    launch: async () => {
      window = await launchInstalled(installed, join(place, 'tomas'));
      return seatCashier(window.page);
    },
  };
  expect(await window.app.evaluate(({ app }) => [app.isPackaged, app.getPath('userData')])).toEqual(
    [true, installed.data],
  );
  await signIn(shop, till.cashier());
  await till.cashier().scan(mug);
  await till.cashier().pay();
  await till.cashier().addHeld('giftCard', { number, amount: '5.00' });
  await cut(till);
  await putAwayWarning(till);
  const done = await till.cashier().finish();
  expect(done.receipt?.completedOffline).toBe(true);

  // Another user of the machine starts it: what the first one left to be sent is not stranded.
  await till.window().kill();
  expect(await askPending(installed)).toBe(10);
  // As after a new version that did not start: the machine has this one again, and says so once.
  writeFileSync(
    join(installed.data, 'version.json'),
    JSON.stringify({
      ...{ version: '9.9.9', state: 'rolledBack', starts: 2, before: '1.0.0' },
      ...{ reason: 'Error: no such table', at: '2026-11-29T03:00:00.000Z' },
    }),
  );
  const second = await till.launch();
  expect((await second.until('a picture', (view) => view.screen === 'signIn')).pending.count).toBe(
    1,
  );
  await second.page.getByRole('button', { name: staff.meiLin.name.en }).click();
  await second.page.keyboard.type(staff.meiLin.pin, { delay: 60 });
  await second.press('F12');
  const opened = await second.until('the register as it was', (view) => view.staff !== null);
  expect(opened.notice).toMatchObject({
    code: 'update.rolledBack',
    data: { version: '9.9.9' },
  });
  await mend(till);
  await expectSettled(shop);
  expect(await balanceOf(shop, number)).toBe(balance - 500);
  expect(await postedCount(shop, done.receipt?.receipt ?? '')).toBe(1);

  // Posted at head office, and soon heard here: answers come by cursor.
  await expect.poll(() => askPending(installed), { timeout: 30_000 }).toBe(0);

  // Only Chromium's profile is the user's own; nothing of the register lies there.
  for (const user of ['mei', 'tomas'])
    expect(readdirSync(join(place, user, 'Holdfast'))).toEqual(['profile']);
  expect(existsSync(join(installed.data, 'register.db'))).toBe(true);
  await window.close();
  await cable.cut();
});
