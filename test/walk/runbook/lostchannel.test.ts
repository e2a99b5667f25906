import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { books } from '../../../server/headquarters/books.ts';
import { openPage } from './page.ts';
import { openCounter, openShop, posted, sell, type Counter, type Shop } from './shop.ts';

let shop: Shop;
let counter: Counter;
beforeAll(async () => {
  shop = await openShop();
  counter = await openCounter(shop, 'R-01');
}, 60_000);
afterAll(async () => {
  await counter.till.kill();
  await counter.cable.cut();
  await shop.close();
});

const setAside = async (): Promise<number> => {
  const { query } = shop.servers.headquarters.act().db;
  const rows = await query
    .selectFrom('entry')
    .select('hash')
    .where('state', '=', 'parked')
    .execute();
  return rows.length;
};

test('a channel that lost its database knows nothing of an entry that went up damaged: the journal of its register mends it', async () => {
  const { till, options } = counter;
  const { servers } = shop;
  await servers.headquarters.stop();
  const receipt = await sell(till);
  await till.until('the channel to have it', ({ pending }) => pending.count === 0);
  await servers.channel.stop();
  const place = join(shop.folder, 'servers/channel');
  const damaged = new BetterSqlite3(join(place, 'channel.sqlite'));
  // What a bad disk does: the table itself refuses every change.
  const triggers = damaged
    .prepare<[], { name: string }>(
      "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'entry'",
    )
    .all();
  for (const { name } of triggers) damaged.exec(`DROP TRIGGER ${name}`);
  const changed = damaged
    .prepare(
      "UPDATE entry SET content = replace(content, ?, 'R-01-9') WHERE content LIKE '%' || ? || '%'",
    )
    .run(receipt, receipt);
  damaged.close();
  expect(changed.changes).toBe(1);
  await servers.headquarters.start();
  await servers.channel.start();
  await expect.poll(setAside, { timeout: 30_000 }).toBe(1);
  await servers.channel.stop();
  rmSync(place, { recursive: true });
  await servers.channel.start();
  const after = await sell(till);
  await expect.poll(() => posted(shop, after), { timeout: 40_000 }).toBe(1);

  const page = openPage('Channel that lost its database', {
    ...shop.variables,
    HOLDFAST_FOLDER: options.folder,
    PAGE_KEY_STORE: options.key,
    FILE: join(shop.folder, 'R-01.journal'),
  });
  await expect.poll(setAside).toBe(1);
  expect(await page.next()).toMatch(/^R-01 /m);
  expect(await posted(shop, receipt)).toBe(0);
  await page.next();
  const imported = await page.next();
  expect(imported).toContain('The books are right.');
  page.close();
  expect(existsSync(join(shop.folder, 'R-01.journal'))).toBe(true);
  expect(await posted(shop, receipt)).toBe(1);
  expect(await setAside()).toBe(0);
  const headquarters = servers.headquarters.act();
  expect((await books(headquarters)).flaws).toEqual([]);
  const open = await headquarters.db.query
    .selectFrom('exception')
    .select('kind')
    .where('closed_at', 'is', null)
    .execute();
  expect(open).toEqual([]);
}, 120_000);
