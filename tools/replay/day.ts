/** Plays invoices as sales and credit notes as returns, through the register, while the line comes and goes. */
import { minor, type Minor } from '../../shared/money.ts';
import { mostQuantity } from '../../shared/quantity.ts';
import { productOf } from './catalogue.ts';
import type { Clerk } from './clerk.ts';
import type { SeededChance } from './chance.ts';
import type { Invoice, InvoiceLine } from './invoices.ts';
import type { LinePlan, Moment } from './line.ts';
import type { Wallet } from './wallet.ts';

export type Rung = {
  readonly invoice: string;
  readonly receipt: string;
  readonly total: Minor;
  readonly completedOffline: boolean;
};
export type Day = {
  readonly clerk: Clerk;
  readonly line: LinePlan;
  readonly wallet: Wallet;
  readonly chance: SeededChance;
};

const perPiece = 1000;

/** Rings one invoice or credit note and finishes it. */
export async function ring(day: Day, invoice: Invoice): Promise<Rung> {
  const { clerk, line } = day;
  const planned = line.nextSale();
  await line.at('before the first scan', planned);
  for (const [index, goods] of invoice.lines.entries()) {
    if (index === Math.floor(invoice.lines.length / 2)) await line.at('between two scans', planned);
    await enter(clerk, goods);
  }
  await settle(day, planned);
  const { receipt } = await clerk.until('the receipt', (view) => view.screen === 'receipt');
  if (!receipt) throw new Error(`invoice ${invoice.number} left no receipt`);
  await line.at('right after it', planned);
  await clerk.must({ command: 'newSale' });
  await line.afterSale();
  return {
    invoice: invoice.number,
    receipt: receipt.receipt,
    total: receipt.total,
    completedOffline: receipt.completedOffline,
  };
}

/** Enters a line of the file; more pieces than one line may hold become several lines. */
async function enter(clerk: Clerk, goods: InvoiceLine): Promise<void> {
  const most = mostQuantity / perPiece;
  for (let left = goods.pieces; left !== 0;) {
    const part = Math.sign(left) * Math.min(Math.abs(left), most);
    await enterPart(clerk, goods, part);
    left -= part;
  }
}

async function enterPart(clerk: Clerk, goods: InvoiceLine, pieces: number): Promise<void> {
  const before = quantities(clerk);
  await clerk.must({ command: 'scan', code: productOf(goods) });
  const { latest } = clerk.cart();
  if (!latest) throw new Error('a scan entered no line');
  const line = latest.line;
  const wanted = (before.get(line) ?? 0) + pieces * perPiece;
  // The same goods again count up their line; what a returned line brings to zero is voided.
  if (wanted === 0) await clerk.must({ command: 'voidLine', line });
  else if (wanted !== (before.get(line) ?? 0) + perPiece)
    await clerk.must({ command: 'quantity', line, quantity: wanted });
}

const quantities = (clerk: Clerk): Map<number, number> =>
  new Map(
    (clerk.view().cart?.lines ?? []).flatMap((line) =>
      line.kind === 'product' && !line.voided ? [[line.line, line.quantity]] : [],
    ),
  );

async function settle(day: Day, planned: Moment | undefined): Promise<void> {
  const { clerk, line } = day;
  await clerk.must({ command: 'openPayment' });
  if (clerk.cart().totals.due < 0) return refund(day, planned);
  if (clerk.cart().totals.due > 0 && clerk.view().link.state === 'online')
    await payByInstrument(day);
  await line.at('after the card was locked', planned);
  await line.at('before the sale is finished', planned);
  const { due } = clerk.cart().totals;
  if (due > 0) await payRest(day, due);
  else await clerk.must({ command: 'complete' });
}

async function payRest(day: Day, due: Minor): Promise<void> {
  const { clerk, chance } = day;
  if (chance.happens(0.4))
    return clerk.must({
      command: 'payCard',
      amount: due,
      reference: String(100_000 + chance.below(900_000)),
    });
  const note = minor(Math.ceil(due / 500) * 500);
  await clerk.must({ command: 'payCash', amount: note });
}

/** Pays a share by an earlier credit memo or a gift card, as the wallet has them. */
async function payByInstrument(day: Day): Promise<void> {
  const { clerk, wallet, chance } = day;
  const { due } = clerk.cart().totals;
  const instrument = wallet.choose(due);
  if (!instrument) return;
  const part =
    instrument.kind === 'giftCard' && chance.happens(0.5)
      ? minor(Math.max(1, Math.floor(due / 2)))
      : null;
  const asked = await clerk.may({
    command: 'payInstrument',
    kind: instrument.kind,
    number: instrument.number,
    amount: part,
  });
  if (!asked.ok) return wallet.putBack(instrument);
  const seen = await clerk.until('an answer for the card', (view) => view.ask === null);
  if (seen.refusal) {
    wallet.putBack(instrument);
    await clerk.must({ command: 'dismissRefusal' });
  }
}

/** A return is settled by a new credit memo; its number is on the voucher only. That needs the line, so the cashier waits for it. */
async function refund(day: Day, planned: Moment | undefined): Promise<void> {
  const { clerk, line } = day;
  for (;;) {
    if (clerk.view().link.state !== 'online') await line.mend();
    const asked = await clerk.may({
      command: 'refundInstrument',
      kind: 'creditMemo',
      number: null,
    });
    if (asked.ok) {
      const seen = await clerk.until('an answer for the memo', (view) => view.ask === null);
      if (!seen.refusal) break;
      await clerk.must({ command: 'dismissRefusal' });
    }
  }
  await line.at('after the card was locked', planned);
  await line.at('before the sale is finished', planned);
  await clerk.must({ command: 'complete' });
}
