/** A9: a switch set on head office's page reaches connected registers within seconds, the others when their line is back; both are shown. */
import { expect } from '@playwright/test';
import { instruments } from '../../server/app/demonstration/cards.ts';
import { products } from '../../server/app/demonstration/catalogue.ts';
import { openHeadOffice } from './headoffice.ts';
import { cut, openSignedIn, putAwayWarning, test } from './shop.ts';

const giftCards = 'Allow gift card transactions to be completed in offline mode';
const withinSeconds = 10_000;

test('A9: Save and apply reaches a connected register in seconds and a disconnected one at reconnect', async ({
  shop,
}) => {
  const connected = await openSignedIn(shop, 'R-01');
  const disconnected = await openSignedIn(shop, 'R-02', 'tomas');
  const before = (await connected.cashier().view()).parameterVersion;
  await disconnected.cashier().scan(products[0]?.barcodes[0] ?? '');
  await disconnected.cashier().pay();
  await disconnected
    .cashier()
    .addHeld('giftCard', { number: instruments.card.number, amount: '1.00' });
  const office = await openHeadOffice(shop, 'parameters');
  await office.page.getByRole('switch', { name: giftCards }).waitFor();
  const runs = (register: string, version: number, state = '') =>
    office.page.getByRole('row', { name: new RegExp(`${register}.* ${version} .*${state}`) });
  await expect(runs('R-02', before, 'Connected')).toBeVisible();
  await cut(disconnected);
  await putAwayWarning(disconnected);

  await office.page.getByText(giftCards).click();
  await office.page.getByRole('button', { name: 'Save and apply' }).click();
  await expect(
    office.page.getByRole('status').getByText(`Version ${before + 1} applied`),
  ).toBeVisible();

  await expect
    .poll(async () => (await connected.cashier().view()).parameterVersion, {
      timeout: withinSeconds,
    })
    .toBe(before + 1);
  await expect(runs('R-01', before + 1, 'Connected')).toBeVisible();
  await expect(runs('R-02', before)).toBeVisible();

  // The register that was cut off goes by the rule it knows, and learns the new one with its line.
  const held = (await disconnected.cashier().view()).cart?.held[0];
  expect(held).toMatchObject({ mayFinishOffline: true, parameterVersion: before });
  await disconnected.cable.mend();
  const seen = await disconnected
    .cashier()
    .until('the new parameters', (view) => view.parameterVersion === before + 1);
  expect(seen.cart?.held[0]?.mayFinishOffline).toBe(false);
  await expect(runs('R-02', before + 1, 'Connected')).toBeVisible();
  await office.close();
});
