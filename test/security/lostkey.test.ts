/** A re-imaged machine with its old disk, a new account: the key store no longer opens the database's key. Real processes, real services. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { systemClock } from '../../main/app/clock.ts';
import { isPlain } from '../../main/database/key.ts';
import { keyfile } from '../../main/database/keyfile.ts';
import { closeDatabase, openDatabase } from '../../main/database/open.ts';
import { findSale } from '../../main/database/sales.ts';
import { products } from '../../server/app/demonstration/catalogue.ts';
import { staff } from '../../server/app/demonstration/people.ts';
import { startLocalServers, type LocalServers } from '../../server/app/local.ts';
import { createActivationCode } from '../../server/headquarters/registers.ts';
import { minor, zero } from '../../shared/money.ts';
import { layCable, type Cable } from '../../tools/cable.ts';
import { sealWith } from './seal.ts';
import { newKey, startTill, type Till, type TillOptions } from './tills.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-lostkey-'));
const place = join(folder, 'R-01');
const file = join(place, 'register.db');
let servers: LocalServers;
let cable: Cable;
let options: TillOptions;
let till: Till;

beforeAll(async () => {
  servers = await startLocalServers({ folder: join(folder, 'servers'), seed: true });
  cable = await layCable(servers.channel.url);
  const activationCode = servers.demonstration.activationCodes['R-01'] ?? '';
  options = { folder: place, channel: cable.url, activationCode, key: newKey() };
});
afterEach(() => till.stop());
afterAll(async () => {
  await cable.cut();
  await servers.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function signIn(): Promise<void> {
  await till.until('the people', (view) => view.people.length > 0);
  const { id, pin } = staff.meiLin;
  await till.must({ command: 'signIn', staff: id, pin });
  // Refused when one is open already.
  await till.may({ command: 'openShift', amount: zero, counts: [] });
}

async function sell(): Promise<string> {
  await till.must({ command: 'scan', code: products[1]?.barcodes[0] ?? '' });
  await till.must({ command: 'openPayment' });
  const due = (await till.view()).cart?.totals.due ?? minor(0);
  await till.must({ command: 'payCash', amount: due });
  const { receipt } = await till.until('the receipt', (view) => view.screen === 'receipt');
  await till.must({ command: 'newSale' });
  return receipt?.receipt ?? '';
}

const files = (): string[] =>
  readdirSync(place).filter((name) => name.startsWith('register.db') && !name.endsWith('.lock'));

it('says so and touches nothing until a new code comes; then the witness brings what was not sent', async () => {
  till = startTill(options);
  await signIn();
  await cable.cut();
  await till.until('the line to be gone', (view) => view.link.state !== 'online');
  const sold = await sell();
  await till.stop();
  expect(files().toSorted()).toEqual(['register.db', 'register.db.catalog-1', 'register.db.key']);
  const before = files().map((name) => readFileSync(join(place, name)));

  const old = options.key;
  options = { ...options, key: newKey() };
  till = startTill(options);
  const lost = await till.until('the trouble', (view) => view.trouble !== null);
  expect(lost).toMatchObject({
    screen: 'trouble',
    trouble: { code: 'keystore.lost', retry: 'later' },
  });
  await cable.mend();
  await till.until('the used code to be refused', (view) => view.trouble?.retry === 'no');
  await till.stop();
  expect(files().map((name) => readFileSync(join(place, name)))).toEqual(before);

  const headquarters = servers.headquarters.act();
  const code = await createActivationCode(headquarters, 'R-01');
  if (!code.ok) throw new Error(code.fault.code);
  till = startTill({ ...options, activationCode: code.value.code });
  await signIn();
  expect((await till.view()).notice).toMatchObject({ code: 'register.restored' });
  const next = await sell();
  expect(next > sold, `${next} comes after ${sold}`).toBe(true);
  await till.until('all to be sent', (view) => view.pending.count === 0);
  const { query } = headquarters.db;
  const states = () =>
    query.selectFrom('entry').select('state').where('receipt', 'in', [sold, next]).execute();
  // What the channel has, it forwards when it comes to it.
  await expect
    .poll(states, { timeout: 30_000 })
    .toEqual([{ state: 'posted' }, { state: 'posted' }]);

  expect(isPlain(file)).toBe(false);
  const aside = files().filter((name) => name.includes('.sealed-'));
  expect(aside).toHaveLength(1);
  const saved = join(place, aside[0] ?? '', 'register.db');
  expect(existsSync(saved)).toBe(true);
  const port = keyfile({ ...sealWith(old), newKey: () => new Uint8Array(32) });
  const opened = openDatabase(saved, { clock: systemClock, key: port });
  if (!opened.ok) throw new Error(opened.fault.code);
  expect(findSale(opened.value, sold)?.receipt, 'the old key still opens it').toBe(sold);
  closeDatabase(opened.value);
}, 150_000);
