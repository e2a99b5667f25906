/** Asking headquarters for a gift card or a credit memo: the request is written down, the sync worker is woken, the answer comes by itself. */
import { createHmac } from 'node:crypto';
import { totals, type Cart } from '../../shared/cart.ts';
import { mayAsk } from '../../shared/completion.ts';
import { done, fail, type Result } from '../../shared/fault.ts';
import {
  isInstrumentNumber,
  lastFour,
  plainNumber,
  type InstrumentKind,
  type Purpose,
} from '../../shared/instrument.ts';
import { negate, zero, type Minor } from '../../shared/money.ts';
import { mayAddTender } from '../../shared/move.ts';
import { mayTender } from '../../shared/tender.ts';
import { askedCard } from '../database/cardpayments.ts';
import { ask, locksOf, type Intent } from '../database/locks.ts';
import { attempt } from '../database/transaction.ts';
import { needLines } from './cart.ts';
import type { Desk } from './desk.ts';
import { needStaff } from './people.ts';
import { showScreen } from './screen.ts';
import { keepsKind } from './tenderpolicy.ts';

export type Question = {
  readonly kind: InstrumentKind;
  readonly purpose: Purpose;
  /** Digits only; null for a memo that does not exist yet. */
  readonly number: string | null;
  readonly pin: string | null;
  /** What the purpose needs; zero when it is open. */
  readonly amount: Minor;
  readonly intent: Intent;
};

/** A typed or scanned number as plain digits. Fault: instrument.number. */
export function readNumber(typed: string): Result<string> {
  const number = plainNumber(typed);
  return isInstrumentNumber(number) ? { ok: true, value: number } : fail('instrument.number');
}

const fingerprint = (desk: Desk, kind: InstrumentKind, number: string): string =>
  createHmac('sha256', desk.memory.fingerprintKey).update(`${kind} ${number}`).digest('hex');

/** Whether the same number is already asked for or held in this sale. Headquarters refuses what a restart made this forget. */
function isTwice(desk: Desk, cart: Cart, kind: InstrumentKind, number: string): boolean {
  const print = fingerprint(desk, kind, number);
  return locksOf(desk.ports.db, cart.sale).some(
    (row) =>
      (row.state === 'asked' || row.state === 'held') &&
      desk.memory.fingerprints.get(row.request) === print,
  );
}

/**
 * Writes the request down and wakes the sync worker (PROTOCOL 3.1); must run in a transaction. The number goes into memory only.
 * Faults: instrument.twice, ask.pending, signIn.needed.
 */
export function askFor(desk: Desk, cart: Cart, question: Question): Result<void> {
  const { db, chance, clock, numbers } = desk.ports;
  const staff = needStaff(desk);
  if (!staff.ok) return staff;
  const { kind, purpose, number, pin, amount, intent } = question;
  if (number !== null && isTwice(desk, cart, kind, number)) {
    return fail('instrument.twice', { kind, last4: lastFour(number) });
  }
  const request = chance.id();
  const asked = ask(db, {
    request,
    sale: cart.sale,
    kind,
    purpose,
    last4: number === null ? '' : lastFour(number),
    state: 'asked',
    cashier: staff.value.id,
    currency: cart.currency,
    amount,
    intent,
    askedAt: clock.now(),
    grant: null,
    heldAt: null,
    sealedNumber: null,
    fault: null,
    read: false,
  });
  if (!asked.ok) return asked;
  numbers.set(request, { number, pin });
  if (number !== null) desk.memory.fingerprints.set(request, fingerprint(desk, kind, number));
  return done;
}

/** The question for a new credit memo of all that is due back (negative). */
export const memoQuestion = (due: Minor): Question => ({
  ...{ kind: 'creditMemo', purpose: 'issue', number: null, pin: null },
  amount: negate(due),
  intent: { as: 'tender', amount: due },
});

/** Asks for an instrument that pays or takes money back in the open sale. */
function askTender(
  desk: Desk,
  makeQuestion: (due: Minor, cart: Cart) => Result<Question>,
): Result<void> {
  const { db, link, wake } = desk.ports;
  const reachable = mayAsk(link());
  if (!reachable.ok) return reachable;
  const asked = attempt(db, (): Result<void> => {
    const cart = needLines(db);
    if (!cart.ok) return cart;
    if (askedCard(db)) return fail('card.pending');
    const room = mayAddTender(cart.value);
    if (!room.ok) return room;
    const question = makeQuestion(totals(cart.value).due, cart.value);
    if (!question.ok) return question;
    showScreen(db, 'payment');
    return askFor(desk, cart.value, question.value);
  });
  if (asked.ok) wake();
  return asked;
}

/**
 * Pays with a gift card or credit memo; `amount` null takes as much as is due and it holds. Returns as soon as the request is written.
 * Faults: instrument.offline { since }, instrument.number, instrument.twice, ask.pending, cart.none, cart.empty, tender.full, tender.nothingDue,
 * tender.direction, tender.over, amount.invalid. Headquarters' refusals arrive in the view.
 */
export const payInstrument = (
  desk: Desk,
  paying: {
    readonly kind: InstrumentKind;
    readonly number: string;
    readonly pin: string | null;
    readonly amount: Minor | null;
  },
): Result<void> =>
  askTender(desk, (due, cart) => {
    const number = readNumber(paying.number);
    if (!number.ok) return number;
    if (due < 0) return fail('tender.direction');
    if (due > 0 || paying.amount !== null) {
      const fits = mayTender(paying.kind, paying.amount ?? due, due);
      if (!fits.ok) return fits;
      const kept =
        paying.amount === null ? done : keepsKind(desk, cart, paying.kind, paying.amount, due);
      if (!kept.ok) return kept;
    } else return fail('tender.nothingDue');
    const { kind, pin, amount } = paying;
    return {
      ok: true,
      value: {
        kind,
        purpose: 'pay',
        number: number.value,
        pin,
        amount: amount ?? zero,
        intent: { as: 'tender', amount },
      },
    };
  });

/**
 * Gives all that is due back: onto a new credit memo (number null) or onto an existing gift card. Faults as `payInstrument`;
 * tender.direction when the customer owes.
 */
export const refundInstrument = (
  desk: Desk,
  kind: InstrumentKind,
  typed: string | null,
): Result<void> =>
  askTender(desk, (due, cart) => {
    if (due === 0) return fail('tender.nothingDue');
    if (due > 0) return fail('tender.direction');
    const kept = keepsKind(desk, cart, kind, due, due);
    if (!kept.ok) return kept;
    const question = memoQuestion(due);
    if (kind === 'creditMemo')
      return typed === null ? { ok: true, value: question } : fail('instrument.number');
    const number = readNumber(typed ?? '');
    if (!number.ok) return number;
    return {
      ok: true,
      value: { ...question, kind, purpose: 'refundTo', number: number.value },
    };
  });
