/**
 * Card payments of which nobody knows whether money moved (a register restored from an older backup), or that could not be given back yet. The
 * terminal settles those of which it says that no money moved; what it approved, only a person can settle.
 */
import type { UnsettledCard } from '../../shared/bridge/query.ts';
import { done, fail, ok, type Result } from '../../shared/fault.ts';
import type { CardAnswer } from '../../shared/terminal.ts';
import { findCard, moveCard, unsettledCards, type CardPayment } from '../database/cardpayments.ts';
import type { Database } from '../database/open.ts';
import type { Desk } from './desk.ts';
import { needStaff } from './people.ts';
import { audit, recording } from './record.ts';

/** How many somebody should look at: unclear ones, and those that the terminal was asked in vain to take back. */
export function countUnsettled(desk: Desk): number {
  const cards = unsettledCards(desk.ports.db);
  const isStuck = desk.memory.cards?.stuck() ?? true;
  return isStuck ? cards.length : cards.filter((card) => card.state === 'unclear').length;
}

/** Fault: signIn.needed. */
export function listUnsettled(desk: Desk): Result<UnsettledCard[]> {
  const staff = needStaff(desk);
  if (!staff.ok) return staff;
  return ok(
    unsettledCards(desk.ports.db).map(({ reference, amount, askedAt, state }) => ({
      ...{ reference, amount, at: askedAt },
      state: state === 'unclear' ? 'unclear' : 'undoing',
      said: desk.memory.cardWords.get(reference) ?? null,
    })),
  );
}

/** The payment while it is unsettled. Fault: card.settled. */
function unsettled(db: Database, reference: string): Result<CardPayment> {
  const payment = findCard(db, reference);
  return payment?.state === 'unclear' || payment?.state === 'undoing'
    ? ok(payment)
    : fail('card.settled');
}

/** Asks the terminal what it knows of the payment. Faults: card.settled, terminal.none, terminal.unreachable, terminal.answer. */
export async function inquireCard(desk: Desk, reference: string): Promise<Result<void>> {
  const { db, terminal } = desk.ports;
  const payment = unsettled(db, reference);
  if (!payment.ok) return payment;
  if (!terminal) return fail('terminal.none');
  const answered = await terminal.inquire(reference);
  return answered.ok ? hear(desk, reference, answered.value) : answered;
}

function hear(desk: Desk, reference: string, answer: CardAnswer): Result<void> {
  const { db, clock } = desk.ports;
  const { outcome } = answer;
  const payment = unsettled(db, reference);
  if (!payment.ok) return done;
  if (outcome === 'approved' || outcome === 'pending' || outcome === 'unknown') {
    const masked = outcome === 'approved' ? answer.masked : '';
    desk.memory.cardWords.set(reference, { outcome, at: clock.now(), masked });
    db.changed.tell();
    return done;
  }
  return settle(desk, payment.value, 'undone', `the terminal says ${outcome}`);
}

function settle(
  desk: Desk,
  { reference, amount, currency }: CardPayment,
  state: 'sold' | 'undone' | 'undoing',
  why: string,
): Result<void> {
  const settled = recording(desk, (record): Result<void> => {
    moveCard(desk.ports.db, reference, state);
    record(audit(desk, 'card', `${reference} ${amount} ${currency}: ${why}`));
    return done;
  });
  if (settled.ok && state !== 'undoing') desk.memory.cardWords.delete(reference);
  if (settled.ok) desk.memory.cards?.wake();
  return settled;
}

/** A person's word on the payment; the journal keeps whose. Faults: card.settled, terminal.none where the terminal is to give the money back. */
export function settleCard(
  desk: Desk,
  reference: string,
  as: 'sold' | 'notPaid' | 'giveBack',
): Result<void> {
  const { db, terminal } = desk.ports;
  const payment = unsettled(db, reference);
  if (!payment.ok) return payment;
  switch (as) {
    case 'sold':
      return settle(desk, payment.value, 'sold', 'found paid, of a finished sale');
    case 'notPaid':
      return settle(desk, payment.value, 'undone', 'found not paid');
    case 'giveBack':
      return terminal
        ? settle(desk, payment.value, 'undoing', 'to be given back')
        : fail('terminal.none');
  }
}
