/** A clerk at the page of tender types: the built page, a real headquarters, a real browser. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAccount } from '../../../../server/headquarters/accounts.ts';
import { storePolicy } from '../../../../server/headquarters/masters.ts';
import { expectAccessible } from './accessible.ts';
import { openStand, type Stand } from './stand.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await openStand();
  const [role, password] = ['administrator', 'sunflower-1'] as const;
  await createAccount(stand.headquarters, { id: 'alma', name: 'Alma Reyes', role, password });
});
afterAll(() => stand.close());

it('lets the change of checks be a credit memo, and of nothing that may not exceed the due', async () => {
  const { page, complaints } = await stand.enter('tenders', { account: 'alma' });
  const panel = (kind: string) => page.getByRole('complementary', { name: kind });
  const edit = async (kind: string): Promise<void> => {
    await page.getByRole('button', { name: kind, exact: true }).click();
    await panel(kind).getByLabel('May exceed the due by').fill('50.00');
    await panel(kind).getByLabel('Change is given as').selectOption('Credit memo');
    await panel(kind).getByLabel('Change below this is cash all the same').fill('5.00');
    await panel(kind).getByRole('button', { name: 'Save' }).click();
  };
  await edit('Cash');
  await panel('Cash').getByText('Only change of checks and other currencies').waitFor();
  await expectAccessible(page);
  await panel('Cash').getByRole('button', { name: 'Close' }).click();
  await edit('Check');
  await panel('Check').waitFor({ state: 'detached' });
  expect(await stand.headquarters.db.transaction((act) => storePolicy(act, 'S1'))).toMatchObject({
    kinds: { check: { mostOver: 5000, change: 'creditMemo', memoFrom: 500 } },
  });
  expect(complaints).toEqual([]);
  await page.context().close();
});

it('asks for a least amount of cards, none of gift cards, and gives cash back by receipt alone', async () => {
  const { page, complaints } = await stand.enter('tenders', { account: 'alma' });
  const panel = (kind: string) => page.getByRole('complementary', { name: kind });
  const open = (kind: string) => page.getByRole('button', { name: kind, exact: true }).click();
  const save = (kind: string) => panel(kind).getByRole('button', { name: 'Save' }).click();
  await open('Gift card');
  await panel('Gift card').getByLabel('Least per tender').fill('5.00');
  await save('Gift card');
  await panel('Gift card').getByText('they pay what they hold').waitFor();
  await panel('Gift card').getByRole('button', { name: 'Close' }).click();
  await open('Bank card');
  await panel('Bank card').getByLabel('Least per tender').fill('5.00');
  await save('Bank card');
  await panel('Bank card').waitFor({ state: 'detached' });
  await open('Cash');
  await panel('Cash').getByLabel('May be given back').selectOption('Only with the receipt');
  await expectAccessible(page);
  await save('Cash');
  await panel('Cash').waitFor({ state: 'detached' });
  await page.getByRole('row', { name: /^Cash/ }).getByText('Only with the receipt').waitFor();
  const { kinds } = await stand.headquarters.db.transaction((act) => storePolicy(act, 'S1'));
  expect(kinds).toMatchObject({ card: { leastPerLine: 500 }, cash: { backByReceipt: true } });
  expect(kinds.giftCard).not.toHaveProperty('leastPerLine');
  expect(complaints).toEqual([]);
  await page.context().close();
});
