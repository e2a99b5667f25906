/** The sales of an afternoon: things brought back, memos, value put onto cards, and what is asked before it is sold. */
import { expect } from '@playwright/test';
import { instruments } from '../../../server/app/demonstration/cards.ts';
import type { ReceiptView } from '../../../shared/bridge/view.ts';
import { codeOf, type Hand } from './hand.ts';

/** The number on the voucher of a memo that was issued. */
function memoNumber({ papers }: ReceiptView): string {
  const voucher = papers.find((paper) => paper.kind === 'voucher');
  const barcode = voucher?.parts.find((part) => part.part === 'barcode');
  if (barcode?.part !== 'barcode') throw new Error('no voucher was printed');
  return barcode.value;
}

const receiptOf = ({ notes }: Hand, sale: number): string => {
  const receipt = notes.receipts[sale]?.receipt;
  if (receipt === undefined) throw new Error(`sale ${sale} was not made yet`);
  return receipt;
};

/** An exchange, goods back onto a gift card, goods back for a memo. Answers the memo's number. */
export async function takeBack(hand: Hand): Promise<string> {
  const { cashier } = hand;
  // The third sale was coffee and tea: the coffee is exchanged for oil.
  await hand.buy('oil');
  await hand.takeBack(receiptOf(hand, 2), 0);
  await cashier.pay();
  await hand.cash();
  await hand.sold();
  await cashier.newSale();
  await hand.takeBack(receiptOf(hand, 4), 1);
  await cashier.pay();
  await cashier.addHeld('giftCard', { number: instruments.thirdCard.number });
  await cashier.finish();
  await hand.sold();
  await cashier.newSale();
  await hand.takeBack(receiptOf(hand, 3), 0);
  await cashier.pay();
  await cashier.press('F4');
  await cashier.until('the memo in the sale', (view) => view.cart?.tenders.length === 1);
  await cashier.finish();
  return memoNumber(await hand.sold());
}

/** The memo with cash beside it, a memo of which something is left, and value put onto a card. Answers the number of what is left. */
export async function spendMemos(hand: Hand, memo: string): Promise<string> {
  const { cashier } = hand;
  await hand.buy('throw');
  await cashier.pay();
  await cashier.addHeld('creditMemo', { number: memo });
  await hand.cash('100');
  await hand.sold();
  await hand.buy('mug');
  await cashier.pay();
  await cashier.addHeld('creditMemo', { number: instruments.memo.number });
  await cashier.finish();
  const left = memoNumber(await hand.sold());
  await cashier.newSale();
  await cashier.press('F8');
  await cashier.page.getByRole('button', { name: 'Add value' }).click();
  await hand.fill('Number', instruments.emptyCard.number);
  await hand.fill('Amount', '20');
  await hand.confirm();
  await cashier.until('value for the card', (view) => view.cart?.held.length === 1);
  await cashier.pay();
  await hand.card('SLIP 0006');
  await hand.sold();
  return left;
}

export async function askFirst(hand: Hand): Promise<void> {
  const { cashier } = hand;
  const { page } = cashier;
  await cashier.scan(codeOf('cider'));
  await page.getByRole('alertdialog', { name: /21 or older/ }).waitFor();
  await page.getByLabel('Date of birth').fill('19900228');
  await page.waitForTimeout(600);
  await cashier.press('F12');
  await cashier.until('the age', (view) => view.cart !== null && view.cart.ageToAsk === null);
  await cashier.pay();
  await hand.cash('20');
  await hand.sold();
  await hand.buy('candle');
  await cashier.press('F1');
  await page.getByRole('button', { name: 'Price', exact: true }).click();
  await hand.fill('Price of one', '8');
  await cashier.press('F12');
  await hand.approve();
  await cashier.until('the price', (view) => view.cart?.lines[0]?.net === 800);
  await cashier.pay();
  await hand.cash('10');
  await hand.sold();
  await hand.buy('granola', 'jam', 'brush');
  await cashier.press('F1');
  await page.getByRole('button', { name: 'Comment' }).click();
  await page.getByRole('textbox', { name: 'Comment' }).fill('for the office');
  await hand.confirm();
  await expect(page.getByText('for the office').first()).toBeVisible();
  await cashier.pay();
  await hand.check('10418');
  await hand.sold();
}
