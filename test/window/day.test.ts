/** A full day as a cashier plays it: forty sales of all sorts, two line cuts, a drawer that balances and a head office that agrees. */
import { expect } from '@playwright/test';
import { staff } from '../../server/app/demonstration/people.ts';
import { minor } from '../../shared/money.ts';
import { askFirst, spendMemos, takeBack } from './day/afternoon.ts';
import { expectAgreement, kinds, reportOf, shiftsOf } from './day/books.ts';
import { euros, figure, handOf, taken, type Hand } from './day/hand.ts';
import {
  changeMinds,
  giveDiscounts,
  payEachWay,
  useGiftCards,
  weighAndName,
} from './day/morning.ts';
import { finishWithCard, finishWithMemo, sellAtNoon, sellInTheEvening } from './day/offline.ts';
import { expectSettled } from './ledger.ts';
import { mend, setTenders, test } from './shop.ts';

const float = minor(20_000);
const drop = minor(10_000);

async function dropCash({ cashier, dialog, fill }: Hand): Promise<void> {
  await cashier.press('F11');
  await dialog().getByRole('button', { name: 'Safe drop' }).click();
  await fill('Amount', figure(drop));
  const before = (await cashier.view()).shift.open?.drawer ?? 0;
  await cashier.press('F12');
  await cashier.until('the drop', (view) => view.shift.open?.drawer === before - drop);
}

/** Counts what the notes say is there, by hand and not by the register, and closes. */
async function countAndClose(hand: Hand): Promise<void> {
  const { cashier, dialog, fill, notes } = hand;
  await cashier.press('F12');
  await dialog().getByRole('button', { name: 'Amount only' }).first().click();
  const names = {
    card: 'Bank card',
    check: 'Check',
    // Euros are counted as euros.
    currency: 'Amount in EUR',
    giftCard: 'Gift card',
    creditMemo: 'Credit memo',
  } as const;
  await fill('Amount', figure(minor(float - drop + taken(notes, 'cash'))));
  for (const kind of kinds)
    if (kind !== 'cash')
      await fill(names[kind], figure(kind === 'currency' ? euros(notes) : taken(notes, kind)));
  await cashier.press('F12');
  await expect(dialog().getByText('Drawer balances')).toHaveCount(kinds.length);
  await cashier.press('F12');
  await expect(dialog().locator('.stamp')).toContainText('FINAL', { timeout: 30_000 });
}

// With the opening of the store, on a machine that others use as well.
test.describe.configure({ timeout: 900_000 });

test('a whole day: the drawer balances, head office agrees per tender, nothing stays locked', async ({
  shop,
}) => {
  // The store rounds cash to five cents, as one without small coins does.
  await setTenders(shop, () => ({ coin: 5 }));
  const till = await shop.openTill('R-01');
  const cashier = till.cashier();
  const hand = handOf(cashier);
  await cashier.until('people', (view) => view.people.length > 0 && view.link.state === 'online');
  await cashier.signIn(staff.meiLin.name.en, staff.meiLin.pin, 'leave');
  await cashier.page.getByLabel('Pieces of $20', { exact: true }).fill('10');
  await cashier.press('F12');
  await cashier.until('the shift', (view) => view.shift.open?.drawer === float);

  await payEachWay(hand);
  await useGiftCards(hand);
  await giveDiscounts(hand);
  await weighAndName(hand);
  await changeMinds(hand);
  await finishWithCard(hand, till, '5.00');
  await sellAtNoon(hand);
  await mend(till);
  await cashier.newSale();
  await dropCash(hand);
  await cashier.press('Escape');
  const memo = await takeBack(hand);
  const left = await spendMemos(hand, memo);
  await askFirst(hand);
  await finishWithMemo(hand, till, left);
  await sellInTheEvening(hand);
  await mend(till);
  expect(hand.notes.receipts).toHaveLength(40);
  expect(hand.notes.receipts.filter((one) => one.completedOffline)).toHaveLength(13);

  await cashier.newSale();
  await cashier.press('F11');
  await expect(hand.dialog().getByText('X report')).toBeVisible();
  await hand.dialog().getByRole('button', { name: 'Print X' }).click();
  const x = await reportOf(cashier, null);
  await countAndClose(hand);
  const closed = (await shiftsOf(cashier)).closed[0];
  expect(closed).toMatchObject({ difference: 0, sales: 40, total: x.row.total, pending: 0 });
  const z = await reportOf(cashier, closed?.id ?? '');
  // Foreign money is counted in its own currency, and its worth is not counted a second time.
  expect(z.tenders).toHaveLength(kinds.length);
  const inexact = z.tenders.filter(({ difference }) => difference !== 0);
  expect(inexact).toMatchObject([{ kind: 'currency', difference: null }]);
  expect(z.currencies).toMatchObject([{ currency: 'EUR', difference: 0 }]);
  await expectSettled(shop);
  await expectAgreement(shop, z, hand.notes);
});
