import type { Browser, Page } from '@playwright/test';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Command } from '../../shared/bridge/command.ts';
import { openBrowser, openPage, showScene, type Look } from './harness/photograph.ts';
import { scenes, type SceneName } from './harness/scenes.ts';
import { serveHarness, type Harness } from './harness/serve.ts';

let browser: Browser;
let harness: Harness;
let page: Page;
const complaints: string[] = [];
beforeAll(async () => {
  [harness, browser] = await Promise.all([serveHarness(), openBrowser()]);
  page = await openPage(browser, complaints);
});
afterAll(async () => {
  await browser.close();
  await harness.close();
});
afterEach(() => expect(complaints.splice(0)).toEqual([]));

async function inScene(look: Look, act: () => Promise<void>): Promise<void> {
  await showScene(page, harness.url, look);
  await act();
}

const commands = (from: Page): Promise<Command[]> => from.evaluate(() => window.commands);

/** As a scanner types: as fast as it can, Enter last. */
async function scan(into: Page, code: string): Promise<void> {
  await into.evaluate((text) => {
    const target = () => document.activeElement ?? document.body;
    for (const key of Array.from(text).concat('Enter')) {
      const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
      const field = target().dispatchEvent(event) ? target() : null;
      if (field instanceof HTMLInputElement && key !== 'Enter') {
        Reflect.set(HTMLInputElement.prototype, 'value', field.value + key, field);
        field.dispatchEvent(new Event('input', { bubbles: true }));
      }
    }
  }, code);
}

describe('a scan', () => {
  const code = '9520004100274';

  it('enters the sale wherever the focus is, and leaves the field as it was', () =>
    inScene({ scene: 'sale' }, async () => {
      const search = page.getByRole('searchbox', { name: 'Search' });
      await search.fill('tea');
      await scan(page, code);
      expect(await commands(page)).toEqual([{ command: 'scan', code }]);
      expect(await search.inputValue()).toBe('tea');
      await page.getByRole('button', { name: 'Quantity' }).focus();
      await scan(page, code);
      expect(await commands(page)).toHaveLength(2);
      expect(await search.inputValue()).toBe('tea');
    }));

  it('takes the focus nowhere, as the keys of a real scanner come', () =>
    inScene({ scene: 'sale' }, async () => {
      const keys = Array.from(code).concat('Enter');
      await Promise.all(keys.map((key) => page.keyboard.press(key)));
      expect(await commands(page)).toEqual([{ command: 'scan', code }]);
      expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
    }));

  it('passes through no field, or a few of its signs through the one that has the focus', () =>
    inScene({ scene: 'sale' }, async () => {
      await page.evaluate(() => {
        for (const heard of ['beforeinput', 'focusin'] as const)
          document.addEventListener(heard, () => {
            document.body.dataset[heard] = `${document.body.dataset[heard] ?? ''}.`;
          });
      });
      const typed = () =>
        page.evaluate(() => Object.fromEntries(Object.entries(document.body.dataset)));
      const burst = (): Promise<unknown> =>
        Promise.all(
          Array.from(code)
            .concat('Enter')
            .map((key) => page.keyboard.press(key)),
        );
      await burst();
      expect(await commands(page)).toEqual([{ command: 'scan', code }]);
      expect(await typed()).toEqual({});
      const search = page.getByRole('searchbox', { name: 'Search' });
      await search.focus();
      await burst();
      expect(await commands(page)).toHaveLength(2);
      expect(await typed()).toEqual({ focusin: '.', beforeinput: '......' });
      expect(await search.inputValue()).toBe('');
    }));

  it('goes on in payment and under the warning', async () => {
    for (const scene of ['tender', 'disconnect-may-finish'] as const) {
      await inScene({ scene }, async () => {
        await scan(page, code);
        expect(await commands(page)).toEqual([{ command: 'scan', code }]);
      });
    }
  });

  it('fills the number of a panel that asks for one', async () => {
    for (const scene of ['instrument', 'gift-card'] as const) {
      await inScene({ scene }, async () => {
        await scan(page, '6399990000044170');
        const number = page.getByRole('textbox', { name: 'Number' });
        await expect.poll(() => number.inputValue()).toBe('6399990000044170');
        expect(await commands(page)).toEqual([]);
      });
    }
  });

  it('is a badge at sign-in', () =>
    inScene({ scene: 'sign-in' }, async () => {
      await scan(page, 'BADGE-107');
      await page.getByLabel('PIN').fill('4321');
      await page.keyboard.press('F12');
      expect(await commands(page)).toEqual([
        { command: 'signIn', staff: 'BADGE-107', pin: '4321' },
      ]);
    }));
});

