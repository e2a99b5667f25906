/**
 * Card payments on a terminal. The reference is durable before the terminal is asked; whatever is lost after that, the register inquires by
 * it and takes the payment into its sale or has it reversed, so that nobody is charged twice, or without a sale.
 */
import type { CardAskView } from '../../shared/bridge/view.ts';
import { totals } from '../../shared/cart.ts';
import { done, fail, fault, ok, type Result } from '../../shared/fault.ts';
import { negate, type Minor } from '../../shared/money.ts';
import { next } from '../../shared/move.ts';
import type { Sale } from '../../shared/sale.ts';
import { mayTender } from '../../shared/tender.ts';
import type { CardAnswer } from '../../shared/terminal.ts';
import { askCard, askedCard, findCard, moveCard } from '../database/cardpayments.ts';
import { readOpenCart, saveOpenCart } from '../database/carts.ts';
import { attempt, transaction } from '../database/transaction.ts';
import { needLines } from './cart.ts';
import { afterCommit, commitCart, mayCommit } from './commit.ts';
import type { Desk } from './desk.ts';
import { recording } from './record.ts';
import { showScreen } from './screen.ts';
import { firstPayment } from './firstpayment.ts';
import { fitsPolicy } from './tenderpolicy.ts';

/**
 * Asks the terminal for the amount (negative: gives it back). Answers as soon as the payment is written down; what became of it arrives in the
 * view. Faults: terminal.none, card.pending, cart.none, cart.empty, ask.pending, completion.* and those of `fitsPolicy`.
 */
export function askTerminal(desk: Desk, amount: Minor): Result<void> {
  const { db, clock, chance } = desk.ports;
  if (!desk.ports.terminal) return fail('terminal.none');
  const asked = attempt(db, (): Result<void> => {
    const cart = needLines(db);
    if (!cart.ok) return cart;
    const reference = chance.id();
    const fits = fitsPolicy(desk, cart.value, { kind: 'card', amount, reference });
    if (!fits.ok) return fits;
    const allowed = mayCommit(desk, cart.value);
    if (!allowed.ok) return allowed;
    showScreen(db, 'payment');
    const { sale, currency } = cart.value;
    const original = amount < 0 ? firstPayment(db, cart.value, negate(amount)) : null;
    return askCard(db, { reference, sale, amount, currency, askedAt: clock.now(), original });
  });
  if (asked.ok) {
    desk.memory.notice = null;
    desk.memory.cards?.wake();
  }
  return asked;
}

/** Gives the payment up that the terminal is being asked for; the terminal takes it back, whatever became of it. Fault: ask.none. */
export function giveUpCard(desk: Desk): Result<void> {
  const { db } = desk.ports;
  const asked = askedCard(db);
  if (!asked) return fail('ask.none');
  transaction(db, () => moveCard(db, asked.reference, 'undoing'));
  desk.memory.cards?.wake();
  return done;
}

/**
 * Takes in what the terminal said of the payment that it was asked for. A sale whose gift card must wait keeps the approved payment and is
 * completed later. Answers what is still to do: nothing, or to ask again because the customer is not done.
 */
export function hearCard(desk: Desk, reference: string, answer: CardAnswer): 'heard' | 'pending' {
  if (answer.outcome === 'pending') return 'pending';
  const heard = recording(desk, (record): Result<Sale | null> => {
    const { db } = desk.ports;
    const payment = findCard(db, reference);
    // Given up meanwhile: it is being taken back.
    if (payment?.state !== 'asked') return ok(null);
    if (answer.outcome === 'declined' || answer.outcome === 'refused') {
      moveCard(db, reference, 'declined');
      desk.memory.notice = fault('card.declined', { reason: answer.reason });
      return ok(null);
    }
    const cart = readOpenCart(db);
    const isTaken =
      answer.outcome === 'approved' &&
      cart?.sale === payment.sale &&
      answer.currency === payment.currency &&
      answer.amount === Math.abs(payment.amount) &&
      mayTender('card', payment.amount, totals(cart).due).ok;
    if (!isTaken) {
      moveCard(db, reference, 'undoing');
      desk.memory.notice = fault('card.undone', { amount: Math.abs(payment.amount) });
      return ok(null);
    }
    moveCard(db, reference, 'taken');
    const { approval, masked, terminal } = answer;
    const authorisation = { terminal, reference, approval, masked };
    const { amount } = payment;
    const tender = { kind: 'card', amount, reference: approval, authorisation } as const;
    const tendered = next(cart, { move: 'addTender', tender });
    if (!tendered.ok) return tendered;
    saveOpenCart(db, tendered.value);
    showScreen(db, 'payment');
    const isSettled = totals(tendered.value).due === 0 && mayCommit(desk, tendered.value).ok;
    return isSettled ? commitCart(desk, tendered.value, record) : ok(null);
  });
  if (heard.ok && heard.value) afterCommit(desk, heard.value);
  if (!heard.ok) desk.memory.notice = heard.fault;
  return 'heard';
}

/** What the window shows of a payment under way. */
export function cardView(desk: Desk): CardAskView | null {
  const asked = askedCard(desk.ports.db);
  if (!asked) return null;
  return {
    amount: asked.amount < 0 ? negate(asked.amount) : asked.amount,
    since: asked.askedAt,
    unsure: desk.memory.cards?.unsure() ?? true,
  };
}
