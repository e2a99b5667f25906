/** Lists longer than a page, at the page: postings of a card, registers, versions of the parameters. A real headquarters, a real browser. */
import type { Page } from '@playwright/test';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { adjustInstrument } from '../../../../server/headquarters/adjusting.ts';
import { parameterState, saveParameters } from '../../../../server/headquarters/parameters.ts';
import { minor } from '../../../../shared/money.ts';
import { addCard, unwrap } from '../world.ts';
import { expectAccessible } from './accessible.ts';
import { openStand, type Stand } from './stand.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await openStand();
});
afterAll(() => stand.close());

/** What the first column of a table says, from the top. */
const firstColumn = (page: Page, table: string): Promise<string[]> =>
  page.getByRole('table', { name: table, exact: true }).locator('tbody th').allInnerTexts();
const shown = <T>(what: () => Promise<T>) => expect.poll(what, { timeout: 15_000 });
const from = (high: number, low: number): number[] =>
  Array.from({ length: high - low + 1 }, (_, n) => high - n);

it('shows every posting of a card once, also when there are new ones meanwhile', async () => {
  const { key } = await addCard(stand.headquarters, 'long', 1);
  const adjust = async (balance: number): Promise<void> => {
    const change = { key, change: minor(1), balance: minor(balance) };
    const why = { reason: 'correction' as const, note: 'ticket 12' };
    unwrap(await adjustInstrument(stand.headquarters, { ...change, ...why }, 'ruth'));
    // Those of one instant have no order of their own.
    stand.world.clock.pass(1);
  };
  for (let balance = 1; balance < 130; balance += 1) await adjust(balance);
  const { page, complaints } = await stand.enter(`giftCards/${key}`);
  const balances = async (): Promise<number[]> =>
    (
      await page
        .getByRole('table', { name: 'Postings' })
        .locator('tbody td:last-child')
        .allInnerTexts()
    ).map((text) => Math.round(Number(text.replace('$', '')) * 100));
  await shown(balances).toEqual(from(130, 31));
  await page.getByRole('button', { name: 'Older postings' }).click();
  await shown(balances).toEqual(from(130, 1));
  for (let balance = 130; balance < 135; balance += 1) await adjust(balance);
  // The page asks again by itself; what somebody had read stays.
  await shown(balances).toEqual(from(135, 1));
  expect(await page.getByRole('button', { name: 'Older postings' }).count()).toBe(0);
  expect(complaints).toEqual([]);
  await page.context().close();
});

it('shows registers page by page, in their order, and finds one of a later page', async () => {
  const { query } = stand.headquarters.db;
  const made = await query
    .selectFrom('register')
    .selectAll()
    .where('id', '=', 'A')
    .executeTakeFirstOrThrow();
  const name = (n: number): string => `R-${100 + n}`;
  await query
    .insertInto('register')
    .values(Array.from({ length: 120 }, (_, n) => ({ ...made, id: `L${n}`, name: name(n) })))
    .execute();
  const all = ['R-01', 'R-02', ...Array.from({ length: 120 }, (_, n) => name(n))];
  const { page, complaints } = await stand.enter('registers');
  const names = () => firstColumn(page, 'Registers');
  await shown(names).toEqual(all.slice(0, 100));
  await page.getByRole('button', { name: 'Show more' }).click();
  await shown(names).toEqual(all);
  await page.getByRole('button', { name: 'R-219' }).click();
  await page.getByRole('complementary', { name: 'R-219' }).waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});

it('shows the versions of the parameters page by page, each with what it changed', async () => {
  const { query } = stand.headquarters.db;
  const { saved } = await parameterState(query);
  const { posting, offlineProfile } = saved;
  for (let version = saved.version; version < 120; version += 1) {
    const limit = { ...posting.giftCard, mostPerSale: minor((version + 1) * 100) };
    const change = { base: version, posting: { ...posting, giftCard: limit }, offlineProfile };
    unwrap(await saveParameters(stand.headquarters, change, 'ruth'));
  }
  const { page, complaints } = await stand.enter('parameters');
  const history = page.getByRole('button', { name: 'Versions' });
  if ((await history.getAttribute('aria-expanded')) === 'false') await history.click();
  const versions = async () => (await firstColumn(page, 'Versions')).map(Number);
  await shown(versions).toEqual(from(120, 21));
  await page.getByRole('row', { name: /^21 .*\$20\.00.*\$21\.00/ }).waitFor();
  await page.getByRole('button', { name: 'Show more' }).click();
  await shown(versions).toEqual(from(120, 1));
  await page.getByRole('row', { name: /^1 .*First version/ }).waitFor();
  await expectAccessible(page);
  expect(complaints).toEqual([]);
  await page.context().close();
});
