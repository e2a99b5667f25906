/** What a cashier's hand does in the window, act by act, and what it notes of every sale for its own reckoning. */
import { expect, type Locator } from '@playwright/test';
import { products } from '../../../server/app/demonstration/catalogue.ts';
import { staff } from '../../../server/app/demonstration/people.ts';
import type { ReceiptView, View } from '../../../shared/bridge/view.ts';
import { add, subtract, zero, type Minor } from '../../../shared/money.ts';
import type { TenderKind } from '../../../shared/shift.ts';
import type { Cashier } from '../../../tools/stage/cashier.ts';

/** Slower than any scanner. */
const typingMs = 60;

export const codeOf = (id: string): string => {
  const code = products.find((product) => product.id === id)?.barcodes[0];
  if (code === undefined) throw new Error(`the demonstration has no ${id}`);
  return code;
};

/** The day as the cashier would note it on paper: the receipts in their order, and what was put into the drawer beside sales. */
export type Notes = { readonly receipts: ReceiptView[]; drawer: Minor };

export type Hand = {
  readonly cashier: Cashier;
  readonly notes: Notes;
  /** The dialog on top. */
  readonly dialog: () => Locator;
  /** Fills the field of the dialog on top, as a hand that does not hurry. */
  readonly fill: (label: string | RegExp, text: string) => Promise<void>;
  /** F12 in a dialog, and waits until it is gone. */
  readonly confirm: () => Promise<void>;
  readonly buy: (...ids: readonly string[]) => Promise<View>;
  /** On the payment screen: types an amount for the next way to pay. */
  readonly amount: (text: string) => Promise<void>;
  /** Gives cash; without amount what is due. */
  readonly cash: (given?: string) => Promise<void>;
  /** A bank card on the shop's own terminal. */
  readonly card: (reference: string, amount?: string) => Promise<void>;
  readonly check: (number: string) => Promise<void>;
  readonly euros: (given?: string) => Promise<void>;
  /** Another person proves with a PIN that this may be done. */
  readonly approve: () => Promise<void>;
  /** Takes lines of a receipt back, counted from 0. */
  readonly takeBack: (receipt: string, ...lines: readonly number[]) => Promise<View>;
  /** Waits for the receipt and notes it. */
  readonly sold: () => Promise<ReceiptView>;
};

export function handOf(cashier: Cashier): Hand {
  const { page, press } = cashier;
  const notes: Notes = { receipts: [], drawer: zero };
  const dialog = () => page.getByRole('dialog').last();
  const fill = (label: string | RegExp, text: string) =>
    dialog().getByLabel(label, { exact: true }).fill(text);
  const confirm = async () => {
    await press('F12');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  };
  const amount = (text: string) =>
    page.locator('.pay').getByRole('textbox', { name: 'Amount' }).fill(text);
  const panel = async (key: string, label: string, text: string | undefined) => {
    await press(key);
    await dialog().waitFor();
    if (text !== undefined) await fill(label, text);
    await confirm();
  };
  return {
    cashier,
    notes,
    dialog,
    fill,
    confirm,
    buy: async (...ids) => {
      const shown = await cashier.view();
      const before = shown.screen === 'receipt' ? 0 : (shown.cart?.lines.length ?? 0);
      for (const id of ids) await cashier.scan(codeOf(id));
      return cashier.until(
        `${ids.join(', ')} in the sale`,
        ({ cart, screen }) => screen === 'sale' && cart?.lines.length === before + ids.length,
      );
    },
    amount,
    cash: async (given) => {
      if (given !== undefined) await amount(given);
      await press('F12');
    },
    card: async (reference, part) => {
      if (part !== undefined) await amount(part);
      await panel('F3', 'Reference on the slip', reference);
    },
    check: (number) => panel('F2', 'Number of the check', number),
    euros: (given) => panel('F7', 'Amount in EUR', given),
    approve: async () => {
      await page.getByRole('dialog', { name: /Approval/ }).waitFor();
      await page.keyboard.type(staff.priya.pin, { delay: typingMs });
      await confirm();
    },
    takeBack: async (receipt, ...lines) => {
      const before = (await cashier.view()).cart?.lines.length ?? 0;
      await press('F6');
      await dialog().waitFor();
      await fill('Receipt number', receipt);
      await press('F12');
      const boxes = dialog().getByRole('checkbox');
      for (const line of lines) await boxes.nth(line).check();
      await confirm();
      return cashier.until(
        'the lines that come back',
        ({ cart }) => cart?.lines.length === before + lines.length,
      );
    },
    sold: async () => {
      const { receipt } = await cashier.until('the receipt', (view) => view.screen === 'receipt');
      if (receipt === null) throw new Error('there is no receipt on the receipt screen');
      notes.receipts.push(receipt);
      return receipt;
    },
  };
}

/** What the receipts say came in of a kind, less what was given back; change goes off the cash. */
export function taken({ receipts }: Notes, kind: TenderKind): Minor {
  const amounts = receipts.flatMap(({ tenders, change }) => [
    ...tenders.filter((tender) => tender.kind === kind).map((tender) => tender.amount),
    ...(kind === 'cash' ? [subtract(zero, change)] : []),
  ]);
  return add(zero, ...amounts);
}

/** The euros that came in, as euros. */
export const euros = ({ receipts }: Notes): Minor =>
  add(
    zero,
    ...receipts.flatMap(({ tenders }) =>
      tenders.map((tender) => (tender.kind === 'currency' ? tender.foreign.amount : zero)),
    ),
  );

/** As typed into a field: 12.5 is "12.50". */
export const figure = (amount: Minor): string => (amount / 100).toFixed(2);
