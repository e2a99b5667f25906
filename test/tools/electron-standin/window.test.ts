import type { ElectronApplication, Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {} from '../../../tools/electron-standin/calls.ts';
import { launchFixture, userData } from './launch.ts';
import type { FixtureApi } from './launch.ts';

const folder = userData();
let app: ElectronApplication;
let page: Page;
let output: () => string;

beforeAll(async () => {
  ({ app, page, output } = await launchFixture(folder.path));
});
afterAll(async () => {
  await app.close();
  folder.remove();
});

const messageOf = (call: (fixture: FixtureApi) => unknown): Promise<string> =>
  page.evaluate(
    `(async () => { try { await (${String(call)})(window.fixture); return 'nothing was thrown'; } catch (error) { return error.message; } })()`,
  );

describe('IPC', () => {
  it('carries every cloneable value both ways', async () => {
    const seen = await page.evaluate(async () => {
      const shared = { at: new Date(5) };
      const answer = await window.fixture.invoke('echo', {
        date: new Date(86_400_000),
        map: new Map([['a', new Set([1, 2])]]),
        bytes: new Uint8Array([1, 2, 255]),
        big: 123n,
        nan: Number.NaN,
        minusZero: -0,
        gone: undefined,
        list: [null, 'ü€', true],
        twice: [shared, shared],
      });
      const value = answer as Record<string, unknown>;
      const map = value['map'] as Map<string, Set<number>>;
      return [
        (value['date'] as Date).getTime(),
        [...(map.get('a') ?? [])],
        [...(value['bytes'] as Uint8Array)],
        String(value['big']),
        Number.isNaN(value['nan']),
        Object.is(value['minusZero'], -0),
        'gone' in value,
        value['list'],
      ];
    });
    expect(seen).toEqual([
      86_400_000,
      [1, 2],
      [1, 2, 255],
      '123',
      true,
      true,
      true,
      [null, 'ü€', true],
    ]);
  });

  it('words failures as Electron does', async () => {
    expect(await messageOf((fixture) => fixture.invoke('fail'))).toBe(
      "Error invoking remote method 'fail': RangeError: too much",
    );
    expect(await messageOf((fixture) => fixture.invoke('nobody'))).toBe(
      "Error invoking remote method 'nobody': Error: No handler registered for 'nobody'",
    );
    expect(await messageOf((fixture) => fixture.invoke('function'))).toBe(
      "Error invoking remote method 'function': Error: An object could not be cloned.",
    );
    expect(await messageOf((fixture) => fixture.invokeFunction())).toBe(
      'An object could not be cloned.',
    );
  });

  it('sends both ways and unsubscribes', async () => {
    const heard = await page.evaluate(
      () => new Promise((resolve) => window.fixture.tick({ n: 7 }, resolve)),
    );
    expect(heard).toEqual({ n: 7 });
  });

  it('names the sender in the terms of the own scheme', async () => {
    expect(await page.evaluate(() => window.fixture.invoke('sender'))).toEqual([
      'app://fixture/index.html',
      'app://fixture',
      1,
    ]);
  });

  it('leaves worker threads of the main process alone', async () => {
    expect(await page.evaluate(() => window.fixture.invoke('worker'))).toBe(42);
  });
});

describe('the preload', () => {
  it('keeps Node, Electron and the way to the main process out of the page', async () => {
    const names = [
      'require',
      'process',
      'ipcRenderer',
      'module',
      '__standinSend',
      '__standinReceive',
    ];
    const kinds = await page.evaluate(
      (all) => all.map((name) => typeof Reflect.get(window, name)),
      names,
    );
    expect(new Set(kinds)).toEqual(new Set(['undefined']));
  });

  it('exposes a frozen API that nobody can replace', async () => {
    const seen = await page.evaluate(() => [
      Object.isFrozen(window.fixture) && Object.isFrozen(window.fixture.nested.list),
      Reflect.set(window, 'fixture', 1),
      window.fixture.double(21),
      Object.getPrototypeOf(window.fixture.nested) === Object.prototype,
    ]);
    expect(seen).toEqual([true, false, 42, true]);
  });

  it('passes errors through contextBridge and finds only the modules of the sandbox', async () => {
    expect(await messageOf((fixture) => fixture.refuse())).toBe('not this');
    expect(await messageOf((fixture) => fixture.loadFs())).toBe('module not found: node:fs');
    expect(await page.evaluate(() => window.fixture.process)).toMatchObject({
      type: 'renderer',
      sandboxed: true,
    });
  });

  it('throws for what the stand-in has not', async () => {
    expect(await messageOf((fixture) => fixture.sendSync())).toBe(
      'electron stand-in: ipcRenderer.sendSync is not implemented',
    );
  });
});

describe('the page', () => {
  it('comes from the own scheme under the policy its handler sent', async () => {
    expect(page.url()).toBe('https://fixture.app.standin/index.html');
    expect(await page.title()).toBe('Fixture');
    expect(await page.locator('html').getAttribute('data-ran')).toBe('page.js');
    const blocked = await page.evaluate(() =>
      fetch('https://example.invalid/').then(
        () => 'answered',
        (error: Error) => error.name,
      ),
    );
    expect(blocked).toBe('TypeError');
    expect(await page.evaluate(async () => (await fetch('missing.json')).status)).toBe(404);
  });

  it('has the content size that the window was given', async () => {
    const size = (): Promise<number[]> =>
      page.evaluate(() => [window.innerWidth, window.innerHeight]);
    expect(await size()).toEqual([640, 480]);
    const main = await app.browserWindow(page);
    await main.evaluate((shown) => shown.setBounds({ width: 700, height: 500 }));
    await expect.poll(size).toEqual([700, 500]);
    expect(await main.evaluate((shown) => shown.isVisible())).toBe(true);
  });

  it('can be photographed by Playwright and by capturePage', async () => {
    const png = await page.screenshot();
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([700, 500]);
    const main = await app.browserWindow(page);
    const size = await main.evaluate(async (shown) =>
      (await shown.webContents.capturePage()).getSize(),
    );
    expect(size).toEqual({ width: 700, height: 500 });
  });

  it('may not open windows; the main process is asked', async () => {
    await page.evaluate(() => void window.open('https://example.invalid/x'));
    const calls = (): Promise<unknown> =>
      app.evaluate(() =>
        globalThis.__standin?.calls
          .filter((call) => call.what === 'shell.openExternal')
          .map((call) => call.args),
      );
    await expect.poll(calls).toEqual([['https://example.invalid/x']]);
    await page.evaluate(() => void window.open('https://example.invalid/y', '_blank', 'noopener'));
    await expect
      .poll(calls)
      .toEqual([['https://example.invalid/x'], ['https://example.invalid/y']]);
    await expect.poll(() => app.windows().length).toBe(1);
  });

  it('may not navigate where the main process refuses', async () => {
    await page.evaluate(() => window.location.assign('https://example.invalid/evil'));
    await expect.poll(output).toContain('will-navigate https://example.invalid/evil');
    expect(page.url()).toBe('https://fixture.app.standin/index.html');
    expect(await app.evaluate(({ webContents }) => webContents.fromId(1)?.getURL())).toBe(
      'app://fixture/index.html',
    );
  });

  it('is refused every permission', async () => {
    const state = await page.evaluate(
      async () => (await navigator.permissions.query({ name: 'geolocation' })).state,
    );
    const position = await page.evaluate(
      () =>
        new Promise((resolve) =>
          navigator.geolocation.getCurrentPosition(
            () => resolve('given'),
            (error) => resolve(error.code),
          ),
        ),
    );
    expect([state === 'granted', position]).toEqual([false, 1]);
  });
});

describe('the main process', () => {
  it('knows its application', async () => {
    const facts = await app.evaluate(({ app: main }) => [
      main.getName(),
      main.getVersion(),
      main.isPackaged,
      main.getPath('userData'),
    ]);
    expect(facts).toEqual(['standin-fixture', '1.2.3', false, folder.path]);
  });

  it('throws for an API that the stand-in has not', async () => {
    const message = await app.evaluate(({ app: main }) => {
      try {
        return main.getGPUFeatureStatus();
      } catch (error) {
        return String(error);
      }
    });
    expect(message).toBe('Error: electron stand-in: app.getGPUFeatureStatus is not implemented');
  });

  it('encrypts for real in safeStorage', async () => {
    const seen = await app.evaluate(({ safeStorage }) => {
      const secret = safeStorage.encryptString('grüße');
      const again = safeStorage.decryptString(secret);
      secret[secret.length - 1] = (secret.at(-1) ?? 0) ^ 1;
      let failure = '';
      try {
        safeStorage.decryptString(secret);
      } catch (error) {
        failure = String(error);
      }
      return [safeStorage.isEncryptionAvailable(), secret.includes('gr'), again, failure];
    });
    expect(seen).toEqual([
      true,
      false,
      'grüße',
      'Error: Error while decrypting the ciphertext provided to safeStorage.decryptString.',
    ]);
  });

  it('runs the preload again after a reload', async () => {
    await page.reload();
    expect(await page.evaluate(() => window.fixture.double(2))).toBe(4);
  });

  it('hears of a crash and brings the window back', async () => {
    const seen = await app.evaluate(
      ({ app: main, webContents }) =>
        new Promise((resolve) => {
          main.once('render-process-gone', (_event, contents, { reason }) => {
            const crashed = contents.isCrashed();
            contents.once('did-finish-load', () => resolve([reason, crashed, contents.getURL()]));
            contents.reload();
          });
          webContents.fromId(1)?.forcefullyCrashRenderer();
        }),
    );
    expect(seen).toEqual(['crashed', true, 'app://fixture/index.html']);
  });
});
