import type { Browser, Page } from '@playwright/test';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { AccountRole } from '../../../../shared/wire/headoffice.ts';
import { listen } from '../../../../server/http/listen.ts';
import { buildPage, servePage } from './built-page.ts';
import { falseHeadquarters, type FalseHeadquarters } from './false-headquarters.ts';
import { signIn, startChromium, visit } from './visit.ts';

const giftCards = 'Allow gift card transactions to be completed in offline mode';
const creditMemos = 'Allow credit memo transactions to be completed in offline mode';

let browser: Browser;
let built: Awaited<ReturnType<typeof buildPage>>;
let headquarters: FalseHeadquarters;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  built = await buildPage();
  browser = await startChromium();
});
afterAll(async () => {
  await browser.close();
  built.remove();
});

async function open(role: AccountRole = 'finance', locale: 'en-US' | 'zh-CN' = 'en-US') {
  headquarters = falseHeadquarters({ role });
  servePage(headquarters.app, built.folder);
  ({ page, complaints } = await visit(browser, await listen(headquarters.app, 0), locale));
}
beforeEach(() => {
  complaints = [];
});
afterEach(async () => {
  await page.context().close();
  await headquarters.app.close();
  expect(complaints).toEqual([]);
});

const flip = (name: string) => page.getByText(name).click();
const key = (name: string) => page.getByRole('button', { name, exact: true });
const standing = () => page.getByRole('status');

it('lets nobody in with a wrong password, and says so', async () => {
  await open();
  await signIn(page, 'ruth', 'tulip');
  await page.getByRole('alert').getByText('Account or password is wrong').waitFor();
  expect(await page.getByLabel('Password').inputValue()).toBe('');
  await page.getByLabel('Password').fill('sunflower');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Commerce parameters' }).waitFor();
  expect(await page.title()).toBe('Commerce parameters · Holdfast');
});

it('flips a switch, saves, applies, and sees connected registers follow', async () => {
  await open();
  await signIn(page, 'ruth', 'sunflower');
  const memo = page.getByRole('switch', { name: creditMemos });
  expect(await memo.isChecked()).toBe(false);
  expect(await page.getByRole('switch', { name: giftCards }).isChecked()).toBe(true);
  expect(await key('Save and apply').isDisabled()).toBe(true);
  await flip(creditMemos);
  expect(await memo.isChecked()).toBe(true);
  await standing().getByText('1 change not applied').waitFor();
  await page.getByText('was No').waitFor();
  await key('Save and apply').click();
  await standing().getByText('Version 215 applied').waitFor();
  const table = page.getByRole('table', { name: 'What each register runs' });
  await table.getByRole('row', { name: /R-01.* 215 Connected/ }).waitFor();
  await table.getByRole('row', { name: /R-04.* 209 .*Not seen for 3 days/ }).waitFor();
  expect(headquarters.state.bodies).toHaveLength(1);
  expect(headquarters.state.bodies[0]?.posting.creditMemo).toMatchObject({
    completeOffline: true,
    mostHours: 8,
  });
  expect(headquarters.state.bodies[0]?.posting.giftCard).toMatchObject({ mostPerSale: 20_000 });
});

it('is worked by the keyboard alone', async () => {
  await open();
  await page.getByLabel('Account').waitFor();
  await page.keyboard.type('ruth');
  await page.keyboard.press('Tab');
  await page.keyboard.type('sunflower');
  await page.keyboard.press('Enter');
  const memo = page.getByRole('switch', { name: creditMemos });
  await memo.waitFor();
  const focus = (name: string) =>
    page.evaluate(() => document.activeElement?.textContent ?? '').then((said) => said === name);
  for (
    let step = 0;
    step < 40 && !(await memo.evaluate((one) => one === document.activeElement));
    step += 1
  )
    await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await standing().getByText('1 change not applied').waitFor();
  for (let step = 0; step < 40 && !(await focus('Save and apply')); step += 1)
    await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await standing().getByText('Version 215 applied').waitFor();
  expect(headquarters.state.bodies).toHaveLength(1);
});

