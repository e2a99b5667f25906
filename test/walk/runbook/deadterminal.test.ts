import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { books } from '../../../server/headquarters/books.ts';
import { newKey, startTill, type Till } from '../../security/tills.ts';
import { openPage } from './page.ts';
import {
  liveLocks,
  makeRecoveryKey,
  openCounter,
  openShop,
  posted,
  sellOffline,
  type Shop,
} from './shop.ts';

let shop: Shop;
let again: Till | undefined;
beforeAll(async () => {
  shop = await openShop();
}, 60_000);
afterAll(async () => {
  await again?.kill();
  await shop.close();
});

test('a dead terminal: its pending sale is exported, imported, posted once, and nothing doubles when it comes back', async () => {
  const { open: recoveryKey, secret } = makeRecoveryKey(shop.folder);
  const counter = await openCounter(shop, 'R-01', { recoveryKey });
  const receipt = await sellOffline(counter);
  await counter.till.kill();
  expect(await liveLocks(shop)).toBe(1);

  const disk = counter.options.folder;
  const page = openPage('Dead terminal with pending sales', {
    ...shop.variables,
    DISK: disk,
    FILE: join(shop.folder, 'R-01.journal'),
    PRIVATE_KEY: secret,
    // The helper's machine has a key store of its own.
    PAGE_KEY_STORE: newKey(),
  });
  const exported = await page.next();
  expect(exported).toContain('could not be read (keystore.lost, sealed)');
  expect(exported).toContain('entries of register R-01 are in');
  rmSync(join(disk, 'witness.log'));
  const opened = await page.next();
  expect(opened).toContain('The witness file has 0 entries.');
  expect(opened).toMatch(/The database has [1-9]\d* of the entries/);

  const imported = await page.next();
  expect(imported).toMatch(/R-01: \d+ entries, [1-9]\d* of them new/);
  expect(await posted(shop, receipt)).toBe(1);
  expect(await liveLocks(shop)).toBe(0);
  page.close();

  await counter.cable.mend();
  again = startTill(counter.options);
  await again.until(
    'all to be sent',
    (view) => view.link.state === 'online' && view.pending.count === 0,
  );
  expect(await posted(shop, receipt)).toBe(1);
  const headquarters = shop.servers.headquarters.act();
  expect((await books(headquarters)).flaws).toEqual([]);
  const raised = await headquarters.db.query.selectFrom('exception').select('kind').execute();
  expect(raised).toEqual([]);
  await counter.cable.cut();
}, 90_000);
