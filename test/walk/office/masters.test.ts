/** A clerk at the pages of staff, stores, taxes and tender types, and what arrives of it at a register. */
import type { Page } from '@playwright/test';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { products } from '../../../server/app/demonstration/catalogue.ts';
import { staff } from '../../../server/app/demonstration/people.ts';
import { minor } from '../../../shared/money.ts';
import { openShift } from '../../../tools/replay/clerk.ts';
import { expectAccessible } from '../../server/headquarters/web/accessible.ts';
import type { Counter } from '../counter.ts';
import { openHeadOffice, type HeadOffice } from './headoffice.ts';

let office: HeadOffice;
let till: Counter;
beforeAll(async () => {
  office = await openHeadOffice();
  till = await office.floor.open('R-01');
});
afterAll(() => office.close());

async function publish(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Publish' }).click();
  const told = page.getByRole('status').getByText(/Version \d+ published/);
  await told.waitFor();
}
async function chooseFile(page: Page, lines: readonly string[]): Promise<void> {
  const buffer = Buffer.from(lines.join('\n'));
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'rows.csv', mimeType: 'text/csv', buffer });
}
async function seenInChinese(at: string, heading: string): Promise<void> {
  const { page, complaints } = await office.enter(at, 'zh-CN');
  await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
  await page.getByRole('row').nth(1).waitFor();
  await expectAccessible(page);
  expect(complaints).toEqual([]);
  await page.context().close();
}