it('shows a limit that cannot be read at its field, and saves nothing', async () => {
  await open();
  await signIn(page, 'ruth', 'sunflower');
  const group = page.getByRole('group', { name: 'Gift card' });
  const amount = group.getByRole('textbox', { name: 'Most per sale' });
  expect(await amount.inputValue()).toBe('$200.00');
  await amount.fill('1,50');
  await key('Save and apply').click();
  await page
    .getByText('Type an amount such as $200.00, or leave it empty.')
    .waitFor({ state: 'hidden' });
  expect(await amount.evaluate((one) => one === document.activeElement)).toBe(true);
  await amount.blur();
  await page.getByText('Type an amount such as $200.00, or leave it empty.').waitFor();
  expect(await amount.getAttribute('aria-invalid')).toBe('true');
  await amount.fill('1,500');
  await amount.blur();
  expect(await amount.inputValue()).toBe('$1,500.00');
  await group.getByText('was $200.00').waitFor();
  expect(headquarters.state.bodies).toEqual([]);
  await key('Discard').click();
  expect(await amount.inputValue()).toBe('$200.00');
  expect(await key('Discard').isDisabled()).toBe(true);
});

it('shows what headquarters refuses at its field until it is typed again', async () => {
  await open();
  await signIn(page, 'ruth', 'sunflower');
  const hours = page
    .getByRole('group', { name: 'Gift card' })
    .getByRole('textbox', { name: 'Hours since the line dropped' });
  await hours.fill('9');
  headquarters.state.refused = 'posting.giftCard.mostHours';
  await key('Save and apply').click();
  await page.getByRole('alert').getByText('A setting is not allowed.').waitFor();
  await page.getByText('Type hours from 0 to 10,000, or leave it empty.').waitFor();
  expect(await hours.getAttribute('aria-invalid')).toBe('true');
  headquarters.state.refused = null;
  await hours.fill('10');
  await hours.blur();
  expect(await hours.getAttribute('aria-invalid')).toBeNull();
  await key('Save and apply').click();
  await standing().getByText('Version 215 applied').waitFor();
});

it('saves without applying from the menu, then applies what was saved', async () => {
  await open();
  await signIn(page, 'ruth', 'sunflower');
  await flip(creditMemos);
  await key('More').click();
  await page.getByRole('menuitem', { name: 'Save without applying' }).click();
  await standing().getByText('1 change saved, not applied').waitFor();
  expect(headquarters.versions.map((one) => one.appliedAt !== null)).toEqual([false, true]);
  await page.getByRole('button', { name: 'Versions' }).click();
  const history = page.getByRole('table', { name: 'Versions' });
  await history.getByRole('row', { name: /215 Ruth Bauer.* not applied .*No → Yes/ }).waitFor();
  expect(await key('Save and apply').isDisabled()).toBe(false);
});

it('tells that somebody else saved meanwhile, and keeps both edits when asked', async () => {
  await open();
  await signIn(page, 'ruth', 'sunflower');
  await flip(creditMemos);
  const first = headquarters.versions[0];
  if (first === undefined) throw new Error('there is a first version');
  const { posting, offlineProfile } = first.parameters;
  const giftCard = { ...posting.giftCard, mostPending: 3 };
  headquarters.saveElsewhere({ base: 214, posting: { ...posting, giftCard }, offlineProfile });
  await page
    .getByRole('alert')
    .getByText('Version 215 was saved meanwhile by Dana Brooks.')
    .waitFor();
  await key('Keep my edits').click();
  await key('Save and apply').click();
  await standing().getByText('Version 216 applied').waitFor();
  expect(headquarters.versions[0]?.parameters.posting).toMatchObject({
    giftCard: { mostPending: 3 },
    creditMemo: { completeOffline: true },
  });
});

