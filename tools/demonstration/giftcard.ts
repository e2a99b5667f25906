/** The seed story: a gift card in a sale whose line drops. */
import { minor } from '../../shared/money.ts';
import { mustBe } from './narrator.ts';
import {
  addWhenFree,
  cards,
  cutLine,
  dollars,
  mendLine,
  putAwayRefusal,
  readHolder,
  scanGoods,
  type Scene,
} from './scene.ts';

export async function playGiftCard(scene: Scene): Promise<void> {
  const { tell, first, second } = scene;
  const { number, balance } = cards.card;
  tell.chapter('A gift card, and a line that drops in the middle of the sale');
  await tell.step('Register R-01: Mei Lin scans a mug, coffee and tea towels.', async () => {
    await scanGoods(first.cashier(), 0, 1, 2);
  });
  await tell.step(
    `R-01: she adds gift card 4417, which holds ${dollars(balance)}, for 25.00. Head office locks it for her sale.`,
    async () => {
      await first.cashier().pay();
      const seen = await first.cashier().addHeld('giftCard', { number, amount: '25.00' });
      mustBe(seen.cart?.held[0]?.balance === balance, 'the register knows the balance');
    },
  );
  await tell.step(
    'R-02: Tomás Ortega is handed the same card. It is refused, and the screen names the holder: Harbour Street, register R-01.',
    async () => {
      await scanGoods(second.cashier(), 3);
      await second.cashier().pay();
      await readHolder(second.cashier(), 'giftCard', number, 'R-01');
    },
  );
  await putAwayRefusal(second.cashier());
  await tell.step(
    'The line of R-01 is cut. The warning appears over her sale, and says that this sale may be finished offline.',
    async () => {
      await cutLine(first);
      await first.window().page.getByText('This sale may be finished offline').waitFor();
    },
  );
  await tell.step(
    'R-01: she puts the warning away and takes the rest in cash. The sale is finished offline; the receipt says so.',
    async () => {
      await first.cashier().press('F12');
      await first.cashier().until('the warning to be put away', (view) => view.warning === null);
      const done = await first.cashier().finish();
      mustBe(done.receipt?.completedOffline === true, 'the sale is completed offline');
      mustBe(done.pending.count === 1, 'one sale waits to be sent');
    },
  );
  await tell.step(
    'R-02: the card is still locked. Nobody else can spend it while the sale waits to be sent.',
    async () => {
      await readHolder(second.cashier(), 'giftCard', number, 'R-01');
    },
  );
  await putAwayRefusal(second.cashier());
  await tell.step(
    'The line of R-01 is back. The sale is sent and posted, and the card is unlocked.',
    async () => {
      await mendLine(first);
    },
  );
  const left = minor(balance - 2500);
  await tell.step(
    `R-02: Tomás adds the card. It is free, and holds ${dollars(left)}: the 25.00 were taken once.`,
    async () => {
      const seen = await addWhenFree(second.cashier(), 'giftCard', number);
      mustBe(seen.cart?.held[0]?.balance === left, `the balance is ${dollars(left)}`);
      await second.cashier().finish();
    },
  );
  await first.cashier().newSale();
  await second.cashier().newSale();
}
