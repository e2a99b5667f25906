/** A5: head office breaks the lock of a register that is away, another one spends the card, the first sale comes late: named, nothing silently lost. */
import { expect } from '@playwright/test';
import { instruments } from '../../server/app/demonstration/cards.ts';
import { products } from '../../server/app/demonstration/catalogue.ts';
import { accounts } from '../../server/app/demonstration/people.ts';
import { books } from '../../server/headquarters/books.ts';
import { moneyText } from '../../shared/notation.ts';
import { minor } from '../../shared/money.ts';
import { openHeadOffice } from './headoffice.ts';
import { balanceOf, postedCount } from './ledger.ts';
import { cut, mend, openSignedIn, putAwayWarning, test } from './shop.ts';

const { number, balance } = instruments.smallCard;
const barcode = (name: string): string =>
  products.find((product) => product.name.en.startsWith(name))?.barcodes[0] ?? '';
const money = (amount: number): string => moneyText(minor(amount), 'USD', 'en-US');

test('A5: a lock broken at head office, the card spent elsewhere, the first sale late and named', async ({
  shop,
}) => {
  const away = await openSignedIn(shop, 'R-01');
  await away.cashier().scan(barcode('Stoneware bowl'));
  await away.cashier().pay();
  const held = await away.cashier().addHeld('giftCard', { number });
  const owed = held.cart?.totals.total ?? 0;
  await cut(away);
  await putAwayWarning(away);
  const first = await away.cashier().finish();
  const receipt = first.receipt?.receipt ?? '';

  const { page, close } = await openHeadOffice(shop, 'giftCards');
  await page.getByRole('searchbox').fill(number);
  const panel = page.getByRole('complementary', { name: `Gift card ···· ${number.slice(-4)}` });
  await panel.getByText('Harbour Street R-01').waitFor();
  await panel.getByRole('button', { name: 'Break lock' }).click();
  const question = page.getByRole('alertdialog');
  await expect(question.getByText('Harbour Street R-01, Mei Lin')).toBeVisible();
  await expect(question.getByText(money(balance))).toBeVisible();
  await page.getByLabel('Note, kept in the audit').fill('flooded, ticket 8812');
  await page.getByLabel('Account of the second person').fill(accounts.daniel.name);
  await page.getByLabel('Password of the second person').fill(accounts.daniel.password);
  await question.getByRole('button', { name: 'Break lock' }).click();
  await expect(panel.getByText('Open', { exact: true })).toBeVisible();

  const other = await openSignedIn(shop, 'R-02', 'tomas');
  await other.cashier().scan(barcode('Linen apron'));
  await other.cashier().pay();
  await other.cashier().addHeld('giftCard', { number });
  await other.cashier().finish();
  await expect.poll(() => balanceOf(shop, number), { timeout: 20_000 }).toBe(0);

  await mend(away);
  await page.getByRole('link', { name: /^Exceptions/ }).click();
  await page.getByRole('button', { name: 'Shortfall' }).click();
  const exception = page.getByRole('complementary', { name: 'Shortfall' });
  for (const said of [money(owed), receipt, 'R-01', 'R-02'])
    await expect(exception.getByText(said, { exact: true }).first()).toBeVisible();
  await page.getByRole('radio', { name: 'Late sales' }).click();
  await expect(
    page.getByRole('row', { name: new RegExp(`${receipt} R-01 .* \\$0.00 \\${money(owed)}`) }),
  ).toBeVisible();
  expect(await postedCount(shop, receipt)).toBe(1);
  expect(await balanceOf(shop, number)).toBe(0);
  const proof = await books(shop.servers.headquarters.act());
  expect(proof.flaws).toEqual([]);
  expect(proof.accounts).toContainEqual({ account: 'exceptions', currency: 'USD', balance: owed });
  await close();
});