describe('typing', () => {
  it('of digits goes into the search, and Enter scans them', () =>
    inScene({ scene: 'sale' }, async () => {
      await page.keyboard.type('4006', { delay: 120 });
      await page.keyboard.press('Enter');
      expect(await commands(page)).toEqual([{ command: 'scan', code: '4006' }]);
    }));

  it('of a letter goes into the search, also as fast as hands can, and before the key that follows', () =>
    inScene({ scene: 'sale' }, async () => {
      const search = page.getByRole('searchbox', { name: 'Search' });
      await page.keyboard.press('t');
      await expect.poll(() => search.inputValue()).toBe('t');
      await page.keyboard.press('Escape');
      await page.evaluate(() => {
        if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
      });
      await Promise.all(['t', 'e'].map((key) => page.keyboard.press(key)));
      await expect.poll(() => search.inputValue()).toBe('te');
      expect(await commands(page)).toEqual([]);
    }));

  it('of less than a code and Enter, as fast as a scanner, scans it', () =>
    inScene({ scene: 'sale' }, async () => {
      await Promise.all(['4', '2', 'Enter'].map((key) => page.keyboard.press(key)));
      await expect.poll(() => commands(page)).toEqual([{ command: 'scan', code: '42' }]);
    }));

  it('of digits and F12 at once pays what was typed', () =>
    inScene({ scene: 'tender' }, async () => {
      await Promise.all(['7', '0', 'F12'].map((key) => page.keyboard.press(key)));
      await expect.poll(() => commands(page)).toEqual([{ command: 'payCash', amount: 7000 }]);
    }));

  it('of digits in payment is the amount that F12 takes in cash', () =>
    inScene({ scene: 'tender' }, async () => {
      await page.keyboard.type('70', { delay: 120 });
      await page.keyboard.press('F12');
      expect(await commands(page)).toEqual([{ command: 'payCash', amount: 7000 }]);
    }));

  it('nothing and pressing F12 pays what is due', () =>
    inScene({ scene: 'tender' }, async () => {
      await page.keyboard.press('F12');
      expect(await commands(page)).toEqual([{ command: 'payCash', amount: 6610 }]);
    }));
});

describe('the warning', () => {
  const scene = 'disconnect-must-remove';
  const rested = () => page.waitForTimeout(520);

  it('takes no focus, and goes with F12 alone', () =>
    inScene({ scene }, async () => {
      expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true);
      await rested();
      await page.keyboard.press('F12');
      await page.getByRole('alertdialog').waitFor({ state: 'detached' });
      expect(await commands(page)).toEqual([{ command: 'dismissWarning' }]);
    }));

  it('lets an operation key do its own work as it goes', () =>
    inScene({ scene }, async () => {
      await rested();
      await page.keyboard.press('Delete');
      await expect.poll(() => commands(page)).toHaveLength(2);
      expect(await commands(page)).toEqual([
        { command: 'dismissWarning' },
        { command: 'voidLine', line: 6 },
      ]);
    }));

  it('removes the card with F8', () =>
    inScene({ scene }, async () => {
      await rested();
      await page.keyboard.press('F8');
      expect(await commands(page)).toEqual([
        { command: 'dismissWarning' },
        { command: 'removeTender', tender: 7 },
      ]);
    }));
});

describe('a key that waits', () => {
  it('says its reason when it is pressed', () =>
    inScene({ scene: 'tender-offline' }, async () => {
      // A key that waits says aria-disabled, so Playwright has to be told to press it.
      await page.getByRole('button', { name: 'Gift card waits' }).click({ force: true });
      await page.getByRole('alert').getByText('This waits for the line').waitFor();
      expect(await commands(page)).toEqual([]);
    }));
});

describe('a fault', () => {
  it('is told in the pane until the next act', () =>
    inScene({ scene: 'sale', fault: 'barcode.unknown' }, async () => {
      await scan(page, '9520004100274');
      await expect.poll(() => page.getByRole('alert').textContent()).toContain('No product has');
    }));

  it('that a field caused is told beside it', () =>
    inScene({ scene: 'quantity', fault: 'quantity.tooLarge' }, async () => {
      await page.getByRole('textbox', { name: 'Quantity' }).fill('99999');
      await page.keyboard.press('F12');
      await expect.poll(() => page.getByRole('dialog').textContent()).toContain('too many');
    }));
});

describe('every target', () => {
  const all = Object.keys(scenes('en-US')) as SceneName[];

  it('is 44 px or more on the smallest screen, and no amount is cut', async () => {
    for (const scene of all) {
      await inScene({ scene, width: 1024 }, async () => {
        const small = await page.evaluate(() =>
          [...document.querySelectorAll('button')].flatMap((button) => {
            const { width: wide, height } = button.getBoundingClientRect();
            const hidden = wide === 0 && height === 0;
            return hidden || (wide >= 43.5 && height >= 43.5) ? [] : [button.outerHTML];
          }),
        );
        expect(small, scene).toEqual([]);
        const cut = await page.evaluate(() =>
          [...document.querySelectorAll('.money')]
            .filter(
              (amount) => amount.scrollWidth > amount.clientWidth + 1 && amount.clientWidth > 0,
            )
            .map((amount) => amount.textContent),
        );
        expect(cut, scene).toEqual([]);
      });
    }
  }, 90_000);
});
