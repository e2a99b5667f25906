/** `npm run package:first-sale`: an unattended install on this machine, from the packed archive to the first receipt, against the clock. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assertNode } from '../setup/node.ts';

assertNode();
const { products } = await import('../../server/app/demonstration/catalogue.ts');
const { staff } = await import('../../server/app/demonstration/people.ts');
const { startLocalServers } = await import('../../server/app/local.ts');
const { build } = await import('../build.ts');
const { ensureChromium } = await import('../setup/chromium.ts');
const { seatCashier } = await import('../stage/cashier.ts');
const { launchInstalled } = await import('../stage/window.ts');
const { installRegister, packRegister } = await import('./install.ts');

const mostSeconds = 180;
const place = mkdtempSync(join(tmpdir(), 'holdfast-first-sale-'));
process.env['HOLDFAST_CHROMIUM'] = await ensureChromium();
if ((await build({ quiet: true })).failed > 0) process.exit(1);
const archive = await packRegister(place);
const servers = await startLocalServers({ folder: join(place, 'servers'), seed: true });
try {
  const started = performance.now();
  const tell = (what: string): void =>
    console.log(`${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s  ${what}`);
  const activationCode = servers.demonstration.activationCodes['R-01'] ?? '';
  const installed = installRegister(archive, place, {
    channel: servers.channel.url,
    activationCode,
  });
  tell('unpacked and provisioned');
  const window = await launchInstalled(installed, join(place, 'home'));
  tell('started: the first picture');
  const cashier = seatCashier(window.page);
  await cashier.until('its people', (view) => view.people.length > 0);
  tell('activated, with products, prices and people');
  await cashier.signIn(staff.meiLin.name.en, staff.meiLin.pin);
  await cashier.scan(products[0]?.barcodes[0] ?? '');
  await cashier.pay();
  const { receipt } = await cashier.finish();
  tell(`sold: receipt ${receipt?.receipt ?? ''}`);
  const seconds = (performance.now() - started) / 1000;
  await window.close();
  if (seconds > mostSeconds) throw new Error(`it took longer than ${mostSeconds} s`);
} finally {
  await servers.stop();
  rmSync(place, { recursive: true, force: true });
}
