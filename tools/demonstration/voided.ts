/** The sale voided offline: the lock is released when the line is back, without a spend. */
import { mustBe } from './narrator.ts';
import { addWhenFree, cards, cutLine, dollars, mendLine, scanGoods, type Scene } from './scene.ts';

export async function playVoided(scene: Scene): Promise<void> {
  const { tell, first, second } = scene;
  const { number, balance } = cards.thirdCard;
  tell.chapter('The sale is voided while the line is down');
  await tell.step(
    'R-01: an oak board, and gift card 3108. It is locked for this sale.',
    async () => {
      await scanGoods(first.cashier(), 9);
      await first.cashier().pay();
      await first.cashier().addHeld('giftCard', { number });
    },
  );
  await tell.step(
    'The line of R-01 is cut. The customer changes her mind, and Mei Lin voids the sale offline.',
    async () => {
      await cutLine(first);
      await first.cashier().press('F12');
      await first.cashier().until('the warning to be put away', (view) => view.warning === null);
      await first.cashier().press('Escape');
      await first.cashier().until('the sale screen', (view) => view.screen === 'sale');
      await first.cashier().press('Control+Delete');
      const question = first.window().page.getByRole('alertdialog');
      await question.getByRole('button', { name: 'Void sale' }).click();
      await first
        .cashier()
        .until('the sale to be gone', (view) => (view.cart?.lines.length ?? 0) === 0);
    },
  );
  await tell.step(
    'The line is back. The voided sale is on record and the card is free.',
    async () => {
      await mendLine(first);
    },
  );
  await tell.step(`R-02: the card holds ${dollars(balance)}; nothing was spent.`, async () => {
    await scanGoods(second.cashier(), 7);
    await second.cashier().pay();
    const seen = await addWhenFree(second.cashier(), 'giftCard', number);
    mustBe(seen.cart?.held[0]?.balance === balance, 'the balance did not change');
    await second.cashier().finish();
  });
  await second.cashier().newSale();
}
