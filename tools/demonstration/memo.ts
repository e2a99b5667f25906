/** The same with a credit memo that is paid in part: the remainder becomes a new memo, offline. */
import { minor, type Minor } from '../../shared/money.ts';
import type { Paper } from '../../shared/receipt.ts';
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

export type Remainder = { readonly number: string; readonly amount: Minor };

/** Plays it; the remainder memo that the printed voucher names. */
export async function playMemo(scene: Scene): Promise<Remainder> {
  const { tell, first, second } = scene;
  const { number, balance } = cards.memo;
  let remainder: Remainder | undefined;
  tell.chapter('A credit memo, paid in part while the line is down');
  await tell.step(
    `R-01: a customer pays coffee and olive oil with credit memo 9082 of ${dollars(balance)}. Head office locks it and reserves a number for what is left.`,
    async () => {
      await scanGoods(first.cashier(), 1, 3);
      await first.cashier().pay();
      const seen = await first.cashier().addHeld('creditMemo', { number });
      mustBe(seen.cart?.totals.due === 0, 'the memo covers the sale');
    },
  );
  await tell.step('The line of R-01 is cut before the sale is finished.', async () => {
    await cutLine(first);
    await first.cashier().press('F12');
  });
  await tell.step(
    'R-01: the sale is finished offline. A voucher with the reserved number is printed, valid once the sale is settled.',
    async () => {
      const done = await first.cashier().finish();
      const memo = done.receipt?.memo;
      mustBe(memo !== null && memo !== undefined && memo.remainder, 'the rest became a memo');
      const printed = numberOn(done.receipt?.papers ?? []);
      mustBe(
        printed !== undefined && printed.endsWith(memo?.last4 ?? ''),
        'the voucher carries the number',
      );
      remainder = { number: printed ?? '', amount: memo?.amount ?? minor(0) };
      mustBe(
        (done.receipt?.total ?? 0) + remainder.amount === balance,
        'what was paid and what is left make the memo',
      );
    },
  );
  await tell.step('R-02: the old memo is refused; it is still locked.', async () => {
    await scanGoods(second.cashier(), 4);
    await second.cashier().pay();
    await readHolder(second.cashier(), 'creditMemo', number, 'R-01');
  });
  await putAwayRefusal(second.cashier());
  await tell.step(
    'The line of R-01 is back. The old memo is used up, the new one is real.',
    async () => {
      await mendLine(first);
    },
  );
  const made = remainder;
  if (!made) throw new Error('not as told: there is a remainder memo');
  await tell.step(`R-02: a customer pays with the new memo, ${dollars(made.amount)}.`, async () => {
    const seen = await addWhenFree(second.cashier(), 'creditMemo', made.number);
    mustBe(seen.cart?.held[0]?.balance === made.amount, 'the new memo holds the rest');
    await second.cashier().finish();
  });
  await first.cashier().newSale();
  await second.cashier().newSale();
  return made;
}

/** The memo number on the voucher: only this paper carries it. */
function numberOn(papers: readonly Paper[]): string | undefined {
  const barcode = papers
    .find((paper) => paper.kind === 'voucher')
    ?.parts.find((part) => part.part === 'barcode');
  return barcode?.part === 'barcode' ? barcode.value : undefined;
}
