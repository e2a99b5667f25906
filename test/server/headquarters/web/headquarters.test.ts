import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from '@playwright/test';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { withCheckDigit } from '../../../../shared/barcode.ts';
import { minor } from '../../../../shared/money.ts';
import { parametersSchema } from '../../../../shared/wire/feed.ts';
import { createAccount } from '../../../../server/headquarters/accounts.ts';
import { headquartersApp } from '../../../../server/headquarters/app.ts';
import { createChannel } from '../../../../server/headquarters/channels.ts';
import type { Headquarters } from '../../../../server/headquarters/headquarters.ts';
import { saveStore } from '../../../../server/headquarters/masters.ts';
import { createInstrument } from '../../../../server/headquarters/instruments.ts';
import { openHeadquarters } from '../../../../server/headquarters/open.ts';
import { saveRegister } from '../../../../server/headquarters/registers.ts';
import { listen } from '../../../../server/http/listen.ts';
import { ServerSqlite } from '../../sqlite.ts';
import { expectAccessible } from './accessible.ts';
import { buildPage } from './built-page.ts';
import { signIn, startChromium, visit } from './visit.ts';

const creditMemos = 'Allow credit memo transactions to be completed in offline mode';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-head-office-'));
const file = join(folder, 'headquarters.sqlite');
let browser: Browser;
let built: Awaited<ReturnType<typeof buildPage>>;
let headquarters: Headquarters;
let app: ReturnType<typeof headquartersApp>;
let url: string;

beforeAll(async () => {
  const clock = { now: () => new Date().toISOString(), running: () => performance.now() };
  const chance = { id: () => randomBytes(16).toString('hex'), fraction: () => 0.5 };
  const opened = await openHeadquarters({ folder, address: { file }, clock, chance });
  if (!opened.ok) throw new Error(opened.fault.code);
  headquarters = opened.value;
  await createChannel(headquarters, {
    id: 'C1',
    name: 'Channel',
    token: 'channel-token-of-the-test',
  });
  const name = { en: 'Harbour Street', zh: '海港街店' };
  const store = { store: 'S1', name, address: name, currency: 'USD', rates: [], channel: 'C1' };
  await saveStore(headquarters, store);
  await saveRegister(headquarters, { id: 'R-01', name: 'R-01', store: 'S1' });
  const password = 'sunflower-1';
  await createAccount(headquarters, { id: 'ruth', name: 'Ruth Bauer', role: 'finance', password });
  await createAccount(headquarters, { id: 'ada', name: 'Ada Quist', role: 'auditor', password });
  built = await buildPage();
  app = headquartersApp({ headquarters, log: () => undefined, page: built.folder });
  url = await listen(app, 0);
  browser = await startChromium();
});
afterAll(async () => {
  await browser.close();
  await app.close();
  await headquarters.db.close();
  built.remove();
  rmSync(folder, { recursive: true, force: true });
});

const row = z.object({
  version: z.number(),
  body_json: z.string(),
  saved_by: z.string(),
  applied_at: z.string().nullable(),
});

/** What the database file itself holds, read past headquarters. */
function storedVersions() {
  const database = new ServerSqlite(file, { readonly: true });
  const rows = database.prepare('select * from parameter_version order by version desc').all();
  database.close();
  return rows.map((one) => row.parse(one));
}

it('saves and applies a switch into the database of headquarters', async () => {
  const { page, complaints } = await visit(browser, url);
  await signIn(page, 'ruth', 'tulip');
  await page.getByRole('alert').getByText('Account or password is wrong').waitFor();
  await page.getByLabel('Password').fill('sunflower-1');
  await page.keyboard.press('Enter');
  const memo = page.getByRole('switch', { name: creditMemos });
  await memo.waitFor();
  const before = storedVersions()[0]?.version ?? 0;
  expect(await memo.isChecked()).toBe(false);
  await page.getByText(creditMemos).click();
  const limits = page.getByRole('group', { name: 'Credit memo' });
  await limits.getByRole('textbox', { name: 'Most per sale' }).fill('75.5');
  await limits.getByRole('textbox', { name: 'Hours since the line dropped' }).fill('8');
  await page.getByRole('status').getByText('3 changes not applied').waitFor();
  await page.getByRole('button', { name: 'Save and apply' }).click();
  await page
    .getByRole('status')
    .getByText(`Version ${before + 1} applied`)
    .waitFor();

  const newest = storedVersions()[0];
  expect(newest).toMatchObject({ version: before + 1, saved_by: 'ruth' });
  expect(newest?.applied_at).not.toBeNull();
  expect(parametersSchema.parse(JSON.parse(newest?.body_json ?? '')).posting.creditMemo).toEqual({
    completeOffline: true,
    mostPerSale: 7550,
    mostHours: 8,
    mostPending: null,
  });
  await page.getByRole('row', { name: /R-01 Harbour Street .*Not activated/ }).waitFor();
  await page.reload();
  await memo.waitFor();
  expect(await memo.isChecked()).toBe(true);
  expect(complaints).toEqual([]);
  await page.context().close();
});

