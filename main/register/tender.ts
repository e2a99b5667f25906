/** Money for the open sale: cash, and cards on an external terminal. The tender that settles the sale completes it. */
import { totals } from '../../shared/cart.ts';
import { done, fail, ok, type Result } from '../../shared/fault.ts';
import type { Minor } from '../../shared/money.ts';
import { next, type TenderDraft } from '../../shared/move.ts';
import type { Sale } from '../../shared/sale.ts';
import { isInstrumentTender, mayTender } from '../../shared/tender.ts';
import { saveOpenCart } from '../database/carts.ts';
import { dropLock, openAsk } from '../database/locks.ts';
import { attempt, transaction } from '../database/transaction.ts';
import { needCart, needLines } from './cart.ts';
import { afterCommit, commitCart, mayCommit } from './commit.ts';
import type { Desk } from './desk.ts';
import { recording } from './record.ts';
import { showScreen } from './screen.ts';

/** Most that cash may exceed what is due: beyond it the amount is a typing error. */
const mostOver = 1_000_000_000;
const longestReference = 60;

/** Opens the payment screen. Faults: cart.none, cart.empty. */
export function openPayment(desk: Desk): Result<void> {
  const { db } = desk.ports;
  return attempt(db, (): Result<void> => {
    const cart = needLines(db);
    if (!cart.ok) return cart;
    showScreen(db, 'payment');
    return done;
  });
}

/** Goes back to the sale; tenders and locks stay. Fault: cart.none. */
export function closePayment(desk: Desk): Result<void> {
  const { db } = desk.ports;
  return attempt(db, (): Result<void> => {
    const cart = needCart(db);
    if (!cart.ok) return cart;
    showScreen(db, 'sale');
    return done;
  });
}

/**
 * Adds the tender and, when nothing is due any more, completes the sale in the same transaction. A sale whose card must wait takes no other
 * tender (DESIGN section 9), so whether it may be completed is asked first, and nothing changes when it may not.
 */
function addTender(desk: Desk, draft: TenderDraft): Result<void> {
  const { db } = desk.ports;
  const paid = recording(desk, (record): Result<Sale | null> => {
    const cart = needLines(db);
    if (!cart.ok) return cart;
    const { due } = totals(cart.value);
    const fits = mayTender(draft.kind, draft.amount, due);
    if (!fits.ok) return fits;
    if (draft.amount - due > mostOver) return fail('amount.tooLarge', { most: due + mostOver });
    const allowed = mayCommit(desk, cart.value);
    if (!allowed.ok) return allowed;
    const tendered = next(cart.value, { move: 'addTender', tender: draft });
    if (!tendered.ok) return tendered;
    saveOpenCart(db, tendered.value);
    showScreen(db, 'payment');
    return totals(tendered.value).due === 0 ? commitCart(desk, tendered.value, record) : ok(null);
  });
  if (!paid.ok) return paid;
  if (paid.value) afterCommit(desk, paid.value);
  return done;
}

/**
 * Cash given (positive; what exceeds the due is change) or given back (negative). Faults: cart.none, cart.empty, amount.invalid,
 * amount.tooLarge, tender.nothingDue, tender.direction, tender.over, ask.pending, completion.*
 */
export const payCash = (desk: Desk, amount: Minor): Result<void> =>
  addTender(desk, { kind: 'cash', amount });

/** A card on an external terminal, told by what the terminal printed. Faults: tender.reference, else those of `payCash`. */
export function payCard(desk: Desk, amount: Minor, reference: string): Result<void> {
  const told = reference.trim();
  if (told === '' || told.length > longestReference) return fail('tender.reference');
  return addTender(desk, { kind: 'card', amount, reference: told });
}

/** Takes a tender out; an instrument is let go in the same transaction (PROTOCOL 3.4). Faults: cart.none, tender.unknown. */
export function removeTender(desk: Desk, number: number): Result<void> {
  const { db, wake } = desk.ports;
  const removed = attempt(db, (): Result<void> => {
    const cart = needCart(db);
    if (!cart.ok) return cart;
    const tender = cart.value.tenders.find((candidate) => candidate.tender === number);
    const without = next(cart.value, { move: 'removeTender', tender: number });
    if (!without.ok) return without;
    if (tender && isInstrumentTender(tender)) dropLock(db, tender.request);
    saveOpenCart(db, without.value);
    return done;
  });
  if (removed.ok) wake();
  return removed;
}

/** Gives up the instrument that is being asked for; headquarters hears of it with the next HOLD. Fault: ask.none. */
export function giveUp(desk: Desk): Result<void> {
  const { db, numbers, wake } = desk.ports;
  const ask = openAsk(db);
  if (!ask) return fail('ask.none');
  transaction(db, () => dropLock(db, ask.request));
  numbers.delete(ask.request);
  wake();
  return done;
}