it('keeps what was typed when the session ends', async () => {
  await open();
  await signIn(page, 'ruth', 'sunflower');
  await flip(creditMemos);
  headquarters.state.signedIn = false;
  await page.getByText('Your session has ended').waitFor();
  await signIn(page, 'ruth', 'sunflower');
  await standing().getByText('1 change not applied').waitFor();
  expect(await page.getByRole('switch', { name: creditMemos }).isChecked()).toBe(true);
});

it('says that headquarters does not answer, and goes on by itself', async () => {
  await open();
  await signIn(page, 'ruth', 'sunflower');
  await page.getByRole('switch', { name: giftCards }).waitFor();
  headquarters.state.down = true;
  await page.getByRole('alert').first().getByText('Headquarters does not answer').waitFor();
  headquarters.state.down = false;
  await page.getByRole('alert').first().waitFor({ state: 'hidden' });
  expect(await page.getByRole('switch', { name: giftCards }).isVisible()).toBe(true);
});

it('resets the cache, follows registers, and signs out', async () => {
  await open();
  await signIn(page, 'ruth', 'sunflower');
  await key('Reset cache').click();
  await standing().getByText('Cache reset').waitFor();
  expect(headquarters.state.resets).toBe(1);
  headquarters.setContact('R-01', 'offline');
  await page.getByRole('row', { name: /R-01.*Offline since/ }).waitFor();
  await page.getByRole('button', { name: /Ruth Bauer/ }).click();
  await page.getByRole('menuitemradio', { name: 'Dark' }).click();
  expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
  await page.getByRole('button', { name: /Ruth Bauer/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in to head office' }).waitFor();
});

it('speaks Chinese where the browser does, and English when asked', async () => {
  await open('finance', 'zh-CN');
  await page.getByLabel('帐户').fill('ruth');
  await page.getByLabel('密码').fill('sunflower');
  await page.keyboard.press('Enter');
  await page.getByRole('switch', { name: '允许在脱机模式下完成礼品卡交易' }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
  await page.getByRole('radio', { name: 'English' }).click();
  await page.getByRole('switch', { name: giftCards }).waitFor();
});

it('shows an auditor everything and lets nothing be changed', async () => {
  await open('auditor');
  await signIn(page, 'ruth', 'sunflower');
  const gift = page.getByRole('switch', { name: giftCards });
  await gift.waitFor();
  await flip(giftCards);
  expect(await gift.isChecked()).toBe(true);
  expect(await key('Save and apply').count()).toBe(0);
});

it('lists gift cards with who holds them, and keeps edits while it does', async () => {
  await open();
  await signIn(page, 'ruth', 'sunflower');
  await flip(creditMemos);
  await page.getByRole('link', { name: 'Gift cards' }).click();
  const table = page.getByRole('table', { name: 'Gift cards' });
  await table
    .getByRole('row', { name: /4417 \$82.30 Locked Harbour Street R-02 R02-000482/ })
    .waitFor();
  await page.getByRole('radio', { name: 'Locked 2' }).click();
  await table.getByRole('row', { name: /7716/ }).waitFor({ state: 'detached' });
  await page.getByRole('searchbox', { name: 'Number, last four, register or sale' }).fill('3108');
  await table.getByRole('row', { name: /4417/ }).waitFor({ state: 'detached' });
  await table.getByRole('button', { name: '3108' }).click();
  const postings = page.getByRole('table', { name: 'Postings' });
  await postings
    .getByRole('row', { name: /Payment .*R02-000114 · Harbour Street · R-02 −\$40.00 \$64.10/ })
    .waitFor();
  await page.getByRole('complementary').getByText('Mill Lane R-04').waitFor();
  await page.getByRole('link', { name: 'Commerce parameters' }).click();
  await standing().getByText('1 change not applied').waitFor();
  expect(await page.getByRole('switch', { name: creditMemos }).isChecked()).toBe(true);
});
