/** The sales of a morning with the line up: every way to pay, discounts, weights, a customer, a sale set aside. */
import { instruments, unissuedCard } from '../../../server/app/demonstration/cards.ts';
import { withCheckDigit } from '../../../shared/barcode.ts';
import type { Hand } from './hand.ts';

const toPay = async (hand: Hand, ...ids: readonly string[]): Promise<void> => {
  await hand.buy(...ids);
  await hand.cashier.pay();
};

export async function payEachWay(hand: Hand): Promise<void> {
  const { cashier } = hand;
  await toPay(hand, 'mug');
  await hand.cash();
  await hand.sold();
  // 4.60 and its tax are 4.93, which coins of five make 4.95.
  await toPay(hand, 'choc');
  await hand.cash('5');
  await hand.sold();
  await toPay(hand, 'coffee', 'tea');
  await cashier.page.locator('.quick button').nth(1).click();
  await hand.cash();
  await hand.sold();
  await toPay(hand, 'towel');
  await hand.card('SLIP 0001');
  await hand.sold();
  await toPay(hand, 'soap', 'brush');
  await hand.card('SLIP 0002');
  await hand.sold();
  await toPay(hand, 'board');
  await hand.check('10417');
  await hand.sold();
  await toPay(hand, 'throw');
  await hand.euros('70');
  await hand.sold();
  await toPay(hand, 'oil', 'salt');
  await hand.cash('10');
  await cashier.until('the cash', (view) => view.cart?.tenders.length === 1);
  await hand.card('SLIP 0003');
  await hand.sold();
}

export async function useGiftCards(hand: Hand): Promise<void> {
  const { cashier } = hand;
  await toPay(hand, 'umbrella');
  await cashier.addHeld('giftCard', { number: instruments.card.number, amount: '5.00' });
  await hand.cash();
  await hand.sold();
  await toPay(hand, 'salt');
  await cashier.addHeld('giftCard', { number: instruments.smallCard.number });
  await cashier.finish();
  await hand.sold();
  await hand.buy('book');
  await cashier.press('F8');
  await hand.fill('Number', unissuedCard);
  await hand.fill('Amount', '25');
  await hand.confirm();
  await cashier.until('the new card', (view) => view.cart?.held.length === 1);
  await cashier.pay();
  await hand.cash('50');
  await hand.sold();
}

export async function giveDiscounts(hand: Hand): Promise<void> {
  const { cashier } = hand;
  const { page } = cashier;
  const discounted = () =>
    cashier.until('the discount', (view) => (view.cart?.totals.discount ?? 0) > 0);
  await hand.buy('jug');
  await cashier.press('F4');
  await hand.fill('Percent off', '10');
  await hand.confirm();
  await discounted();
  await cashier.pay();
  await hand.cash();
  await hand.sold();
  await hand.buy('honey', 'jam');
  await cashier.press('F4', 'F4');
  await page.getByRole('button', { name: 'Whole sale', pressed: true }).waitFor();
  await hand.fill('Percent off', '5');
  await hand.confirm();
  await discounted();
  await cashier.pay();
  await hand.cash();
  await hand.sold();
  await hand.buy('tote');
  await cashier.press('F4');
  await hand.fill('Percent off', '30');
  await cashier.press('F12');
  await hand.approve();
  await discounted();
  await cashier.pay();
  await hand.card('SLIP 0004');
  await hand.sold();
}

export async function weighAndName(hand: Hand): Promise<void> {
  const { cashier } = hand;
  const { page } = cashier;
  await cashier.scan(withCheckDigit('210020100345'));
  await cashier.until('the label', (view) => view.cart?.lines.length === 1);
  await cashier.press('F2');
  await page.keyboard.type('olives', { delay: 60 });
  await page.getByRole('button', { name: /Green olives/ }).click();
  await page.getByRole('dialog', { name: /Weight of Green olives/ }).waitFor();
  await hand.fill('Weight', '0.25');
  await hand.confirm();
  await cashier.until('the olives', (view) => view.cart?.lines.length === 2);
  await cashier.pay();
  await hand.cash('50');
  await hand.sold();
  await hand.buy('pen');
  await cashier.press('F5');
  await hand.fill('Name, phone or number', 'lindq');
  await page.getByText('No. 100001').waitFor();
  await hand.confirm();
  await cashier.until('the customer', (view) => view.cart?.customer?.number === '100001');
  await cashier.pay();
  await hand.cash();
  await hand.sold();
}

export async function changeMinds(hand: Hand): Promise<void> {
  const { cashier } = hand;
  const { page } = cashier;
  const gone = () =>
    cashier.until('no sale', (view) => view.cart === null || view.cart.lines.length === 0);
  await hand.buy('socks', 'keyring');
  await cashier.press('F7');
  await cashier.until('the sale set aside', (view) => view.suspended === 1);
  await toPay(hand, 'ink');
  await hand.cash();
  await hand.sold();
  await cashier.newSale();
  await cashier.press('F7');
  // Within the list: the key under it bears the same word, and a click keeps to what it found first.
  await hand
    .dialog()
    .getByRole('button', { name: /^Recall/ })
    .click();
  await cashier.until('the sale back', (view) => view.cart?.lines.length === 2);
  await cashier.press('Delete');
  await cashier.until(
    'a line taken out',
    (view) => view.cart?.lines.filter((line) => !line.voided).length === 1,
  );
  await cashier.pay();
  await hand.card('SLIP 0005');
  await hand.sold();
  await hand.buy('candle', 'granola');
  await cashier.press('Control+Delete');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Void sale' }).click();
  await gone();
}
