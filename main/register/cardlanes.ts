/**
 * The two lanes to the card terminal: one asks for the payment that is wanted and, when its answer was lost, inquires until it is known; the
 * other takes back what no sale will have. Both go on after a restart, and give up only when the register stops.
 */
import { fault, type Result } from '../../shared/fault.ts';
import { minor } from '../../shared/money.ts';
import type { CardAnswer, CardTerminal } from '../../shared/terminal.ts';
import {
  askedCard,
  moveCard,
  startCards,
  undoingCards,
  type CardPayment,
} from '../database/cardpayments.ts';
import { hearCard } from './cardpayment.ts';
import type { After, CardLanes, Desk } from './desk.ts';

const firstPause = 1000;
const longestPause = 30_000;
/** So often in vain the cashier is told. */
const tellAfter = 3;

type Lane = { busy: boolean; failures: number; forget: () => void };
const lane = (): Lane => ({ busy: false, failures: 0, forget: () => undefined });

/** Begins with what an earlier process left behind. */
export function openCardLanes(desk: Desk, terminal: CardTerminal, after: After): CardLanes {
  const { db } = desk.ports;
  startCards(db);
  // What was asked by an earlier process has perhaps been answered already.
  let inquireOf: string | null = askedCard(db)?.reference ?? null;
  let stopped = false;
  let asking = lane();
  const undoing = lane();

  const later = (of: Lane, run: () => void): void => {
    of.forget();
    of.forget = after(Math.min(firstPause * 2 ** (of.failures - 1), longestPause), run);
  };
  /** One question at a time per lane; a lost answer is asked for again after a pause that grows. */
  const run = (
    of: Lane,
    question: () => Promise<Result<CardAnswer>>,
    hear: (answer: CardAnswer) => boolean,
    again: () => void,
  ): void => {
    if (of.busy || stopped) return;
    of.busy = true;
    void question().then((answered) => {
      of.busy = false;
      if (stopped) return;
      const isHeard = answered.ok && hear(answered.value);
      of.failures = isHeard ? 0 : of.failures + 1;
      if (isHeard) again();
      else later(of, again);
      if (!answered.ok) db.changed.tell();
    });
  };

  function ask(): void {
    const payment = askedCard(db);
    if (!payment) {
      inquireOf = null;
      return;
    }
    const { reference } = payment;
    const isFirst = inquireOf !== reference;
    if (isFirst) {
      // The one before was given up: whatever its question still brings is for nobody.
      asking.forget();
      asking = lane();
      inquireOf = reference;
    }
    run(
      asking,
      () => (isFirst ? order(terminal, payment) : terminal.inquire(reference)),
      (answer) => hearCard(desk, reference, answer) === 'heard',
      wake,
    );
  }

  function undo(): void {
    const payment = undoingCards(db)[0];
    if (!payment) return;
    run(
      undoing,
      () => terminal.reverse(payment.reference),
      (answer) => {
        const isUndone = answer.outcome === 'reversed' || answer.outcome === 'declined';
        if (isUndone) moveCard(db, payment.reference, 'undone');
        return isUndone;
      },
      undo,
    );
    if (undoing.failures === tellAfter) {
      const amount = Math.abs(payment.amount);
      desk.memory.notice = fault('card.notUndone', { amount, reference: payment.reference });
    }
  }

  function wake(): void {
    if (stopped) return;
    ask();
    undo();
  }
  wake();
  return {
    wake,
    unsure: () => asking.failures > 0,
    stuck: () => undoing.failures >= tellAfter,
    stop: () => {
      stopped = true;
      asking.forget();
      undoing.forget();
    },
  };
}

const order = (
  terminal: CardTerminal,
  { reference, amount, currency, original }: CardPayment,
): Promise<Result<CardAnswer>> =>
  amount < 0
    ? terminal.refund({ reference, amount: minor(-amount), currency, original })
    : terminal.authorise({ reference, amount, currency });
