/** Change for a check as a credit memo, as the cashier sees it: it comes by itself, is printed, and is good at head office. */
import { expect } from '@playwright/test';
import { products } from '../../server/app/demonstration/catalogue.ts';
import { staff } from '../../server/app/demonstration/people.ts';
import { minor } from '../../shared/money.ts';
import { balanceOf, expectSettled } from './ledger.ts';
import { cut, openSignedIn, putAwayWarning, setTenders, test } from './shop.ts';

test('the change for a check is a credit memo; with the line cut another person approves cash', async ({
  shop,
}) => {
  await setTenders(shop, ({ kinds }) => ({
    kinds: {
      ...kinds,
      check: { ...kinds.check, mostOver: minor(10_000), change: 'creditMemo' },
    },
  }));
  const till = await openSignedIn(shop, 'R-01');
  const cashier = till.cashier();
  const { page } = cashier;
  const dialog = page.getByRole('dialog');
  const due = async (): Promise<number> => (await cashier.view()).cart?.totals.total ?? 0;
  const payByCheck = async (): Promise<void> => {
    await cashier.scan(products[0]?.barcodes[0] ?? '');
    await cashier.pay();
    for (const digit of ['9', '0']) await cashier.press(digit);
    await cashier.press('F2');
    await dialog.getByLabel('Number').fill('0815');
    await cashier.press('F12');
  };
  await payByCheck();
  const held = await cashier.until('the memo', ({ cart }) => cart?.totals.due === 0);
  const over = 9000 - (await due());
  expect(held.cart?.held).toMatchObject([{ purpose: 'issue', amount: -over }]);
  await expect(page.getByRole('button', { name: /Finish/ })).toBeVisible();
  const { receipt } = await cashier.finish();
  expect(receipt).toMatchObject({ change: 0, memo: { amount: over } });
  const voucher = receipt?.papers.find((paper) => paper.kind === 'voucher');
  const barcode = voucher?.parts.find((part) => part.part === 'barcode');
  await expectSettled(shop);
  expect(await balanceOf(shop, barcode?.part === 'barcode' ? barcode.value : '')).toBe(over);

  await cut(till);
  await putAwayWarning(till);
  await cashier.newSale();
  await payByCheck();
  await dialog
    .getByText(/approve/i)
    .first()
    .waitFor();
  expect((await cashier.view()).cart?.tenders).toEqual([]);
  const cash = 9000 - (await due());
  await page.keyboard.type(staff.priya.pin, { delay: 60 });
  await cashier.press('F12');
  const approved = await cashier.until('the receipt', (view) => view.screen === 'receipt');
  expect(approved.receipt).toMatchObject({ change: cash, memo: null });
});