it('saves what is allowed of cards and memos by the keyboard, and tells any two versions apart', async () => {
  const { page, complaints } = await visit(browser, url);
  await signIn(page, 'ruth', 'sunflower-1');
  const gift = page.getByRole('group', { name: 'Gift card' });
  const field = (name: string) => gift.getByRole('textbox', { name });
  await field('Valid for months').waitFor();
  const before = storedVersions()[0]?.version ?? 0;
  await field('Valid for months').focus();
  for (const typed of ['24', '50', '20', '10']) {
    await page.keyboard.type(typed);
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await page.keyboard.type('6000 0000 0000 0000 - 6000 0000 0099 9999');
  await page.getByText('More than the largest balance.').waitFor();
  await page.getByRole('button', { name: 'Save and apply' }).press('Enter');
  expect(await field('Least amount').evaluate((one) => one === document.activeElement)).toBe(true);
  await field('Least amount').fill('5');
  const memo = page.getByRole('group', { name: 'Credit memo' });
  await memo.getByRole('textbox', { name: 'Valid for months' }).fill('6');
  await page.getByRole('status').getByText('8 changes not applied').waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Save and apply' }).press('Enter');
  await page
    .getByRole('status')
    .getByText(`Version ${before + 1} applied`)
    .waitFor();
  const saved = (at: number) =>
    parametersSchema.parse(JSON.parse(storedVersions()[at]?.body_json ?? '')).policy;
  expect(saved(0)).toEqual({
    giftCard: {
      ranges: [{ from: '6000000000000000', until: '6000000000999999' }],
      ...{ validMonths: 24, leastAmount: 500, mostBalance: 2000, cashOutMost: 1000 },
      ...{ oneTime: true, pinNeeded: true },
    },
    creditMemo: { validMonths: 6 },
  });

  await field('Valid for months').fill('36');
  await page.keyboard.press('Tab');
  await page.keyboard.type('7.5');
  await page.keyboard.press('Tab');
  expect(await field('Least amount').inputValue()).toBe('$7.50');
  await page.getByRole('button', { name: 'Save and apply' }).press('Enter');
  await page
    .getByRole('status')
    .getByText(`Version ${before + 2} applied`)
    .waitFor();
  await page.getByRole('button', { name: 'Versions' }).press('Enter');
  const difference = page.getByRole('table', { name: 'Difference between versions' });
  await difference.getByRole('row', { name: 'Gift card, Valid for months 24 36' }).waitFor();
  await page.getByLabel('From').selectOption(`Version ${before}`);
  await difference
    .getByRole('row', { name: 'Gift card, Valid for months without end 36' })
    .waitFor();
  expect(await difference.getByRole('row').count()).toBe(1 + 8);
  await page.getByLabel('From').selectOption(`Version ${before + 2}`);
  await page.getByText('These versions do not differ.').waitFor();
  await expectAccessible(page);
  expect(complaints).toEqual([]);
  await page.context().close();
});

it('refuses an edit of a version that is no longer the newest, and saves it after a look', async () => {
  const [first, second] = [await visit(browser, url), await visit(browser, url)];
  for (const { page } of [first, second]) {
    await signIn(page, 'ruth', 'sunflower-1');
    await page.getByRole('switch', { name: creditMemos }).waitFor();
  }
  const field = (one: typeof first, kind: string) =>
    one.page
      .getByRole('group', { name: kind })
      .getByRole('textbox', { name: 'Sales waiting to be sent' });
  await field(first, 'Credit memo').fill('4');
  await field(second, 'Gift card').fill('9');
  await second.page.getByRole('button', { name: 'Save and apply' }).click();
  await second.page
    .getByRole('status')
    .getByText(/Version \d+ applied/)
    .waitFor();
  await first.page.getByRole('button', { name: 'Keep my edits' }).click();
  await first.page.getByRole('button', { name: 'Save and apply' }).click();
  await first.page
    .getByRole('status')
    .getByText(/Version \d+ applied/)
    .waitFor();
  const newest = parametersSchema.parse(JSON.parse(storedVersions()[0]?.body_json ?? ''));
  expect(newest.posting.giftCard.mostPending).toBe(9);
  expect(newest.posting.creditMemo.mostPending).toBe(4);
  expect([...first.complaints, ...second.complaints]).toEqual([]);
  await first.page.context().close();
  await second.page.context().close();
});

it('learns the token of a session that was opened anew in another tab', async () => {
  const { page, complaints } = await visit(browser, url);
  await signIn(page, 'ruth', 'sunflower-1');
  await page.getByRole('switch', { name: creditMemos }).waitFor();
  const login = { account: 'ruth', password: 'sunflower-1' };
  const again = await page.context().request.post(`${url}/api/session`, { data: login });
  expect(again.ok()).toBe(true);
  await page.getByRole('button', { name: 'Reset cache' }).click();
  await page.getByRole('status').getByText('Cache reset').waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});

it('shows an auditor the parameters without keys', async () => {
  const { page, complaints } = await visit(browser, url);
  await signIn(page, 'ada', 'sunflower-1');
  await page.getByRole('switch', { name: creditMemos }).waitFor();
  expect(await page.getByRole('button', { name: 'Save and apply' }).count()).toBe(0);
  await page.getByText('Read only for your role').waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});

it('lists a gift card and a credit memo of the ledger with their postings', async () => {
  const issue = async (kind: 'giftCard' | 'creditMemo', digits: string, amount: number) => {
    const number = withCheckDigit(digits);
    const body = { kind, number, amount: minor(amount), currency: 'USD' };
    const issued = await createInstrument(headquarters, body, 'ruth');
    expect(issued.ok).toBe(true);
    return number.slice(-4);
  };
  const card = await issue('giftCard', '600000000000000441', 8230);
  const memo = await issue('creditMemo', '600000000000000772', 1999);
  const { page, complaints } = await visit(browser, url);
  await signIn(page, 'ada', 'sunflower-1');
  await page.getByRole('link', { name: 'Credit memos' }).click();
  await page.getByRole('row', { name: `${memo} $19.99` }).waitFor();
  await page.getByRole('link', { name: 'Gift cards' }).click();
  await page.getByRole('button', { name: card }).click();
  const postings = page.getByRole('table', { name: 'Postings' });
  await postings.getByRole('row', { name: '$82.30 $82.30' }).waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});
