/** A8: a credit memo used in part, online and offline: the remainder is a memo of its own that can be spent. */
import { expect } from '@playwright/test';
import { instruments } from '../../server/app/demonstration/cards.ts';
import { products } from '../../server/app/demonstration/catalogue.ts';
import type { View } from '../../shared/bridge/view.ts';
import { cut, mend, openSignedIn, putAwayWarning, setRules, test } from './shop.ts';
import { balanceOf, expectSettled } from './ledger.ts';

const coffee = products[1]?.barcodes[0] ?? '';

function voucherNumber(view: View): string {
  const voucher = view.receipt?.papers.find((paper) => paper.kind === 'voucher');
  const barcode = voucher?.parts.find((part) => part.part === 'barcode');
  if (barcode?.part !== 'barcode') throw new Error('no voucher was printed');
  return barcode.value;
}

for (const line of ['up', 'cut'] as const) {
  test(`A8: a memo paid in part leaves a remainder memo, with the line ${line}`, async ({
    shop,
  }) => {
    const till = await openSignedIn(shop, 'R-01');
    await till.cashier().scan(coffee);
    await till.cashier().pay();
    const held = await till.cashier().addHeld('creditMemo', { number: instruments.memo.number });
    const total = held.cart?.totals.total ?? 0;
    if (line === 'cut') {
      await cut(till);
      await putAwayWarning(till);
    }
    const done = await till.cashier().finish();
    const remainder = voucherNumber(done);
    expect(done.receipt?.memo).toMatchObject({
      remainder: true,
      amount: instruments.memo.balance - total,
    });
    await expect(till.window().page.getByText('ISSUED OFFLINE')).toHaveCount(
      line === 'cut' ? 1 : 0,
    );
    if (line === 'cut') await mend(till);
    await expectSettled(shop);
    expect(await balanceOf(shop, instruments.memo.number)).toBe(0);
    expect(await balanceOf(shop, remainder)).toBe(instruments.memo.balance - total);

    await till.cashier().newSale();
    await till.cashier().scan(coffee);
    await till.cashier().pay();
    await till.cashier().addHeld('creditMemo', { number: remainder });
    await till.cashier().finish();
    await expectSettled(shop);
  });
}

test('A8: with the memo switch off a memo must wait, a gift card need not', async ({ shop }) => {
  await setRules(shop, { creditMemo: { completeOffline: false } });
  const till = await openSignedIn(shop, 'R-01');
  await till.cashier().scan(coffee);
  await till.cashier().pay();
  await till.cashier().addHeld('giftCard', { number: instruments.card.number, amount: '1.00' });
  await till.cashier().addHeld('creditMemo', { number: instruments.memo.number });
  await cut(till);
  const held = (await till.cashier().view()).cart?.held ?? [];
  expect(held.map((one) => [one.kind, one.mayFinishOffline, one.waits?.code])).toEqual([
    ['giftCard', true, undefined],
    ['creditMemo', false, 'completion.notAllowed'],
  ]);
});
