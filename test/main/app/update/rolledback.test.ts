/** What was sold, and what head office answered, around a version that is taken back: real services, a real encrypted database, the real trial. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../../../main/app/clock.ts';
import { beginTrial, passTrial } from '../../../../main/app/update/trial.ts';
import { books } from '../../../../server/headquarters/books.ts';
import { newKey, startTill, type Till } from '../../../security/tills.ts';
import { openShop, posted, sell, signIn, type Shop } from '../../../walk/runbook/shop.ts';
import { runHoldfast } from '../command/console.ts';

const folder = join(mkdtempSync(join(tmpdir(), 'holdfast-rolledback-')), 'R-01');
const key = newKey();
let shop: Shop;
let till: Till;
beforeAll(async () => {
  shop = await openShop();
}, 60_000);
afterAll(async () => {
  await till.kill();
  await shop.close();
  rmSync(join(folder, '..'), { recursive: true });
});

const begin = (version: string) => beginTrial(folder, version, systemClock.now());
const open = (): Till => {
  till = startTill({
    folder,
    channel: shop.servers.channel.url,
    activationCode: shop.servers.demonstration.activationCodes['R-01'] ?? '',
    key,
  });
  return till;
};
/** 10: head office has not answered some, as this machine knows; 0: all. */
const pending = async (): Promise<number> => (await runHoldfast(folder, key, ['--pending'])).exit;
async function allAnswered(): Promise<void> {
  await expect.poll(pending, { timeout: 30_000 }).toBe(0);
}

test('answers that came during a failed trial are asked for again, and what was sold in it is neither lost nor posted twice', async () => {
  begin('1.0.0');
  await signIn(open());
  passTrial(folder, '1.0.0', systemClock.now());
  await allAnswered();
  // The channel has the sale; head office does not, so that its answer is still to come when the new version starts.
  await shop.servers.headquarters.stop();
  const before = await sell(till);
  await till.until('it to be sent', (view) => view.pending.count === 0);
  await till.stop();
  expect(await pending()).toBe(10);
  await shop.servers.headquarters.start();
  await expect.poll(() => posted(shop, before), { timeout: 30_000 }).toBe(1);

  expect(begin('1.1.0')).toMatchObject({ go: 'on' });
  await signIn(open());
  await allAnswered();
  // No picture, so no cashier; if something was sold all the same, it counts.
  const during = await sell(till);
  await allAnswered();
  await till.stop();
  expect(begin('1.1.0')).toMatchObject({ go: 'on' });
  expect(begin('1.1.0')).toMatchObject({ go: 'back', version: '1.0.0' });
  expect(await pending(), 'the answer went with the database of the trial').toBe(10);

  expect(begin('1.0.0')).toMatchObject({ go: 'on', rolledBack: { version: '1.1.0' } });
  await signIn(open());
  await allAnswered();
  const after = await sell(till);
  await allAnswered();
  expect(new Set([before, during, after]).size, 'no number is given twice').toBe(3);
  for (const receipt of [before, during, after])
    await expect.poll(() => posted(shop, receipt), { timeout: 30_000 }).toBe(1);
  const headquarters = shop.servers.headquarters.act();
  expect((await books(headquarters)).flaws).toEqual([]);
  const raised = await headquarters.db.query.selectFrom('exception').select('kind').execute();
  expect(raised).toEqual([]);
}, 120_000);
