/** The window's page is reloaded, crashes and hangs in mid-sale: the sale is there again, with its lines and the locked card. */
import { expect, type ElectronApplication } from '@playwright/test';
import { instruments } from '../../server/app/demonstration/cards.ts';
import { products } from '../../server/app/demonstration/catalogue.ts';
import { noDevices } from '../../main/app/devicesettings.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { balanceOf, expectSettled } from './ledger.ts';
import { openSignedIn, signIn, test } from './shop.ts';

const { number, balance } = instruments.card;
const mug = products[0]?.barcodes[0] ?? '';

/** Playwright gives up a page that has crashed, so the main process looks into it. */
const inPage = <T>(app: ElectronApplication, code: string, file = 'index.html'): Promise<T> =>
  app.evaluate(
    ({ BrowserWindow }, [script, end]) => {
      const windows = BrowserWindow.getAllWindows();
      const window = windows.find(({ webContents }) => webContents.getURL().endsWith(end));
      return window?.webContents.executeJavaScript(script);
    },
    [code, file] as const,
  ) as Promise<T>;

const textOf = (app: ElectronApplication, file?: string): Promise<string> =>
  inPage<string>(app, 'document.body.innerText', file).catch(() => '');

const press = (app: ElectronApplication, key: string): Promise<unknown> =>
  inPage(
    app,
    `void document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '${key}', bubbles: true, cancelable: true }))`,
  );

/** Crashes the page of the file and answers what became of it: loaded again, or a person was asked. */
const crash = (app: ElectronApplication, file = 'index.html'): Promise<unknown> =>
  app.evaluate(({ BrowserWindow, dialog }, end) => {
    const windows = BrowserWindow.getAllWindows();
    const contents = windows.find(({ webContents }) =>
      webContents.getURL().endsWith(end),
    )?.webContents;
    return new Promise((resolve) => {
      dialog.showMessageBox = (...asked: readonly unknown[]) => {
        resolve(asked.at(-1));
        return Promise.resolve({ response: 0, checkboxChecked: false });
      };
      contents?.once('did-finish-load', () => resolve('loaded again'));
      contents?.forcefullyCrashRenderer();
    });
  }, file);

test('a sale with a locked card outlives a reload and crashes of its page', async ({ shop }) => {
  const display = { width: 800, height: 480, fullscreen: false } as const;
  const till = await shop.openTill('R-01', undefined, { ...noDevices, display });
  await signIn(shop, till.cashier());
  const { app, page } = till.window();
  await till.cashier().scan(mug);
  await till.cashier().scan(mug);
  await till.cashier().pay();
  await till.cashier().addHeld('giftCard', { number, amount: '5.00' });
  await page.reload();
  await expect(page.getByText(/Locked for this sale since/)).toBeVisible();
  const before = await till.cashier().view();

  const whole = async (): Promise<void> => {
    await expect.poll(() => textOf(app)).toMatch(/Locked for this sale since/);
    const text = await textOf(app);
    expect(text).toContain(number.slice(-4));
    expect(text).toContain(products[0]?.name.en);
  };
  expect(await crash(app)).toBe('loaded again');
  await whole();
  expect(await crash(app, 'display.html')).toBe('loaded again');
  await expect.poll(() => textOf(app, 'display.html')).toContain(products[0]?.name.en);

  await app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows().find(({ webContents }) =>
      webContents.getURL().endsWith('index.html'),
    )?.webContents;
    // What Electron tells of a page that has not answered for half a minute.
    const again = new Promise((resolve) => contents?.once('did-finish-load', () => resolve(null)));
    // It never answers: the page is taken away under it.
    void Promise.allSettled([contents?.executeJavaScript('for (;;);')]);
    contents?.emit('unresponsive');
    return again.then(() => undefined);
  });
  await whole();
  expect(await crash(app)).toBe('loaded again');
  await whole();
  expect(await crash(app)).toMatchObject({
    message: expect.stringMatching(/stopped several times/),
    detail: expect.stringMatching(/Nothing is lost/),
    buttons: ['Open the screen again', 'Close Holdfast'],
  });
  await whole();
  const after = await inPage<{ readonly value: typeof before }>(
    app,
    "window.holdfast.query({ query: 'view' })",
  );
  expect(after.value.cart).toEqual(before.cart);

  await press(app, 'F12');
  await expect
    .poll(async () =>
      inPage<string>(
        app,
        "window.holdfast.query({ query: 'view' }).then((answer) => answer.value.screen)",
      ),
    )
    .toBe('receipt');
  await expectSettled(shop);
  expect(await balanceOf(shop, number)).toBe(balance - 500);
  const log = readFileSync(join(shop.folder, 'R-01/logs/register.log'), 'utf8');
  for (const event of ['crashed', 'reloaded', 'hung', 'keepsCrashing'])
    expect(log).toContain(`"window.${event}"`);
});

test('a person may close what keeps crashing, and finds the sale at the next start', async ({
  shop,
}) => {
  const till = await openSignedIn(shop, 'R-01');
  const { app } = till.window();
  await till.cashier().scan(mug);
  for (let times = 0; times < 3; times++) expect(await crash(app)).toBe('loaded again');
  const ended = new Promise((resolve) => app.process().once('exit', resolve));
  await app.evaluate(({ BrowserWindow, dialog }) => {
    dialog.showMessageBox = () => Promise.resolve({ response: 1, checkboxChecked: false });
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
  });
  await ended;
  const cashier = await till.launch();
  await signIn(shop, cashier);
  expect((await cashier.view()).cart?.lines).toHaveLength(1);
});
