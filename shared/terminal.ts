/**
 * The port of a card terminal. Each payment has one reference, made by the register and written down before the terminal hears of it; a
 * terminal never charges one reference twice, and one that was reversed never charges again (docs/TERMINAL.md).
 */
import type { Result } from './fault.ts';
import type { Currency, Minor } from './money.ts';

/** `amount` is positive: an authorisation takes it from the card, a refund gives it back. */
export type CardOrder = {
  readonly reference: string;
  readonly amount: Minor;
  readonly currency: Currency;
};

/** The authorisation that a refund gives back, as its sale recorded it. */
export type Original = {
  readonly reference: string;
  readonly terminal: string;
  readonly approval: string;
};
/** `original`: null where the first payment is not known, such as goods without a receipt. */
export type RefundOrder = CardOrder & { readonly original: Original | null };

/** What a terminal knows of a reference. `unknown`: it has never heard of it; `pending`: the customer is still at it. */
export type CardAnswer =
  | {
      readonly outcome: 'approved';
      readonly amount: Minor;
      readonly currency: Currency;
      readonly terminal: string;
      readonly approval: string;
      readonly masked: string;
    }
  | { readonly outcome: 'declined' | 'refused'; readonly reason: string }
  | { readonly outcome: 'reversed' | 'unknown' | 'pending' };

/** Faults of each: terminal.unreachable (nobody knows what became of it), terminal.answer (it is no answer of the protocol). */
export type CardTerminal = {
  /** Answers when the customer is done, which may take minutes. */
  readonly authorise: (order: CardOrder) => Promise<Result<CardAnswer>>;
  readonly refund: (order: RefundOrder) => Promise<Result<CardAnswer>>;
  /** Takes the payment back, or sees to it that it never happens. Answers reversed, or refused with the reason. */
  readonly reverse: (reference: string) => Promise<Result<CardAnswer>>;
  readonly inquire: (reference: string) => Promise<Result<CardAnswer>>;
};

/** Text from outside as it may be stored, shown and printed: longer runs of digits keep their last four. */
export const withoutNumbers = (text: string): string =>
  text
    .replaceAll(/\p{Cc}/gu, ' ')
    .replaceAll(/\d(?:[ -]?\d){4,}/g, (run) => `•••• ${run.replaceAll(/\D/g, '').slice(-4)}`)
    .trim();
