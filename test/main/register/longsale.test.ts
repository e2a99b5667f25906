/** The longest sale there can be: sold, printed, journalled, and given back whole by its receipt. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { answer } from '../../../main/app/message.ts';
import { readOpenCart, saveOpenCart } from '../../../main/database/carts.ts';
import { entriesToSend } from '../../../main/database/journal.ts';
import { commandSchema } from '../../../shared/bridge/command.ts';
import { mostLines, totals, type Cart } from '../../../shared/cart.ts';
import { minor } from '../../../shared/money.ts';
import { next, type TenderDraft } from '../../../shared/move.ts';
import { mostTenders } from '../../../shared/tender.ts';
import { entrySchema, readEntry } from '../../../shared/wire/entry.ts';
import { emptyCart } from '../../shared/sample.ts';
import { instrumentNumber } from '../../make/number.ts';
import { soap, tea } from '../../make/product.ts';
import { endBench, makeSelling, type Bench } from '../../make/register.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await makeSelling();
});
afterEach(() => endBench(bench));

/** Fills the open sale up to so many lines, alternately of two products. */
async function fill(lines: number): Promise<void> {
  await bench.act({ command: 'addProduct', product: soap.id });
  await bench.act({ command: 'addProduct', product: tea.id });
  const cart = readOpenCart(bench.db);
  if (!cart) throw new Error('a sale is open');
  const [first, second] = cart.lines;
  if (!first || !second) throw new Error('it has two lines');
  saveOpenCart(bench.db, {
    ...cart,
    lines: Array.from({ length: lines }, (_, index) => ({
      ...(index % 2 === 0 ? first : second),
      line: index + 1,
    })),
    counter: lines,
  });
}

it('sells and takes back as many lines as a sale can hold', async () => {
  await fill(mostLines);
  const cart = readOpenCart(bench.db);
  if (!cart) throw new Error('a sale is open');
  const { subtotal, total } = totals(cart);
  expect(subtotal).toBe((mostLines / 2) * (soap.price + tea.price));
  await bench.act({ command: 'payCash', amount: total });
  const receipt = bench.view().receipt;
  expect(receipt?.total).toBe(total);
  const printed = JSON.stringify(bench.printed);
  expect(printed.split(`"${soap.name.en}`)).toHaveLength(mostLines / 2 + 1);
  const [entry] = entriesToSend(bench.db, [], 10);
  expect(entry && entrySchema.safeParse(entry).success).toBe(true);
  expect(entry && readEntry(entry).ok).toBe(true);

  const message: unknown = {
    command: 'returnReceipt',
    receipt: receipt?.receipt,
    lines: cart.lines.map(({ line }) => ({ line, quantity: 1000 })),
  };
  const back = await answer(commandSchema, message, bench.register.command);
  expect(back).toEqual({ ok: true, value: undefined });
  expect(bench.cart().lines).toHaveLength(mostLines);
  expect(bench.cart().totals.total).toBe(-total);
  await bench.act({ command: 'payCash', amount: minor(-total) });
  expect(bench.view().screen).toBe('receipt');
});

it('takes as many payments as an entry can carry, and not one more', async () => {
  await fill(2);
  const cart = readOpenCart(bench.db);
  if (!cart) throw new Error('a sale is open');
  const tender = { kind: 'cash', amount: minor(1) } as const;
  const tenders = Array.from({ length: mostTenders - 1 }, (_, index) => ({
    ...tender,
    tender: index + 3,
  }));
  saveOpenCart(bench.db, { ...cart, tenders, counter: mostTenders + 1 });
  await bench.act({ command: 'payCash', amount: minor(1) });
  const full = bench.cart();
  expect(full.tenders).toHaveLength(mostTenders);
  const card = { command: 'payInstrument', kind: 'giftCard', number: instrumentNumber(1) } as const;
  for (const command of [
    { command: 'payCash', amount: minor(1) },
    { command: 'payCheck', amount: full.totals.due, number: '0815' },
    { ...card, amount: null },
  ] as const)
    expect(await bench.refused(command)).toBe('tender.full');
  expect(bench.cart()).toEqual(full);
  // The way out: one payment is taken out, and the rest is paid in one.
  await bench.act({ command: 'removeTender', tender: 3 });
  await bench.act({ command: 'payCash', amount: bench.cart().totals.cashDue });
  expect(bench.view().receipt?.tenders).toHaveLength(mostTenders);
  const entry = entriesToSend(bench.db, [], 10).at(-1);
  expect(entry && readEntry(entry).ok).toBe(true);
});

it('leaves room for the memo that a check gives its change by', () => {
  const full = Array.from({ length: mostTenders - 1 }, (_, index) => ({
    ...{ kind: 'cash', amount: minor(1), tender: index + 1 },
  }));
  const cart = { ...emptyCart, tenders: full } as Cart;
  const check = { kind: 'check', amount: minor(5), number: '1' } as const;
  const add = (tender: TenderDraft) => next(cart, { move: 'addTender', tender });
  expect(add(check).ok).toBe(true);
  expect(add({ ...check, change: 'creditMemo' })).toMatchObject({ fault: { code: 'tender.full' } });
});
