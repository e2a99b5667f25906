/** A6: an answer is lost after the server has done its work. One lock, one sale, whatever is repeated. */
import { expect } from '@playwright/test';
import { channelPaths } from '../../shared/wire/register.ts';
import { instruments } from '../../server/app/demonstration/cards.ts';
import { products } from '../../server/app/demonstration/catalogue.ts';
import { openProxy } from '../false/proxy.ts';
import { signIn, test } from './shop.ts';
import { balanceOf, expectSettled, historyOf, postedCount } from './ledger.ts';

const { number, balance } = instruments.card;

test('A6: the answers to lock and to upload are lost after both were done: one lock, one sale', async ({
  shop,
}) => {
  const proxy = await openProxy(shop.servers.channel.url);
  const till = await shop.openTill('R-01', proxy.url);
  await signIn(shop, till.cashier());
  await till.cashier().scan(products[0]?.barcodes[0] ?? '');
  await till.cashier().pay();

  proxy.lose(channelPaths.hold, 1);
  await till.cashier().addHeld('giftCard', { number, amount: '5.00' });
  await till.cashier().untilLink('online');
  proxy.lose(channelPaths.push, 2);
  const done = await till.cashier().finish();

  await expect.poll(() => proxy.lost(), { timeout: 20_000 }).toBe(3);
  await till
    .cashier()
    .until(
      'everything to be sent',
      (view) => view.link.state === 'online' && view.pending.count === 0,
    );
  await expectSettled(shop);
  expect(await postedCount(shop, done.receipt?.receipt ?? '')).toBe(1);
  expect(await balanceOf(shop, number)).toBe(balance - 500);
  expect(
    (await historyOf(shop, number)).locks.filter((lock) => lock.state === 'settled'),
  ).toHaveLength(1);
  await proxy.close();
});
