/** The sales while the line is cut: a card that was locked before it dropped, and everything that needs nobody. */
import { expect } from '@playwright/test';
import { instruments } from '../../../server/app/demonstration/cards.ts';
import { withCheckDigit } from '../../../shared/barcode.ts';
import type { Till } from '../../../tools/stage/shop.ts';
import { cut, putAwayWarning } from '../shop.ts';
import type { Hand } from './hand.ts';

/** The line drops after a gift card was added; the sale is finished with it and cash. */
export async function finishWithCard(hand: Hand, till: Till, amount: string): Promise<void> {
  const { cashier } = hand;
  await hand.buy('honey');
  await cashier.pay();
  await cashier.addHeld('giftCard', { number: instruments.secondCard.number, amount });
  await cut(till);
  await putAwayWarning(till);
  await hand.cash();
  expect((await hand.sold()).completedOffline).toBe(true);
}

/** The line drops after a memo was added; it pays whole, and what is left comes as a new memo. */
export async function finishWithMemo(hand: Hand, till: Till, number: string): Promise<void> {
  const { cashier } = hand;
  await hand.buy('jug');
  await cashier.pay();
  await cashier.addHeld('creditMemo', { number });
  await cut(till);
  await putAwayWarning(till);
  await cashier.finish();
  const receipt = await hand.sold();
  expect(receipt.completedOffline).toBe(true);
  expect(receipt.memo?.remainder).toBe(true);
}

export async function sellAtNoon(hand: Hand): Promise<void> {
  const { cashier } = hand;
  await hand.buy('salt', 'choc');
  await cashier.pay();
  await hand.cash('20');
  await hand.sold();
  await hand.buy('towel');
  await cashier.pay();
  await hand.card('SLIP 0101');
  await hand.sold();
  await hand.buy('keyring');
  await cashier.pay();
  await hand.check('10419');
  await hand.sold();
  await hand.buy('umbrella');
  await cashier.press('F4');
  await hand.fill('Percent off', '25');
  await cashier.press('F12');
  await hand.approve();
  await cashier.pay();
  await hand.cash();
  await hand.sold();
  await cashier.scan(withCheckDigit('210020100345'));
  await cashier.until(
    'the label',
    (view) => view.screen === 'sale' && view.cart?.lines.length === 1,
  );
  await cashier.pay();
  await hand.cash();
  await hand.sold();
  await cashier.newSale();
  // The mug of the first sale comes back, out of the register's own journal.
  await hand.takeBack(hand.notes.receipts[0]?.receipt ?? '', 0);
  await cashier.pay();
  await hand.cash();
  await hand.sold();
}

export async function sellInTheEvening(hand: Hand): Promise<void> {
  const { cashier } = hand;
  await hand.buy('board', 'oil');
  await cashier.pay();
  await hand.cash('30');
  await cashier.until('the cash', (view) => view.cart?.tenders.length === 1);
  await hand.card('SLIP 0102');
  await hand.sold();
  await hand.buy('ink');
  await cashier.pay();
  await hand.euros();
  await hand.sold();
  for (const ids of [['choc'], ['tea', 'book'], ['soap']]) {
    await hand.buy(...ids);
    await cashier.pay();
    await hand.cash();
    await hand.sold();
  }
}
