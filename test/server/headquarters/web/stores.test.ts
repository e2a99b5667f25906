/** A clerk at the pages of registers, distribution and products: the built page, a real headquarters, a real browser. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Entry } from '../../../../shared/entry.ts';
import { createAccount } from '../../../../server/headquarters/accounts.ts';
import { books } from '../../../../server/headquarters/books.ts';
import { saveStore } from '../../../../server/headquarters/masters.ts';
import { scheduleOf } from '../../../../server/headquarters/schedules.ts';
import { makeClerk } from '../clerk.ts';
import { answers, openExceptions, push, sale } from '../desk.ts';
import { entryOf, goods, instrument } from '../sealed.ts';
import { addCard, unwrap } from '../world.ts';
import { expectAccessible } from './accessible.ts';
import { openStand, type Stand } from './stand.ts';
import { typeDay } from './day.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await openStand();
  const { headquarters } = stand;
  const [role, password] = ['administrator', 'sunflower-1'] as const;
  await createAccount(headquarters, { id: 'alma', name: 'Alma Reyes', role, password });
  const name = { en: 'Harbour Street', zh: '海港街店' };
  const rate = { code: 'sales', mode: 'exclusive', rate: 7250, name } as const;
  unwrap(
    await saveStore(headquarters, {
      ...{ store: 'S1', name, address: name, currency: 'USD', rates: [rate], channel: 'C1' },
    }),
  );
});
afterAll(() => stand.close());

/** What register A sealed: three sales over one card each. */
async function threeSales() {
  const clerk = makeClerk(() => stand.world, 'A');
  const entries: Entry[] = [];
  for (const number of [1, 2, 3]) {
    await addCard(stand.headquarters, `a7-${number}`, 1000);
    const grant = await clerk.lock(`q${number}`, { card: `a7-${number}` });
    const before = entries.at(-1);
    const sold = sale({ sale: `sale-q${number}`, register: 'A', grants: [grant] }, [
      goods(400),
      instrument(grant, 400),
    ]);
    entries.push(entryOf('A', number, before === undefined ? [] : [before.hash], sold));
  }
  return entries;
}

it('A7: an upload sent three times, out of order and once damaged, is posted once each; the page shows what is set aside, then that nothing is missing', async () => {
  const [one, two, three] = await threeSales();
  if (one === undefined || two === undefined || three === undefined) throw new Error('three sales');
  const damaged = { ...two, content: two.content.replace('"total":', '"t\u0000tal":') };
  for (const upload of [
    [three, damaged, one],
    [one, damaged, three],
    [damaged, three, one],
  ])
    await push(stand.world, 'A', ...upload);

  const { page, complaints } = await stand.enter('registers', { account: 'alma' });
  await page.getByRole('searchbox', { name: 'Register or store' }).fill('R-01');
  await page.getByRole('button', { name: 'R-01' }).click();
  const panel = page.getByRole('complementary', { name: 'R-01' });
  const proof = panel.getByRole('region', { name: 'Nothing missing' });
  await typeDay(proof, 'From', '2026-03-01');
  await proof.getByRole('button', { name: 'Prove' }).click();
  for (const said of ['Entry 2 is not what was sealed.', 'Entry 2 is set aside and not posted.'])
    await proof.getByText(said).waitFor();
  expect(await openExceptions(stand.world)).toMatchObject([{ kind: 'parked' }]);
  expect((await answers(stand.world)).toSorted()).toEqual(['A1 posted', 'A3 posted']);
  await expectAccessible(page);

  for (let time = 0; time < 3; time += 1) await push(stand.world, 'A', two, three, one);
  await proof.getByRole('button', { name: 'Prove' }).click();
  await proof.getByText('Nothing is missing: entries 1 to 3, 3 in all').waitFor();
  await expectAccessible(page);
  expect(await openExceptions(stand.world)).toEqual([]);
  expect(new Set(await answers(stand.world))).toEqual(
    new Set(['A1 posted', 'A2 posted', 'A3 posted']),
  );
  const { flaws } = await books(stand.headquarters);
  expect(flaws).toEqual([]);
  const posted = await stand.headquarters.db.query
    .selectFrom('book')
    .select('sale')
    .where('sale', 'is not', null)
    .orderBy('sale')
    .execute();
  expect(posted.map((row) => row.sale)).toEqual(['sale-q1', 'sale-q2', 'sale-q3']);
  expect(complaints).toEqual([]);
  await page.context().close();
});

