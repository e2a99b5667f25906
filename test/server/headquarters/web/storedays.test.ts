/** Head office gives a store its time zone, and finds each sale around two midnights on its own day: the built page, a real headquarters, a real browser. */
import type { Page } from '@playwright/test';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAccount } from '../../../../server/headquarters/accounts.ts';
import { books } from '../../../../server/headquarters/books.ts';
import { saveStore } from '../../../../server/headquarters/masters.ts';
import { saveRegister } from '../../../../server/headquarters/registers.ts';
import { fillingUp, reach } from '../fillingup.ts';
import { addCard, unwrap } from '../world.ts';
import { expectAccessible } from './accessible.ts';
import { typeDay } from './day.ts';
import { openStand, type Stand } from './stand.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await openStand();
  const { headquarters } = stand;
  const who = { id: 'alma', name: 'Alma Reyes', password: 'sunflower-1' };
  await createAccount(headquarters, { ...who, role: 'administrator' });
  const name = { en: 'The Bund', zh: '外滩店' };
  const facts = { name, address: name, currency: 'USD', rates: [], channel: 'C1' };
  unwrap(await saveStore(headquarters, { ...facts, store: 'S2', timeZone: 'Asia/Shanghai' }));
  await saveRegister(headquarters, { id: 'B', name: 'R-02', store: 'S2' });
  await addCard(headquarters, 'c1', 1000);
});
afterAll(() => stand.close());

/** Register A in New York, B in Shanghai: filled up at an instant by an amount. */
const sold = [
  ['B', '2031-03-02T15:50:00.000Z', 100],
  ['B', '2031-03-02T16:10:00.000Z', 2000],
  ['B', '2031-03-02T23:00:00.000Z', 30_000],
  ['A', '2031-03-03T01:00:00.000Z', 400],
  ['A', '2031-03-03T04:50:00.000Z', 5000],
  ['A', '2031-03-03T05:10:00.000Z', 60_000],
] as const;

async function period(page: Page, from: string, to: string): Promise<void> {
  await typeDay(page, 'From', from);
  await typeDay(page, 'To', to);
}

it('gives a store its time zone, and shows what was sold around both midnights on its days', async () => {
  const { page, complaints } = await stand.enter('stores', { account: 'alma' });
  await page.getByRole('button', { name: 'S1' }).click();
  const panel = page.getByRole('complementary', { name: 'Harbour Street' });
  const zone = panel.getByLabel('Time zone');
  await panel.getByText('Without one, days are those of UTC.').waitFor();
  await zone.fill('America/New York');
  await panel.getByRole('button', { name: 'Save' }).click();
  await panel.getByText('Name a time zone such as Asia/Shanghai, or leave it empty.').waitFor();
  await zone.fill('America/New_York');
  await panel.getByText(/There it is \d\d:\d\d/).waitFor();
  await expectAccessible(page);
  await panel.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('row', { name: 'S1 Harbour Street USD C1 America/New_York R-01' }).waitFor();
  await page.getByRole('row', { name: 'S2 The Bund USD C1 Asia/Shanghai R-02' }).waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();

  const fill = fillingUp(stand.world);
  for (const [register, at, amount] of sold) await fill(register, at, amount);
  reach(stand.world, '2031-03-03T06:00:00.000Z');
  const later = await stand.enter('reports/movements', { account: 'alma' });
  const on = later.page;
  // One day, then the other, then both: what the stores added on their own days.
  const rows = async (...told: string[]): Promise<void> => {
    for (const row of told) await on.getByRole('row', { name: row }).waitFor();
  };
  await period(on, '2031-03-02', '2031-03-02');
  await rows(
    'Gift cards The Bund Asia/Shanghai USD $0.00 $1.00',
    'Gift cards Harbour Street America/New_York USD $0.00 $54.00',
  );
  await period(on, '2031-03-03', '2031-03-03');
  await rows(
    'Gift cards The Bund Asia/Shanghai USD $0.00 $320.00',
    'Gift cards Harbour Street America/New_York USD $0.00 $600.00',
    'Gift cards USD $65.00 $985.00',
  );
  await period(on, '2031-03-02', '2031-03-03');
  await rows(
    'Gift cards The Bund Asia/Shanghai USD $0.00 $321.00',
    'Gift cards Harbour Street America/New_York USD $0.00 $654.00',
    'Gift cards USD $10.00 $985.00',
  );
  await on.getByText('Each day is the store’s own, by its time zone').waitFor();
  await expectAccessible(on);
  const { accounts, flaws } = await books(stand.headquarters);
  expect(flaws).toEqual([]);
  expect(accounts.find(({ account }) => account === 'giftCardLiability')?.balance).toBe(-98_500);

  await on.getByRole('tab', { name: 'Offline share' }).click();
  await period(on, '2031-03-02', '2031-03-03');
  await rows('2031-03-02 3 0 0%', '2031-03-03 3 0 0%');
  await on.getByRole('radio', { name: 'Store' }).click();
  await rows('Harbour Street America/New_York 3 0 0%', 'The Bund Asia/Shanghai 3 0 0%');
  await expectAccessible(on);
  await on.getByRole('tab', { name: 'Liability' }).click();
  await on.getByText('up to 2031-03-03 06:00 (UTC)').waitFor();
  await on.getByRole('row', { name: 'Gift cards USD $985.00' }).waitFor();
  expect(later.complaints).toEqual([]);
  await on.context().close();
});
