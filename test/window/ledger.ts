/** What headquarters says of an instrument and of the books, read from its database. */
import { expect } from '@playwright/test';
import { books, liveLocks } from '../../server/headquarters/books.ts';
import { instrumentHistory } from '../../server/headquarters/instrumentdetail.ts';
import { numberKey } from '../../server/headquarters/numbers.ts';
import type { InstrumentDetail } from '../../shared/wire/instruments.ts';
import type { Shop } from '../../tools/stage/shop.ts';

export async function historyOf(shop: Shop, number: string): Promise<InstrumentDetail> {
  const headquarters = shop.servers.headquarters.act();
  const history = await instrumentHistory(headquarters, numberKey(headquarters.keys, number));
  if (!history.ok) throw new Error(history.fault.code);
  return history.value;
}

export const balanceOf = async (shop: Shop, number: string): Promise<number> =>
  (await historyOf(shop, number)).instrument.balance;

/** Waits until no instrument is locked, then checks that the books hold and nothing was told as an exception. */
export async function expectSettled(shop: Shop): Promise<void> {
  const headquarters = shop.servers.headquarters.act();
  await expect.poll(async () => (await liveLocks(headquarters)).size, { timeout: 20_000 }).toBe(0);
  const report = await books(headquarters);
  expect(report.flaws).toEqual([]);
  const exceptions = await headquarters.db.query.selectFrom('exception').select('kind').execute();
  expect(exceptions).toEqual([]);
}

/** Entries that headquarters has of a receipt: more than one would be a sale posted twice. */
export async function postedCount(shop: Shop, receipt: string): Promise<number> {
  const rows = await shop.servers.headquarters
    .act()
    .db.query.selectFrom('entry')
    .select('hash')
    .where('receipt', '=', receipt)
    .where('state', '=', 'posted')
    .execute();
  return rows.length;
}
