/** The parameter set to No: the card must wait, the sale is finished another way, and the lock is released. */
import { mustBe } from './narrator.ts';
import {
  addWhenFree,
  applySwitches,
  cards,
  cutLine,
  dollars,
  mendLine,
  scanGoods,
  type Scene,
} from './scene.ts';

export async function playSwitchedOff(scene: Scene): Promise<void> {
  const { tell, first, second } = scene;
  const { number, balance } = cards.secondCard;
  tell.chapter('The same with the switch of head office on No');
  await tell.step(
    'Head office sets "Allow gift card transactions to be completed in offline mode" to No, Save and apply. Both registers run the new version within seconds.',
    async () => {
      await applySwitches(scene, false, true);
    },
  );
  await tell.step(
    'R-01: two umbrellas, and gift card 7716 for 30.00. It is locked for this sale.',
    async () => {
      await scanGoods(first.cashier(), 11, 11);
      await first.cashier().pay();
      await first.cashier().addHeld('giftCard', { number, amount: '30.00' });
    },
  );
  await tell.step(
    'The line of R-01 is cut. The warning says that this sale must wait for the line, or lose the card.',
    async () => {
      const seen = await cutLine(first);
      mustBe(
        seen.cart?.held[0]?.waits?.code === 'completion.notAllowed',
        'the card keeps the sale waiting',
      );
    },
  );
  await tell.step(
    'R-01: she keeps the card at first. No other tender is taken while it waits.',
    async () => {
      await first.cashier().press('F12');
      await first.cashier().until('the warning to be put away', (view) => view.warning === null);
      await first.cashier().press('F12');
      await first.window().page.waitForTimeout(500);
      const seen = await first.cashier().view();
      mustBe(seen.screen === 'payment' && seen.cart?.tenders.length === 1, 'nothing was tendered');
    },
  );
  await tell.step(
    'R-01: she removes the card and takes cash. The sale is finished offline without it.',
    async () => {
      await first.cashier().press('F8');
      await first.cashier().until('the card to be removed', (view) => view.cart?.held.length === 0);
      const done = await first.cashier().finish();
      mustBe(done.receipt?.tenders.length === 1, 'only cash was taken');
    },
  );
  await tell.step(
    'The line is back. The sale is posted and the lock released: nothing was taken from the card.',
    async () => {
      await mendLine(first);
    },
  );
  await tell.step(`R-02: the card is free and holds ${dollars(balance)} as before.`, async () => {
    await scanGoods(second.cashier(), 6);
    await second.cashier().pay();
    const seen = await addWhenFree(second.cashier(), 'giftCard', number);
    mustBe(seen.cart?.held[0]?.balance === balance, 'the balance did not change');
    await second.cashier().finish();
  });
  await first.cashier().newSale();
  await second.cashier().newSale();
  await tell.step('Head office sets the switch back to Yes.', async () => {
    await applySwitches(scene, true, true);
  });
}
