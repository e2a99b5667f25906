/** A3: the register's process is killed (-9) after each step of A1 and started again: one result, always. */
import { expect } from '@playwright/test';
import { instruments } from '../../server/app/demonstration/cards.ts';
import { products } from '../../server/app/demonstration/catalogue.ts';
import type { Till } from '../../tools/stage/shop.ts';
import { cut, mend, openSignedIn, putAwayWarning, test } from './shop.ts';
import { balanceOf, expectSettled } from './ledger.ts';

const { number, balance } = instruments.card;
const mug = products[0]?.barcodes[0] ?? '';
const taken = 100;

type Step = { readonly name: string; readonly act: (till: Till) => Promise<void> };
/** Each does what is still to be done: after a kill the register goes on where its database stands. */
const steps: readonly Step[] = [
  { name: 'the scan', act: (till) => till.cashier().scan(mug) },
  { name: 'payment opened', act: (till) => till.cashier().pay() },
  {
    name: 'the card locked',
    act: async (till) => {
      await till.cashier().addHeld('giftCard', { number, amount: '1.00' });
    },
  },
  { name: 'the cable pulled', act: cut },
  {
    name: 'the sale finished',
    act: async (till) => {
      if ((await till.cashier().view()).warning !== null) await putAwayWarning(till);
      await till.cashier().finish();
    },
  },
  { name: 'the cable back', act: mend },
  { name: 'the next sale', act: (till) => till.cashier().newSale() },
];

async function restart(till: Till): Promise<void> {
  await till.window().kill();
  const cashier = await till.launch();
  await cashier.until('the sign-in screen', (view) => view.screen === 'signIn');
  const before = await cashier.view();
  await cashier.page.getByRole('button', { name: 'Mei Lin' }).click();
  await cashier.page.keyboard.type('111111', { delay: 60 });
  await cashier.press('F12');
  await cashier.until(
    'the register as it was',
    (view) => view.staff !== null && view.revision > before.revision,
  );
}

for (const [index, { name }] of steps.entries()) {
  test(`A3: killed after ${name}, the sale is there once`, async ({ shop }) => {
    const till = await openSignedIn(shop, 'R-01');
    for (const [at, step] of steps.entries()) {
      await step.act(till);
      if (at === index) await restart(till);
    }
    await expectSettled(shop);
    expect(await balanceOf(shop, number)).toBe(balance - taken);
    const sales = await shop.servers.headquarters
      .act()
      .db.query.selectFrom('entry')
      .select('receipt')
      .where('receipt', 'is not', null)
      .execute();
    expect(sales).toHaveLength(1);
  });
}
