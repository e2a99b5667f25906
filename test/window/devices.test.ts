/** Printer, drawer and card terminal in trouble: each says what it is, and no sale waits for it. Nobody is charged for what no sale has. */
import { expect } from '@playwright/test';
import { deviceSettingsSchema } from '../../main/app/devicesettings.ts';
import { products } from '../../server/app/demonstration/catalogue.ts';
import { staff } from '../../server/app/demonstration/people.ts';
import { sayFault } from '../../renderer/text/fault.ts';
import { fault, type FaultCode } from '../../shared/fault.ts';
import { startSimulatedTerminal } from '../../tools/terminal/simulated.ts';
import { startFalsePrinter } from '../main/devices/falseprinter.ts';
import { signIn, test } from './shop.ts';

const mug = products[0]?.barcodes[0] ?? '';
const host = '127.0.0.1';
const sentence = (code: FaultCode): string =>
  sayFault(fault(code), { language: 'en-US', currency: 'USD', now: new Date() });

test('a printer without paper, open, unplugged, and a drawer that stays shut hold no sale up', async ({
  shop,
}) => {
  let printer = await startFalsePrinter();
  const { port } = printer;
  const devices = deviceSettingsSchema.parse({
    printer: { kind: 'network', host, port },
    drawer: 'printer',
  });
  const till = await shop.openTill('R-01', undefined, devices);
  const cashier = till.cashier();
  const { page } = cashier;
  await signIn(shop, cashier);
  const sold: string[] = [];
  const troubles: readonly (readonly [FaultCode, () => void | Promise<void>])[] = [
    ['printer.paper', () => void (printer.state.paper = 0x72)],
    ['printer.cover', () => void Object.assign(printer.state, { paper: 0x12, offline: 0x16 })],
    ['printer.unreachable', () => printer.close()],
  ];
  for (const [code, begin] of troubles) {
    await begin();
    await cashier.scan(mug);
    await cashier.pay();
    sold.push((await cashier.finish()).receipt?.receipt ?? '');
    await expect(page.getByText(sentence(code))).toBeVisible();
    await cashier.newSale();
  }
  await cashier.press('F9');
  await expect(page.getByText(sentence('drawer.closed'))).toBeVisible();
  printer = await startFalsePrinter(port);
  await expect
    .poll(() => sold.filter((receipt) => printer.printed().includes(receipt)), { timeout: 20_000 })
    .toEqual(sold);
  await printer.close();
});

test('a terminal that drops after it authorised pays once, or gives the money back when nobody waits for it', async ({
  shop,
}) => {
  const terminal = await startSimulatedTerminal();
  const devices = deviceSettingsSchema.parse({ terminal: { host, port: terminal.port } });
  const till = await shop.openTill('R-01', undefined, devices);
  const cashier = till.cashier();
  const { page } = cashier;
  await signIn(shop, cashier);
  const askForCard = async (): Promise<void> => {
    await cashier.scan(mug);
    await cashier.pay();
    await cashier.press('F3');
  };
  terminal.loseAnswers(1);
  await askForCard();
  const paid = await cashier.until('the payment to be found', (view) => view.receipt !== null);
  expect(terminal.charged()).toBe(paid.receipt?.total);
  await cashier.newSale();

  // It takes the money, the answer is lost, and it is gone: the cashier gives the card up and takes cash.
  const giveUpCard = async (): Promise<void> => {
    const before = terminal.records.size;
    terminal.loseAnswers(1);
    terminal.customer(async () => null);
    await askForCard();
    await expect.poll(() => terminal.records.size).toBe(before + 1);
    await terminal.unplug();
    await cashier.until('the doubt', (view) => view.card?.unsure === true);
    await cashier.press('Escape');
    await cashier.until('the card given up', (view) => view.card === null);
    await cashier.finish();
    await cashier.newSale();
  };
  await giveUpCard();
  expect(terminal.charged()).toBe(2 * (paid.receipt?.total ?? 0));
  await cashier.until('somebody to be told', (view) => view.unsettledCards === 1);
  await page.getByText(/cannot be reached to give a card payment back/).waitFor();
  await page.getByRole('alert').getByRole('button', { name: 'Close' }).click();
  await page.getByText('One card payment is not settled.').waitFor();
  await page.getByRole('button', { name: 'Look' }).click();
  const panel = page.getByRole('dialog', { name: 'Card payments to settle' });
  await expect(panel.getByText(/No sale has this payment/)).toBeVisible();
  await panel.getByRole('button', { name: 'Ask the terminal' }).click();
  await expect(panel.getByText(sentence('terminal.unreachable'))).toBeVisible();
  const shots = process.env['HOLDFAST_SHOTS'];
  if (shots !== undefined) await page.screenshot({ path: `${shots}/card-payments.png` });
  await terminal.plugIn();
  await expect(panel.getByText('Every card payment is settled.')).toBeVisible({ timeout: 40_000 });
  expect(terminal.charged()).toBe(paid.receipt?.total);
  await cashier.press('F12');
  await expect(panel).toHaveCount(0);

  // The terminal stays away: a manager settles by its end-of-day list, by each key once.
  for (const key of ['Not paid', 'Paid: in a finished sale']) {
    await giveUpCard();
    await cashier.until('the payment in doubt', (view) => view.unsettledCards === 1);
    await cashier.press('F1');
    await page.getByRole('button', { name: 'Card payments to settle' }).click();
    await panel.getByRole('button', { name: key }).click();
    await page.getByRole('dialog', { name: /Approval/ }).waitFor();
    await page.keyboard.type(staff.priya.pin, { delay: 60 });
    await cashier.press('F12');
    await expect(panel.getByText('Every card payment is settled.')).toBeVisible();
    await cashier.until('nothing left to settle', (view) => view.unsettledCards === 0);
    await cashier.press('F12');
    await expect(panel).toHaveCount(0);
    await terminal.plugIn();
  }
  await terminal.unplug();
});
