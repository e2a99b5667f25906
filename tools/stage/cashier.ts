/** A cashier at a register's window: real keys, real scans, and eyes for what the window shows. */
import type { Page } from '@playwright/test';
import type { View } from '../../shared/bridge/view.ts';
import type { InstrumentKind } from '../../shared/instrument.ts';
import type { LinkState } from '../../shared/link.ts';

export type Card = {
  readonly number: string;
  readonly pin?: string | undefined;
  readonly amount?: string | undefined;
};
export type Cashier = {
  readonly page: Page;
  /** What the main process says the window shows. */
  readonly view: () => Promise<View>;
  /** Waits until the register's picture fits, and returns it; gives up after half a minute, naming what was awaited. */
  readonly until: (what: string, fits: (view: View) => boolean) => Promise<View>;
  readonly untilLink: (state: LinkState) => Promise<View>;
  readonly press: (...keys: readonly string[]) => Promise<void>;
  /** As a wedge scanner types: a burst of keys, then Enter. */
  readonly scan: (code: string) => Promise<void>;
  /** Signs in and, where the store demands a shift and none is open, opens one without float. */
  readonly signIn: (name: string, pin: string, shift?: 'open' | 'leave') => Promise<void>;
  /** From the sale to payment. */
  readonly pay: () => Promise<void>;
  /** On the payment screen: types number, PIN and amount of a card or memo and adds it. Does not wait for the answer. */
  readonly add: (kind: InstrumentKind, card: Card) => Promise<void>;
  /** Adds a card or memo and waits until headquarters has answered yes. */
  readonly addHeld: (kind: InstrumentKind, card: Card) => Promise<View>;
  /** The filled key: cash for what is due, or finish when nothing is. */
  readonly finish: () => Promise<View>;
  readonly newSale: () => Promise<void>;
};

const patienceMs = 30_000;
const lookEveryMs = 50;
/** So long the receipt takes no forward key. */
const receiptRestsMs = 700;
/** Slower than any scanner, so that typed digits are not taken for a scan. */
const typingMs = 60;

/** As text, because only the window has a `window`. */
const askForView = "window.holdfast.query({ query: 'view' })";

export function seatCashier(page: Page): Cashier {
  const view = async (): Promise<View> => {
    const answer = await page.evaluate<{ readonly value?: View }>(askForView);
    if (!answer.value) throw new Error('the register shows no picture');
    return answer.value;
  };
  const until = async (what: string, fits: (seen: View) => boolean): Promise<View> => {
    const end = Date.now() + patienceMs;
    for (;;) {
      const seen = await view();
      if (fits(seen)) return seen;
      if (Date.now() > end)
        throw new Error(`waited in vain for: ${what}; the register shows ${summary(seen)}`);
      await page.waitForTimeout(lookEveryMs);
    }
  };
  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const screen = (wanted: View['screen']) =>
    until(`the ${wanted} screen`, (seen) => seen.screen === wanted);
  const type = (text: string): Promise<void> => page.keyboard.type(text, { delay: typingMs });
  const add = async (kind: InstrumentKind, card: Card): Promise<void> => {
    await press(kind === 'giftCard' ? 'F8' : 'F4');
    const panel = page.getByRole('dialog');
    await panel.getByLabel(/^(Number|编号)/).fill(card.number);
    if (card.pin !== undefined) await panel.getByLabel(/^(PIN|密码)/).fill(card.pin);
    if (card.amount !== undefined) await panel.getByLabel(/^(Amount|金额)/).fill(card.amount);
    await press('F12');
  };
  return {
    page,
    view,
    until,
    untilLink: (state) => until(`the line to be ${state}`, (seen) => seen.link.state === state),
    press,
    scan: async (code) => {
      const before = (await view()).revision;
      await Promise.all([...code.split(''), 'Enter'].map((key) => page.keyboard.press(key)));
      await until(`the scan of ${code} to be seen`, (seen) => seen.revision > before);
    },
    signIn: async (name, pin, shift = 'open') => {
      await screen('signIn');
      await page.getByRole('button', { name }).click();
      await type(pin);
      await press('F12');
      const seen = await until(
        'the sale or the opening of a shift',
        ({ screen: shown }) => shown === 'sale' || shown === 'shift',
      );
      if (seen.screen === 'sale' || shift === 'leave') return;
      await press('F12');
      await screen('sale');
    },
    pay: async () => {
      await press('F12');
      await screen('payment');
    },
    add,
    addHeld: async (kind, card) => {
      const before = (await view()).cart?.held.length ?? 0;
      await add(kind, card);
      return until(
        'the card to be locked for this sale',
        (seen) => (seen.cart?.held.length ?? 0) > before,
      );
    },
    finish: async () => {
      await press('F12');
      return screen('receipt');
    },
    newSale: async () => {
      await page.waitForTimeout(receiptRestsMs);
      await press('F12');
      await screen('sale');
    },
  };
}

const summary = (view: View): string =>
  JSON.stringify({
    screen: view.screen,
    link: view.link.state,
    due: view.cart?.totals.due,
    ask: view.ask,
    refusal: view.refusal,
    trouble: view.trouble,
    pending: view.pending.count,
  });
