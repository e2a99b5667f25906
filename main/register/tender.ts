/** Money for the open sale: cash, and cards on an external terminal. The tender that settles the sale completes it. */
import { totals, type Cart } from '../../shared/cart.ts';
import { done, fail, ok, type Result } from '../../shared/fault.ts';
import { worth } from '../../shared/foreign.ts';
import type { Currency, Minor } from '../../shared/money.ts';
import { next, type TenderDraft } from '../../shared/move.ts';
import type { Sale } from '../../shared/sale.ts';
import { moveCard } from '../database/cardpayments.ts';
import { readOpenCart, saveOpenCart } from '../database/carts.ts';
import { dropLeft, dropLock, openAsk } from '../database/locks.ts';
import { readTenderPolicy } from '../database/parameters.ts';
import { attempt, transaction } from '../database/transaction.ts';
import { needAge } from './age.ts';
import { needCart, needLines } from './cart.ts';
import { afterCommit, commitCart, mayCommit } from './commit.ts';
import type { Desk } from './desk.ts';
import { reviewDiscounts } from './discount.ts';
import { askFor, memoQuestion } from './instrument.ts';
import { recording, type Record } from './record.ts';
import { showScreen } from './screen.ts';
import { fitsPolicy, keepsKind, withChange } from './tenderpolicy.ts';

const longestReference = 60;

/** Whether everything is settled that money must not come before. */
function mayPay(desk: Desk, cart: Cart): Result<void> {
  const age = needAge(cart);
  return age.ok ? reviewDiscounts(desk) : age;
}

/**
 * Opens the payment screen. Faults: cart.none, cart.empty, age.needed { limit }; permission.override, permission.denied when discounts by amount
 * have become too large a part of what is left.
 */
export function openPayment(desk: Desk): Result<void> {
  const { db } = desk.ports;
  return attempt(db, (): Result<void> => {
    const cart = needLines(db);
    if (!cart.ok) return cart;
    const ready = mayPay(desk, cart.value);
    if (!ready.ok) return ready;
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
 * tender (DESIGN section 9), so whether it may be completed is asked first, and nothing changes when it may not. `record` when a transaction
 * is open already.
 */
function addTo(desk: Desk, draft: TenderDraft, record: Record): Result<Sale | null> {
  const { db } = desk.ports;
  const cart = needLines(db);
  if (!cart.ok) return cart;
  const fits = fitsPolicy(desk, cart.value, draft);
  if (!fits.ok) return fits;
  const allowed = mayCommit(desk, cart.value);
  if (!allowed.ok) return allowed;
  const changing = withChange(desk, cart.value, draft);
  if (!changing.ok) return changing;
  const tendered = next(cart.value, { move: 'addTender', tender: changing.value });
  if (!tendered.ok) return tendered;
  saveOpenCart(db, tendered.value);
  showScreen(db, 'payment');
  const { due } = totals(tendered.value);
  if (due === 0) return commitCart(desk, tendered.value, record);
  const asked = due < 0 && draft.amount > 0 ? askChange(desk, tendered.value, due) : done;
  return asked.ok ? ok(null) : asked;
}

/** Asks for the credit memo that the change is given by; the sale is complete when it has come. Faults: those of `keepsKind`. */
function askChange(desk: Desk, cart: Cart, due: Minor): Result<void> {
  const kept = keepsKind(desk, cart, 'creditMemo', due, due);
  return kept.ok ? askFor(desk, cart, memoQuestion(due)) : kept;
}

function addTender(desk: Desk, draft: TenderDraft): Result<void> {
  const paid = recording(desk, (record) => addTo(desk, draft, record));
  if (!paid.ok) return paid;
  if (paid.value) afterCommit(desk, paid.value);
  else desk.ports.wake();
  return done;
}

/**
 * Cash given (positive; what exceeds the due is change) or given back (negative). What is due to the cent is paid by what coins make of it.
 * Faults: cart.none, cart.empty, ask.pending, completion.* and those of `fitsPolicy`.
 */
export function payCash(desk: Desk, amount: Minor): Result<void> {
  const cart = readOpenCart(desk.ports.db);
  const sums = cart && totals(cart);
  return addTender(desk, { kind: 'cash', amount: amount === sums?.due ? sums.cashDue : amount });
}

/** A card on an external terminal, told by what the terminal printed. Faults: tender.reference, else those of `payCash`. */
export function payCard(desk: Desk, amount: Minor, reference: string): Result<void> {
  const told = reference.trim();
  if (told === '' || told.length > longestReference) return fail('tender.reference');
  return addTender(desk, { kind: 'card', amount, reference: told });
}

/** A check, told by its printed number. Faults: tender.checkNumber, else those of `payCash`. */
export function payCheck(desk: Desk, amount: Minor, number: string): Result<void> {
  const told = number.trim();
  if (told === '' || told.length > longestReference) return fail('tender.checkNumber');
  return addTender(desk, { kind: 'check', amount, number: told });
}

/** Cash of another currency, in its minor units; its worth pays, and change is the store's own. Faults: currency.unknown, else those of `payCash`. */
export function payCurrency(desk: Desk, currency: Currency, amount: Minor): Result<void> {
  const { db } = desk.ports;
  const known = readTenderPolicy(db).currencies.find((one) => one.currency === currency);
  const cart = readOpenCart(db);
  if (!known) return fail('currency.unknown', { currency });
  if (!cart) return fail('cart.none');
  const foreign = { ...known, amount };
  const value = worth(foreign, cart.currency);
  return value === undefined
    ? fail('amount.tooLarge')
    : addTender(desk, { kind: 'currency', amount: value, foreign });
}

/** Takes a tender out; an instrument is let go in the same transaction (PROTOCOL 3.4), and a card payment goes back. Faults: cart.none, tender.unknown. */
export function removeTender(desk: Desk, number: number): Result<void> {
  const { db, wake } = desk.ports;
  const removed = attempt(db, (): Result<void> => {
    const cart = needCart(db);
    if (!cart.ok) return cart;
    const tender = cart.value.tenders.find((candidate) => candidate.tender === number);
    const without = next(cart.value, { move: 'removeTender', tender: number });
    if (!without.ok) return without;
    dropLeft(db, cart.value, without.value);
    // Before the money leaves the sale it is written down that the terminal must take it back.
    if (tender?.kind === 'card' && tender.authorisation)
      moveCard(db, tender.authorisation.reference, 'undoing');
    saveOpenCart(db, without.value);
    return done;
  });
  if (removed.ok) {
    wake();
    desk.memory.cards?.wake();
  }
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