it('writes days in the language of the page, whatever the browser speaks', async () => {
  const { page, complaints } = await stand.enter('registers', { account: 'alma' });
  await page.getByRole('button', { name: 'R-01' }).click();
  const panel = page.getByRole('complementary', { name: 'R-01' });
  const parts = (name: string): Promise<string | null> =>
    panel.getByRole('group', { name }).locator('.day-parts').textContent();
  await typeDay(panel, 'From', '2026-03-09');
  expect(await parts('From')).toBe('03/09/2026');
  await page.getByRole('radio', { name: '中文' }).click();
  expect(await parts('起始日')).toBe('2026/03/09');
  await panel.getByRole('group', { name: '起始日' }).getByRole('button').click();
  const month = page.getByRole('dialog', { name: '选择日期' });
  await month.getByText('2026年3月').first().waitFor();
  await expectAccessible(page);
  await month.getByRole('button', { name: /2026年3月12日/ }).click();
  await month.waitFor({ state: 'detached' });
  expect(await parts('起始日')).toBe('2026/03/12');
  const file = await panel.getByRole('link').getAttribute('href');
  expect(new URL(file ?? '', stand.url).searchParams.get('from')).toBe(
    new Date(2026, 2, 12).toISOString(),
  );
  expect(complaints).toEqual([]);
  await page.context().close();
});

it('adds a register, gives it a code once, and switches it off and on', async () => {
  const { page, complaints } = await stand.enter('registers', { account: 'alma' });
  await page.getByRole('button', { name: 'Add register' }).click();
  await page.getByRole('dialog').getByLabel('Id').fill('C');
  await page.getByRole('dialog').getByLabel('Name on receipts').fill('R-03');
  await page.keyboard.press('Enter');
  const panel = page.getByRole('complementary', { name: 'R-03' });
  await panel.getByRole('button', { name: 'Activation code' }).click();
  const code = page.getByRole('dialog', { name: 'Activation code for R-03' });
  expect((await code.getByRole('status').innerText()).length).toBeGreaterThan(6);
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await panel.getByRole('button', { name: 'Switch off' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Switch off' }).click();
  await panel.getByRole('button', { name: 'Switch on' }).click();
  await panel.getByRole('button', { name: 'Switch off' }).waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});

it('imports products after a look that names every bad row, publishes them, and distribution says who has them', async () => {
  const { page, complaints } = await stand.enter('products', { account: 'alma' });
  await page.getByRole('button', { name: 'Import' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import products' });
  await expectAccessible(page);
  const csv = [
    'id,name_en,name_zh,price,tax,category_en,category_zh,barcodes',
    'T1,Green tea,绿茶,4.50,sales,Tea,茶,',
    'T2,Black tea,红茶,4.5x,sales,Tea,茶,',
    'T3,White tea,白茶,5.00,nowhere,Tea,茶,4006381333932',
  ].join('\n');
  await page.locator('input[type=file]').setInputFiles({
    ...{ name: 'tea.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) },
  });
  await dialog.getByText('3 rows: 1 new, 0 changed, 0 as they are, 2 flawed.').waitFor();
  const flaws = dialog.getByRole('table', { name: 'What is wrong' });
  for (const said of [
    '3 price It is no amount of this currency. 4.5x',
    '4 tax No store has this tax. nowhere',
    '4 barcodes The check digit is wrong. 4006381333932',
  ])
    await flaws.getByRole('row', { name: said }).waitFor();
  await expectAccessible(page);
  expect(await dialog.getByRole('button', { name: 'Import all' }).isDisabled()).toBe(true);
  await dialog.getByText('Leave the flawed rows out').click();
  await dialog.getByRole('button', { name: 'Import the others' }).click();
  await dialog.getByText('1 written, 2 left out.').waitFor();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('row', { name: 'T1 Green tea Tea $4.50 sales' }).waitFor();
  await page.getByRole('button', { name: 'T1' }).click();
  const panel = page.getByRole('complementary', { name: 'Green tea' });
  await panel.getByLabel('Price', { exact: true }).fill('4.75');
  await panel.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('row', { name: 'T1 Green tea Tea $4.75 sales' }).waitFor();
  await page.getByRole('status').getByText('1 change not published').waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Publish' }).click();
  await page
    .getByRole('status')
    .getByText(/Version \d+ published/)
    .waitFor();

  await page.getByRole('link', { name: 'Distribution' }).click();
  const history = page.getByRole('table', { name: 'History' });
  await history.getByRole('row', { name: /1040 .* Changes 1 .* Alma Reyes/ }).waitFor();
  await page
    .getByRole('table', { name: 'Channels' })
    .getByText(/Behind: .*1040/)
    .waitFor();
  await page.getByRole('button', { name: /^1040/ }).click();
  const job = page.getByRole('complementary', { name: /^1040/ });
  await job.getByLabel('Schedule').selectOption('Once a day');
  await job.getByLabel('At, UTC').fill('25:00');
  await job.getByRole('button', { name: 'Save' }).click();
  await job.getByText('Type a time such as 02:30.').waitFor();
  await job.getByLabel('At, UTC').fill('03:15');
  await job.getByRole('button', { name: 'Save' }).click();
  await expectAccessible(page);
  await job.getByRole('button', { name: 'Run in full' }).click();
  await history.getByRole('row', { name: /1040 .* Full 1/ }).waitFor();
  const schedules = await stand.headquarters.db.query
    .selectFrom('job_schedule')
    .selectAll()
    .where('job', '=', '1040')
    .execute();
  expect(schedules.map(scheduleOf)).toEqual([{ kind: 'daily', at: '03:15' }]);
  expect(complaints).toEqual([]);
  await page.context().close();
});
