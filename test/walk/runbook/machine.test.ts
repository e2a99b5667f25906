/** Pages about one machine: its database, its key store, its clock. Each is followed as docs/RUNBOOK.md has it. */
import { copyFileSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newKey, startTill, type Till, type TillOptions } from '../../security/tills.ts';
import { openPage } from './page.ts';
import { openCounter, openShop, posted, sell, signIn, type Counter, type Shop } from './shop.ts';

let shop: Shop;
let second: Promise<Counter>;
const running: Till[] = [];
beforeAll(async () => {
  shop = await openShop();
  second = openCounter(shop, 'R-02');
}, 60_000);
afterAll(async () => {
  for (const till of running) await till.kill();
  await shop.close();
});

function start(options: TillOptions): Till {
  const till = startTill(options);
  running.push(till);
  return till;
}
const variablesOf = (register: string, { folder, key }: TillOptions) => ({
  ...shop.variables,
  HOLDFAST_FOLDER: folder,
  DATA: folder,
  REGISTER: register,
  PAGE_KEY_STORE: key,
});
const codeIn = (said: string): string => /activation code (\S+),/.exec(said)?.[1] ?? '';

function damage(file: string): void {
  const bytes = readFileSync(file);
  bytes.fill(7, Math.floor(bytes.length / 2), Math.floor(bytes.length / 2) + 4096);
  writeFileSync(file, bytes);
}

test('a damaged database: its copy takes its place; without one a new one begins, and no sale is lost', async () => {
  const { options, cable, till } = await openCounter(shop, 'R-01');
  const file = join(options.folder, 'register.db');
  await till.stop();
  copyFileSync(file, `${file}.backup`);
  const first = start(options);
  await signIn(first);
  await cable.cut();
  await first.until('the line to be gone', (view) => view.link.state !== 'online');
  const receipt = await sell(first);
  await first.stop();
  damage(file);

  const page = openPage('Damaged database', variablesOf('R-01', options));
  expect(await page.next({}, 12)).toMatch(/^Database +FAILED +damaged/m);
  await cable.mend();
  const restored = start(options);
  await signIn(restored);
  expect(globSync(`${file}.damaged-*`)).not.toEqual([]);
  await page.next();
  await cable.cut();
  await restored.until('the line to be gone', (view) => view.link.state !== 'online');
  await restored.must({ command: 'newSale' });
  const next = await sell(restored);
  expect(next > receipt).toBe(true);
  await restored.stop();

  damage(file);
  for (const copy of globSync(`${file}.{backup,before-*}`)) rmSync(copy);
  const third = start(options);
  await third.until('the trouble', (view) => view.trouble?.code === 'database.damaged');
  await third.stop();
  const activationCode = codeIn(await page.next());
  page.close();
  await cable.mend();
  const fourth = start({ ...options, activationCode });
  await signIn(fourth);
  await fourth.until('all to be sent', (view) => view.pending.count === 0);
  for (const sold of [receipt, next])
    await expect.poll(() => posted(shop, sold), { timeout: 20_000 }).toBe(1);
  await cable.cut();
}, 120_000);

test('a lost key store: a new code, and the witness brings back what was sold', async () => {
  const { options, cable, till } = await second;
  await cable.cut();
  await till.until('the line to be gone', (view) => view.link.state !== 'online');
  const receipt = await sell(till);
  await till.stop();
  await cable.mend();

  const anew = { ...options, key: newKey() };
  const page = openPage('Lost key store', variablesOf('R-02', anew));
  expect(await page.next({}, 13)).toMatch(/^Key store +FAILED +does not open the key/m);
  const activationCode = codeIn(await page.next());
  const next = start({ ...anew, activationCode });
  await signIn(next);
  await next.until('all to be sent', (view) => view.pending.count === 0);
  expect(await page.next()).toMatch(/^Register +good +R-02/m);
  page.close();
  await expect.poll(() => posted(shop, receipt), { timeout: 20_000 }).toBe(1);
  second = Promise.resolve({ options: anew, cable, till: next });
}, 90_000);

test('a wrong clock is told and set right', async () => {
  const { options, cable } = await second;
  const page = openPage('Wrong clock', variablesOf('R-02', options));
  expect(await page.next({ PAGE_CLOCK: '86400000' }, 18)).toMatch(
    /^Clock +FAILED +8640\d s ahead/m,
  );
  await page.next();
  page.close();
  await cable.cut();
}, 60_000);
