/** A clerk at the pages of gift cards and credit memos: the built page, a real headquarters, a real browser. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { listAudit } from '../../../../server/headquarters/audit.ts';
import { books, liveLocks } from '../../../../server/headquarters/books.ts';
import { findByNumber } from '../../../../server/headquarters/instrumentrows.ts';
import { findInstrument } from '../../../../server/headquarters/instruments.ts';
import { applyParameters, parameterState } from '../../../../server/headquarters/parameters.ts';
import { isPin } from '../../../../server/headquarters/pins.ts';
import { minor } from '../../../../shared/money.ts';
import { openPolicy } from '../../../../shared/policy.ts';
import { makeClerk } from '../clerk.ts';
import { push, sale } from '../desk.ts';
import { entryOf, goods, instrument } from '../sealed.ts';
import { addCard, cardNumber, unwrap } from '../world.ts';
import { agree, openStand, type Stand } from './stand.ts';
import { expectAccessible } from './accessible.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await openStand();
});
afterAll(() => stand.close());

const newestAct = async (): Promise<unknown> =>
  unwrap(await listAudit(stand.headquarters.db.query, { limit: 1 })).rows[0];

it('finds a card by its whole number, which no address and no log ever holds', async () => {
  const { last4 } = await addCard(stand.headquarters, 'find', 8230);
  const { page, complaints } = await stand.enter('giftCards');
  const addresses: string[] = [];
  page.on('request', (request) => addresses.push(request.url()));
  const search = page.getByRole('searchbox', { name: 'Number, last four, register or sale' });
  await search.fill(cardNumber('find').slice(0, 9));
  await page.getByText('Type the whole number or only its last four digits.').waitFor();
  await search.fill(cardNumber('find'));
  await page.getByRole('heading', { name: `Gift card ···· ${last4}` }).waitFor();
  await page.getByText('Valid without end').waitFor();
  await search.fill(cardNumber('nobody'));
  await page.getByRole('alert').getByText('No card with this number has been issued.').waitFor();
  await search.fill(last4);
  await page.getByRole('row', { name: new RegExp(`${last4} \\$82.30`) }).waitFor();
  const asked = addresses.map((url) => new URL(url).searchParams.get('text') ?? '');
  expect(asked.filter((text) => /\d{5,}/.test(text))).toEqual([]);
  expect(addresses.join(' ')).not.toContain(cardNumber('find'));
  await expectAccessible(page);
  expect(complaints).toEqual([]);
  await page.context().close();
});

it('corrects a balance by the keyboard alone; the ledger and the audit say so', async () => {
  const { key, last4 } = await addCard(stand.headquarters, 'adj', 1000);
  const { page, complaints } = await stand.enter(`giftCards/${key}`);
  await page.getByRole('button', { name: 'Correct balance' }).press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Amount').waitFor();
  await page.keyboard.type('99');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('ArrowDown');
  await dialog.getByText('No more than $10.00 can be taken.').waitFor();
  await dialog.getByLabel('Amount').fill('2.50');
  await dialog.getByText('The balance becomes $7.50.').waitFor();
  await expectAccessible(page);
  await dialog.getByLabel('Note, kept in the audit').fill('typed twice, ticket 9');
  await page.keyboard.press('Enter');
  await page
    .getByRole('row', {
      name: /Corrected: Correction of an error .*Ruth Bauer: typed twice, ticket 9 −\$2.50 \$7.50/,
    })
    .waitFor();
  expect(await newestAct()).toMatchObject({
    ...{ act: 'instrument.adjusted', account: 'ruth' },
    detail: `giftCard ${last4} by -2.50 to 7.50 USD, correction: typed twice, ticket 9`,
  });
  expect((await books(stand.headquarters)).flaws).toEqual([]);
  expect(complaints).toEqual([]);
  await page.context().close();
});

it('issues, blocks, unblocks and writes off', async () => {
  const over = await addCard(stand.headquarters, 'over', 4000, {
    expires: '2026-01-01T00:00:00.000Z',
  });
  const { page, complaints } = await stand.enter('giftCards');
  await page.getByRole('button', { name: 'Issue card' }).click();
  await page.getByLabel('Number', { exact: true }).fill(cardNumber('new').replace(/.$/, ''));
  await page.getByLabel('Amount').fill('25');
  await page.getByText('12 to 19 digits with a right check digit.').waitFor();
  expect(await page.getByRole('button', { name: 'Issue', exact: true }).isDisabled()).toBe(true);
  await page.getByLabel('Number', { exact: true }).fill(cardNumber('new'));
  await page.getByRole('button', { name: 'Issue', exact: true }).click();
  const row = page.getByRole('row', {
    name: new RegExp(`${cardNumber('new').slice(-4)} \\$25.00`),
  });
  await row.getByRole('button').click();
  const act = async (name: string, note: string): Promise<void> => {
    await page.getByRole('button', { name, exact: true }).click();
    await page.getByLabel('Note, kept in the audit').fill(note);
    await page
      .getByRole('alertdialog')
      .or(page.getByRole('dialog'))
      .getByRole('button', { name, exact: true })
      .click();
  };
  await act('Block', 'reported stolen');
  await row.getByText('Blocked').waitFor();
  await act('Unblock', 'found again');
  await row.getByText('Open').waitFor();
  await page.getByRole('button', { name: `···· ${over.last4}` }).click();
  await page.getByText(/Validity ended/).waitFor();
  await act('Write off', 'over for a year');
  await page.getByRole('row', { name: /Written off .*over for a year −\$40.00 \$0.00/ }).waitFor();
  const { flaws, accounts } = await books(stand.headquarters);
  expect(flaws).toEqual([]);
  expect(accounts).toContainEqual({ account: 'breakage', currency: 'USD', balance: -4000 });
  expect(complaints).toEqual([]);
  await page.context().close();
});

it('is told at the page what head office itself does not allow, and issues with a PIN what it does', async () => {
  const { saved } = await parameterState(stand.headquarters.db.query);
  const number = cardNumber('ours');
  const { posting, offlineProfile } = saved;
  const giftCard = {
    ...{ ...openPolicy.giftCard, ranges: [{ from: number, until: number }], pinNeeded: true },
    ...{ leastAmount: minor(1000), mostBalance: minor(10_000), validMonths: 12 },
  };
  const policy = { ...openPolicy, giftCard };
  const change = { base: saved.version, posting, offlineProfile, policy };
  unwrap(await applyParameters(stand.headquarters, change, 'ruth'));
  const { page, complaints } = await stand.enter('giftCards');
  await page.getByRole('button', { name: 'Issue card' }).click();
  const dialog = page.getByRole('dialog');
  const refused = async (field: string, typed: string, told: string): Promise<void> => {
    await dialog.getByLabel(field, { exact: true }).fill(typed);
    await page.keyboard.press('Enter');
    await dialog.getByText(told).waitFor();
  };
  await dialog.getByLabel('Amount').fill('9.99');
  await refused('Number', cardNumber('theirs'), 'This number is of none of the ranges.');
  await refused('Number', number, 'A card is issued with a PIN. Type one.');
  await refused('PIN', '4711', 'This is less than a card is filled with.');
  await refused('Amount', '100.01', 'This is more than a card may hold.');
  await expectAccessible(page);
  await dialog.getByLabel('Amount').fill('100');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: `···· ${number.slice(-4)}` }).click();
  await page.getByText(/Valid until .*\d/).waitFor();
  const { key } = unwrap(await findByNumber(stand.headquarters, number));
  const kept = await findInstrument(stand.headquarters.db.query, key);
  expect(kept).toMatchObject({ balance: 10_000 });
  expect(await isPin('4711', kept?.pin_hash ?? '')).toBe(true);
  const open = { ...change, base: saved.version + 1, policy: openPolicy };
  unwrap(await applyParameters(stand.headquarters, open, 'ruth'));
  expect(complaints).toEqual([]);
  await page.context().close();
});

it('tells what a broken lock may cost before it is confirmed, and needs a second person', async () => {
  const { key, last4 } = await addCard(stand.headquarters, 'lock', 6410);
  await makeClerk(() => stand.world, 'B').lock('q1', { card: 'lock' });
  await stand.headquarters.db.query
    .updateTable('register')
    .set({
      last_contact: new Date(Date.now() - 3 * 86_400_000).toISOString(),
      head_number: 4,
    })
    .where('id', '=', 'B')
    .execute();
  const { page, complaints } = await stand.enter(`giftCards/${key}`);
  await page.getByRole('radio', { name: /Locked/ }).click();
  const panel = page.getByRole('complementary');
  for (const said of ['Harbour Street R-02', 'Not seen for 3 days', 'sale-q1', 'Emma Stone'])
    await panel.getByText(said).waitFor();
  await panel.getByRole('button', { name: 'Break lock' }).click();
  const question = page.getByRole('alertdialog', { name: `Break the lock of ···· ${last4}?` });
  for (const said of ['Harbour Street R-02, Emma Stone', '3 days ago', '4 entries', '$64.10'])
    await question.getByText(said).waitFor();
  await expectAccessible(page);
  const confirm = question.getByRole('button', { name: 'Break lock' });
  expect(await confirm.isDisabled()).toBe(true);
  await agree(page, 'water damage, ticket 8812');
  await page.getByLabel('Account of the second person').fill('ruth');
  await confirm.click();
  await question.getByText('This takes two persons.').waitFor();
  await agree(page, 'water damage, ticket 8812');
  await confirm.click();
  await question.waitFor({ state: 'detached' });
  await panel.getByText('Open', { exact: true }).waitFor();
  expect((await liveLocks(stand.headquarters)).has(key)).toBe(false);
  expect(await newestAct()).toMatchObject({
    ...{ act: 'lock.broken', account: 'ruth', second: 'sam' },
    detail: expect.stringContaining('registerLost: water damage, ticket 8812'),
  });
  expect(complaints).toEqual([]);
  await page.context().close();
});

it('follows a credit memo to its rest and back, and speaks Chinese', async () => {
  await addCard(stand.headquarters, 'memo', 6000, { kind: 'creditMemo' });
  const clerk = makeClerk(() => stand.world, 'A');
  const grant = await clerk.lock('q2', { card: 'memo', kind: 'creditMemo' });
  const sold = sale({ sale: 'sale-q2', register: 'A', grants: [grant] }, [
    goods(2500),
    instrument(grant, 2500),
  ]);
  await push(stand.world, 'A', entryOf('A', 1, [], sold));
  const { last4 } = grant.grant.instrument;
  const { page, complaints } = await stand.enter('creditMemos', { locale: 'zh-CN' });
  await page.getByRole('radio', { name: /已结清/ }).click();
  await page.getByRole('button', { name: `···· ${last4}` }).click();
  await page.getByRole('heading', { name: `贷项通知单 ···· ${last4}` }).waitFor();
  await page
    .getByRole('row', { name: /付款.*R-sale-q2.*海港街店.*石艾玛|付款.*R-sale-q2/ })
    .waitFor();
  await page.getByRole('link', { name: /\$35\.00/ }).click();
  await page.getByText(/来自通知单/).waitFor();
  await page.getByRole('link', { name: new RegExp(last4) }).waitFor();
  await expectAccessible(page);
  expect(complaints).toEqual([]);
  await page.context().close();
});

it('shows an auditor everything and lets nothing be done', async () => {
  const { key } = await addCard(stand.headquarters, 'look', 500);
  const { page } = await stand.enter(`giftCards/${key}`, { account: 'ada' });
  await page.getByRole('table', { name: 'Postings' }).waitFor();
  for (const name of ['Issue card', 'Correct balance', 'Block', 'Break lock'])
    expect(await page.getByRole('button', { name }).count()).toBe(0);
  await page.context().close();
});
