/** A1, A2 and A4 of the acceptance scenarios, through the window. */
import { expect } from '@playwright/test';
import { instruments } from '../../server/app/demonstration/cards.ts';
import { products } from '../../server/app/demonstration/catalogue.ts';
import { cut, mend, openSignedIn, putAwayWarning, setRules, test } from './shop.ts';
import { balanceOf, expectSettled, historyOf, postedCount } from './ledger.ts';

const { number, balance } = instruments.card;
const mug = products[0]?.barcodes[0] ?? '';

test('A1: a card added online, the cable pulled, paid and printed; locked elsewhere meanwhile, settled once', async ({
  shop,
}) => {
  const first = await openSignedIn(shop, 'R-01');
  const second = await openSignedIn(shop, 'R-02', 'tomas');
  await first.cashier().scan(mug);
  await first.cashier().pay();
  await first.cashier().addHeld('giftCard', { number, amount: '5.00' });
  await expect(first.window().page.getByText(/Locked for this sale since/)).toBeVisible();

  await cut(first);
  await expect(first.window().page.getByText('The line is down. Keep selling.')).toBeVisible();
  await expect(first.window().page.getByText('This sale may be finished offline')).toBeVisible();
  await putAwayWarning(first);
  const done = await first.cashier().finish();
  expect(done.receipt?.completedOffline).toBe(true);
  await expect(first.window().page.getByText('COMPLETED OFFLINE')).toBeVisible();
  await expect(first.window().page.getByText('1 to send')).toBeVisible();

  await second.cashier().scan(mug);
  await second.cashier().pay();
  await second.cashier().add('giftCard', { number });
  await expect(
    second.window().page.getByText('This gift card is in use at another register'),
  ).toBeVisible();
  await expect(second.window().page.getByText(/Harbour Street, register R-01/)).toBeVisible();
  await second.cashier().press('F12');

  await mend(first);
  await expect(first.window().page.getByText('All sent')).toBeVisible();
  await expectSettled(shop);
  expect(await balanceOf(shop, number)).toBe(balance - 500);
  expect(await postedCount(shop, done.receipt?.receipt ?? '')).toBe(1);
  const seen = await second.cashier().addHeld('giftCard', { number });
  expect(seen.cart?.held[0]?.balance).toBe(balance - 500);
});

test('A2: the tender removed offline, then the sale voided offline: unlocked without a spend', async ({
  shop,
}) => {
  const till = await openSignedIn(shop, 'R-01');
  await till.cashier().scan(mug);
  await till.cashier().pay();
  await till.cashier().addHeld('giftCard', { number });
  await cut(till);
  await putAwayWarning(till);
  await till
    .window()
    .page.getByRole('button', { name: /^Remove/ })
    .click();
  await till.cashier().until('the card to be removed', (view) => view.cart?.held.length === 0);
  expect((await historyOf(shop, number)).instrument.lock).not.toBeNull();
  await mend(till);
  await expectSettled(shop);

  await till.cashier().addHeld('giftCard', { number });
  await cut(till);
  await putAwayWarning(till);
  await till.cashier().press('Escape');
  await till.cashier().until('the sale', (view) => view.screen === 'sale');
  await till.cashier().press('Control+Delete');
  await till
    .window()
    .page.getByRole('alertdialog')
    .getByRole('button', { name: 'Void sale' })
    .click();
  await till.cashier().until('the sale to be gone', (view) => (view.cart?.lines.length ?? 0) === 0);
  await mend(till);
  await expectSettled(shop);
  expect(await balanceOf(shop, number)).toBe(balance);
  expect((await historyOf(shop, number)).postings.map((posting) => posting.act)).toEqual([
    'opening',
  ]);
});

test('A4: with the switch off the cashier is told why, removes the card, takes cash; the lock is released', async ({
  shop,
}) => {
  await setRules(shop, { giftCard: { completeOffline: false } });
  const till = await openSignedIn(shop, 'R-01');
  await till.cashier().scan(mug);
  await till.cashier().pay();
  await till.cashier().addHeld('giftCard', { number, amount: '5.00' });
  await cut(till);
  await expect(
    till
      .window()
      .page.getByText(/Gift cards may not be finished offline/)
      .first(),
  ).toBeVisible();
  await putAwayWarning(till);
  await till.cashier().press('F12');
  await expect(till.window().page.getByText('Waits for the line').first()).toBeVisible();
  expect((await till.cashier().view()).cart?.tenders).toHaveLength(1);
  await till
    .window()
    .page.getByRole('button', { name: /Remove card/ })
    .click();
  await till.cashier().until('the card to be removed', (view) => view.cart?.held.length === 0);
  const done = await till.cashier().finish();
  expect(done.receipt?.tenders.map((tender) => tender.kind)).toEqual(['cash']);
  await mend(till);
  await expectSettled(shop);
  expect(await balanceOf(shop, number)).toBe(balance);
});