it('edits and imports staff, names every bad row, gives a PIN, and the person signs in at a register', async () => {
  const { page, complaints } = await office.enter('staff');
  await page.getByRole('button', { name: 'Import' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import staff' });
  await chooseFile(page, [
    'id,name_en,name_zh,role,badge',
    'S-2001,Lena Fox,方丽娜,cashier,HF-2001',
    'S-2002,Omar Reed,,cashier,HF-2002',
    `S-2003,Ines Cole,柯音,boss,${staff.priya.badge}`,
  ]);
  await dialog.getByText('3 rows: 1 new, 0 changed, 0 as they are, 2 flawed.').waitFor();
  const flaws = dialog.getByRole('table', { name: 'What is wrong' });
  for (const said of [
    '3 name_zh It must not be empty.',
    '4 role It is none of the choices. boss',
    `4 badge Another one has it. ${staff.priya.badge}`,
  ])
    await flaws.getByRole('row', { name: said }).waitFor();
  await expectAccessible(page);
  await dialog.getByText('Leave the flawed rows out').click();
  await dialog.getByRole('button', { name: 'Import the others' }).click();
  await dialog.getByText('1 written, 2 left out.').waitFor();
  await dialog.getByRole('button', { name: 'Done' }).click();

  await page.getByRole('button', { name: 'S-2001' }).click();
  const panel = page.getByRole('complementary', { name: 'Lena Fox' });
  await panel.getByLabel('Badge').fill(staff.priya.badge);
  await panel.getByRole('button', { name: 'Save' }).click();
  await panel.getByText('Somebody else has this badge.').waitFor();
  await panel.getByLabel('Badge').fill('HF-2009');
  await panel.getByLabel('Name, English').fill('Lena Fox-Hale');
  await panel.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('row', { name: 'S-2001 Lena Fox-Hale Cashier HF-2009 None' }).waitFor();
  await page.getByRole('button', { name: 'S-2001' }).click();
  await page.getByRole('button', { name: 'Reset PIN' }).click();
  const secret = page.getByRole('dialog', { name: 'New PIN for Lena Fox-Hale' });
  const pin = await secret.getByRole('status').innerText();
  await secret.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('row', { name: 'S-2001 Lena Fox-Hale Cashier Set' }).waitFor();
  await expectAccessible(page);
  expect(till.clerk.view().people.map(({ id }) => id)).not.toContain('S-2001');
  await publish(page);
  await till.clerk.until('the new person', ({ people }) =>
    people.some(({ id, name }) => id === 'S-2001' && name.en === 'Lena Fox-Hale'),
  );
  await till.clerk.must({ command: 'signIn', staff: 'S-2001', pin });
  expect(till.clerk.view().staff?.id).toBe('S-2001');
  await till.clerk.must({ command: 'signOut' });
  expect(complaints).toEqual([]);
  await page.context().close();
  await seenInChinese('staff', '员工');
});

it('edits a store and imports stores; the register prints the new name', async () => {
  const { page, complaints } = await office.enter('stores');
  await page.getByRole('button', { name: 'Import' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import stores' });
  await chooseFile(page, [
    'id,name_en,name_zh,address_en,address_zh,currency,channel',
    'PIER,Pier Nine,九号码头店,9 Pier Road,码头路九号,USD,C-01',
    'QUAY,Quay,码头店,1 Quay,码头一号,DOLLAR,C-99',
  ]);
  const flaws = dialog.getByRole('table', { name: 'What is wrong' });
  for (const said of [
    '3 currency Write three letters, such as USD. DOLLAR',
    '3 channel There is no such channel. C-99',
  ])
    await flaws.getByRole('row', { name: said }).waitFor();
  await expectAccessible(page);
  await dialog.getByText('Leave the flawed rows out').click();
  await dialog.getByRole('button', { name: 'Import the others' }).click();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('row', { name: /PIER Pier Nine USD C-01/ }).waitFor();

  await page.getByRole('button', { name: 'HARBOUR' }).click();
  const panel = page.getByRole('complementary', { name: 'Harbour Street' });
  await panel.getByLabel('Channel').fill('C-99');
  await panel.getByRole('button', { name: 'Save' }).click();
  await panel.getByText('There is no such channel.').waitFor();
  await panel.getByLabel('Channel').fill('C-01');
  await panel.getByLabel('Name, English').fill('Harbour Street South');
  await expectAccessible(page);
  await panel.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('row', { name: /HARBOUR Harbour Street South USD C-01/ }).waitFor();
  await publish(page);
  await till.clerk.until(
    'the new name of the store',
    ({ store }) => store.en === 'Harbour Street South',
  );
  expect(complaints).toEqual([]);
  await page.context().close();
  await seenInChinese('stores', '门店');
});

it('changes a tax and a tender type; the next sale at the register reckons and refuses by them', async () => {
  const { page, complaints } = await office.enter('taxes');
  await page.getByRole('button', { name: 'SALES' }).click();
  const tax = page.getByRole('complementary', { name: 'Sales tax' });
  await tax.getByLabel('Percent').fill('ten');
  await tax.getByRole('button', { name: 'Save' }).click();
  await tax.getByText('Type a percentage such as 7.25.').waitFor();
  await expectAccessible(page);
  await tax.getByLabel('Percent').fill('10');
  await tax.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('row', { name: 'SALES Sales tax without the tax 10' }).waitFor();
  await page.getByRole('button', { name: 'SALES' }).click();
  await tax.getByRole('button', { name: 'Remove' }).click();
  await tax
    .getByRole('alert')
    .getByText(/Products still use this tax/)
    .waitFor();

  await page.getByRole('link', { name: 'Tender types' }).click();
  await page.getByRole('button', { name: 'Check' }).click();
  const check = page.getByRole('complementary', { name: 'Check' });
  await check.getByLabel('Most per tender').fill('1.0.0');
  await check.getByRole('button', { name: 'Save' }).click();
  await check.getByText('Type an amount such as 12.50.').waitFor();
  await check.getByLabel('Most per tender').fill('1');
  await expectAccessible(page);
  await check.getByRole('button', { name: 'Save' }).click();
  // The panel closes after the list is read anew: the least per tender stands in the row only then.
  await page.getByRole('row', { name: /^Check no limit \$1\.00/ }).waitFor();
  await publish(page);

  const { clerk } = till;
  await clerk.must({ command: 'signIn', staff: staff.meiLin.id, pin: staff.meiLin.pin });
  await openShift(clerk);
  const [product] = products;
  if (product === undefined) throw new Error('the demonstration has products');
  const taxed = Math.round((product.price * 10) / 100);
  await clerk.must({ command: 'scan', code: product.barcodes[0] ?? '' });
  await clerk.until('the new tax', ({ cart }) =>
    (cart?.taxes ?? []).some(({ code, rate }) => code === 'SALES' && rate === 10_000),
  );
  // The cart that was open keeps what it was begun with; the next one has the new rate.
  await clerk.must({ command: 'voidSale' });
  await clerk.must({ command: 'scan', code: product.barcodes[0] ?? '' });
  expect(clerk.cart().totals.total).toBe(product.price + taxed);
  await clerk.must({ command: 'openPayment' });
  const { total } = clerk.cart().totals;
  const refused = await clerk.may({ command: 'payCheck', amount: total, number: '100' });
  // Beyond the limit it is for a manager to approve; within it the cashier may.
  expect(refused).toMatchObject({ ok: false, fault: { code: 'permission.override' } });
  await clerk.must({ command: 'payCheck', amount: minor(100), number: '101' });
  expect(complaints).toEqual([]);
  await page.context().close();
  await seenInChinese('taxes', '税');
  await seenInChinese('tenders', '付款方式');
});

it('imports taxes and tender types after a look that names every bad row', async () => {
  const { page, complaints } = await office.enter('taxes');
  const flawed = async (what: string, counts: string, rows: readonly string[]) => {
    const dialog = page.getByRole('dialog', { name: `Import ${what}` });
    await dialog.getByText(counts).waitFor();
    const flaws = dialog.getByRole('table', { name: 'What is wrong' });
    for (const said of rows) await flaws.getByRole('row', { name: said }).waitFor();
    expect(await dialog.getByRole('button', { name: 'Import all' }).isDisabled()).toBe(true);
    await dialog.getByText('Leave the flawed rows out').click();
    await dialog.getByRole('button', { name: 'Import the others' }).click();
    await dialog.getByText('1 written, 3 left out.').waitFor();
    await dialog.getByRole('button', { name: 'Done' }).click();
  };
  await page.getByRole('button', { name: 'Import' }).click();
  await chooseFile(page, [
    'store,code,name_en,name_zh,mode,percent',
    'HARBOUR,CITY,City tax,城市税,exclusive,1.5',
    'HARBOUR,CITY,City tax,城市税,exclusive,2',
    'NOWHERE,CITY,City tax,城市税,exclusive,1.5',
    'HARBOUR,STATE,,州税,upward,12x',
  ]);
  await expectAccessible(page);
  await flawed('taxes', '4 rows: 0 new, 1 changed, 0 as they are, 3 flawed.', [
    '3 code It is in the file twice. CITY',
    '4 store There is no such store. NOWHERE',
    '5 name_en It must not be empty.',
    '5 mode It is none of the choices. upward',
    '5 percent It is no number that is allowed. 12x',
  ]);
  await page.getByRole('row', { name: 'CITY City tax without the tax 1.5' }).waitFor();

  await page.getByRole('link', { name: 'Tender types' }).click();
  await page.getByRole('button', { name: 'Import' }).click();
  await chooseFile(page, [
    'store,kind,most_per_line,change,back',
    'HARBOUR,card,500,,no',
    'HARBOUR,cheque,500,,',
    'HARBOUR,check,5.x,coins,perhaps',
    'NOWHERE,cash,,,',
  ]);
  await flawed('tender types', '4 rows: 0 new, 1 changed, 0 as they are, 3 flawed.', [
    '3 kind It is none of the choices. cheque',
    '4 most_per_line It is no amount of this currency. 5.x',
    '4 change It is none of the choices. coins',
    '4 back Write yes or no. perhaps',
    '5 store There is no such store. NOWHERE',
  ]);
  await page.getByRole('row', { name: /^Bank card .*\$500\.00 .* No/ }).waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
  const chinese = await office.enter('taxes', 'zh-CN');
  await chinese.page.getByRole('button', { name: '导入' }).click();
  await chooseFile(chinese.page, [
    'store,code,name_en,name_zh,mode,percent',
    'NOWHERE,CITY,City tax,城市税,exclusive,1.5',
  ]);
  await chinese.page.getByRole('row', { name: '2 store 没有此门店。 NOWHERE' }).waitFor();
  await expectAccessible(chinese.page);
  expect(chinese.complaints).toEqual([]);
  await chinese.page.context().close();
});
