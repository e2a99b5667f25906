/** What a cashier does at a register, by its own commands. The line is up while an instrument is asked for and down when a sale is finished. */
import { readOpenCart } from '../../../main/database/carts.ts';
import { journalHead } from '../../../main/database/journal.ts';
import { openAsk } from '../../../main/database/locks.ts';
import { totals } from '../../../shared/cart.ts';
import { assert } from '../../../shared/fault.ts';
import type { Hash, RequestId } from '../../../shared/identity.ts';
import type { InstrumentKind } from '../../../shared/instrument.ts';
import { minor } from '../../../shared/money.ts';
import { isInstrumentTender } from '../../../shared/tender.ts';
import { act, openCartOf, productId, unit, type Machine } from './machine.ts';

/** An instrument by its number; `units`: what the sale comes to. */
export type Presented = {
  readonly kind: InstrumentKind;
  readonly number: string;
  readonly purpose: 'pay' | 'issue';
  readonly units: number;
};

/** Asks for an instrument, in a new sale unless one is open. Answers the request. */
export async function add(machine: Machine, presented: Presented): Promise<RequestId> {
  const { kind, number, purpose, units } = presented;
  if (purpose === 'issue') {
    const amount = minor(units * unit);
    await act(machine, { command: 'giftCard', purpose, number, amount });
  } else {
    if (readOpenCart(machine.db) === null) await sell(machine, units);
    await act(machine, { command: 'payInstrument', kind, number, amount: null });
  }
  const asked = openAsk(machine.db);
  assert(asked !== null, 'what was added is asked for');
  return asked.request;
}

const sell = async (machine: Machine, units: number): Promise<void> =>
  act(machine, { command: 'addProduct', product: productId(units) });

/** Gives up the request if it is still asked for. */
export async function giveUp(machine: Machine, request: RequestId): Promise<void> {
  if (openAsk(machine.db)?.request === request) await act(machine, { command: 'giveUp' });
}

/** Takes the instrument out that pays. */
export async function removeTender(machine: Machine): Promise<void> {
  const tender = openCartOf(machine).tenders.find(isInstrumentTender);
  if (tender) await act(machine, { command: 'removeTender', tender: tender.tender });
}

export async function voidSale(machine: Machine): Promise<void> {
  if (readOpenCart(machine.db) !== null) await act(machine, { command: 'voidSale' });
}

/** Finishes the sale, or a new one of one thing, without a line; what no instrument pays is paid in cash. Answers the entry. */
export async function commit(machine: Machine, units: number): Promise<Hash> {
  const { db, line, program } = machine;
  if (readOpenCart(db) === null) await sell(machine, units);
  line.turn('offline');
  program.linkChanged();
  const { total, due } = totals(openCartOf(machine));
  assert(total === units * unit, `the sale comes to ${units}`);
  await act(machine, due === 0 ? { command: 'complete' } : { command: 'payCash', amount: due });
  line.turn('online');
  program.linkChanged();
  return newestEntry(machine);
}

/** The newest entry of the journal. */
function newestEntry({ db }: Machine): Hash {
  const head = journalHead(db);
  assert(head !== null && readOpenCart(db) === null, 'the sale is in the journal');
  return head.hash;
}
