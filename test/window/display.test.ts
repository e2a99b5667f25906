/** The customer's window: goods, sums, change and thanks in the customers' language; never a card, and nothing can be asked from it. */
import { expect, type Page } from '@playwright/test';
import { instruments } from '../../server/app/demonstration/cards.ts';
import { products } from '../../server/app/demonstration/catalogue.ts';
import { noDevices } from '../../main/app/devicesettings.ts';
import type { Till } from '../../tools/stage/shop.ts';
import { signIn, test } from './shop.ts';

const coffee = products[1]?.barcodes[0] ?? '';

/** A window is announced before it has gone to its page, so it is told by the address that it comes to. */
async function displayOf(till: Till): Promise<Page> {
  const { app } = till.window();
  const found = (): Page | undefined =>
    app.windows().find((page) => page.url().endsWith('display.html'));
  await expect.poll(found, { timeout: 30_000 }).toBeDefined();
  const page = found();
  if (page === undefined) throw new Error('the display went away again');
  return page;
}

test('shows the sale to the customer, in their language, and nothing of the card', async ({
  shop,
}) => {
  const display = { width: 1024, height: 600, fullscreen: false, language: 'zh-CN' } as const;
  const till = await shop.openTill('R-01', undefined, { ...noDevices, display });
  const page = await displayOf(till);
  await expect(page.getByRole('heading')).toHaveText('欢迎光临');
  await signIn(shop, till.cashier());
  await till.cashier().scan(coffee);
  await till.cashier().scan(coffee);
  await expect(page.getByRole('listitem')).toHaveCount(1);
  await expect(page.getByText('合计')).toBeVisible();
  await till.cashier().pay();
  await till.cashier().addHeld('giftCard', { number: instruments.card.number, amount: '5.00' });
  await expect(page.getByText('还应付')).toBeVisible();
  const text = await page.locator('body').innerText();
  expect(text).not.toContain(instruments.card.number.slice(-4));
  await till.cashier().finish();
  await expect(page.getByRole('heading')).toHaveText('谢谢惠顾');
  expect(await page.evaluate<string>('typeof window.holdfast')).toBe('undefined');
  expect(await page.evaluate<string[]>('Object.keys(window.holdfastAside)')).toEqual(['watch']);
});

test('is off unless IT asked for it, and its end is not the register’s', async ({ shop }) => {
  const plain = await shop.openTill('R-01');
  expect(plain.window().app.windows()).toHaveLength(1);
  const display = { width: 800, height: 480, fullscreen: false } as const;
  const till = await shop.openTill('R-02', undefined, { ...noDevices, display });
  const page = await displayOf(till);
  await page.close();
  await signIn(shop, till.cashier(), 'tomas');
  await till.cashier().scan(coffee);
});
