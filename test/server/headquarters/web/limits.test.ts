/** A clerk at the page of limits by role: the built page, a real headquarters, a real browser. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAccount } from '../../../../server/headquarters/accounts.ts';
import { storeConfigurations } from '../../../../server/headquarters/storeedits.ts';
import { unlimited } from '../../../../shared/limits.ts';
import { expectAccessible } from './accessible.ts';
import { openStand, type Stand } from './stand.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await openStand();
  const [role, password] = ['administrator', 'sunflower-1'] as const;
  await createAccount(stand.headquarters, { id: 'alma', name: 'Alma Reyes', role, password });
});
afterAll(() => stand.close());

it('sets how far cashiers may go, where nothing was said, and leaves the other roles alone', async () => {
  const { page, complaints } = await stand.enter('limits', { account: 'alma', locale: 'zh-CN' });
  await page.getByRole('button', { name: '收银员', exact: true }).click();
  const panel = page.getByRole('complementary', { name: '收银员' });
  await panel.getByLabel('整单折扣上限，%').fill('7.5');
  await panel.getByLabel('每单退货上限').fill('nine');
  await panel.getByLabel('可改价').selectOption('否');
  await panel.getByRole('button', { name: '保存' }).click();
  await panel.getByText('请输入金额').waitFor();
  await expectAccessible(page);
  await panel.getByLabel('每单退货上限').fill('90.50');
  await panel.getByRole('button', { name: '保存' }).click();
  await panel.waitFor({ state: 'detached' });
  expect(await page.getByRole('button', { name: '发布' }).isEnabled()).toBe(true);
  const [store] = await stand.headquarters.db.transaction(storeConfigurations);
  expect(store?.limits).toEqual({
    cashier: {
      ...unlimited,
      ...{ totalDiscountPercent: 7500, returnMost: 9050, priceOverride: false },
    },
    ...{ manager: unlimited, stock: unlimited },
  });
  expect(complaints).toEqual([]);
  await page.context().close();
});

it('shows limits to an auditor, who cannot change them', async () => {
  const { page } = await stand.enter('limits', { account: 'ada' });
  await page.getByRole('button', { name: 'Cashier', exact: true }).click();
  const panel = page.getByRole('complementary', { name: 'Cashier' });
  await panel.getByLabel('Line discount, %').waitFor();
  expect(await panel.getByRole('button', { name: 'Save' }).count()).toBe(0);
  await page.context().close();
});
