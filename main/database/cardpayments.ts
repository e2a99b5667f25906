/**
 * Card payments on a terminal and what became of them: asked -> taken | declined | undoing, taken -> sold | undoing, undoing -> undone.
 * What is not *sold* at the end takes no money: *undoing* asks the terminal to take it back until it has. *unclear*: this register was
 * restored from an older backup; the terminal says that no money moved, or a person says which of the two it was.
 */
import { z } from 'zod';
import { assert, fail, done, type Result } from '../../shared/fault.ts';
import type { Instant, SaleId } from '../../shared/identity.ts';
import type { Currency, Minor } from '../../shared/money.ts';
import type { Tender } from '../../shared/tender.ts';
import type { Original } from '../../shared/terminal.ts';
import { amount } from '../../shared/wire/parts.ts';
import { readOpenCart } from './carts.ts';
import { parsed } from './parsed.ts';
import { all, one, run, type Cell, type Connection } from './statement.ts';
import { transaction, type Writer } from './transaction.ts';

export type CardState = 'asked' | 'taken' | 'sold' | 'declined' | 'undoing' | 'undone' | 'unclear';
/** `amount` is negative for a refund. */
export type CardPayment = {
  readonly reference: string;
  readonly sale: SaleId;
  readonly amount: Minor;
  readonly currency: Currency;
  readonly state: CardState;
  readonly askedAt: Instant;
  /** What a refund gives back, where it is known. */
  readonly original: Original | null;
};

const originalSchema: z.ZodType<Original> = z.object({
  reference: z.string(),
  terminal: z.string(),
  approval: z.string(),
});
const rowSchema: z.ZodType<CardPayment, unknown> = z.object({
  reference: z.string(),
  sale: z.string(),
  amount,
  currency: z.string(),
  state: z.enum(['asked', 'taken', 'sold', 'declined', 'undoing', 'undone', 'unclear']),
  askedAt: z.string(),
  original: z
    .string()
    .nullable()
    .transform((text) => (text === null ? null : parsed(originalSchema, text, 'first payment'))),
});

const select = (db: Connection, where: string, cells: readonly Cell[] = []): CardPayment[] =>
  all(
    db,
    `SELECT reference, sale, amount, currency, state, asked_at AS askedAt, original
     FROM card_payment WHERE ${where}`,
    cells,
  ).map((row) => rowSchema.parse(row));

/** The payment that the terminal is being asked for. */
export const askedCard = (db: Connection): CardPayment | null =>
  select(db, "state = 'asked'")[0] ?? null;

/** Payments that the terminal must take back, the oldest first. */
export const undoingCards = (db: Connection): CardPayment[] =>
  select(db, "state = 'undoing' ORDER BY rowid");

/** Payments of which nobody knows whether money moved, or that could not be given back yet: the oldest first. */
export const unsettledCards = (db: Connection): CardPayment[] =>
  select(db, "state IN ('unclear', 'undoing') ORDER BY asked_at, rowid");

/** What was given back of a first payment here, without sign; also what is being given back. */
export const refundedOf = (db: Connection, reference: string): number =>
  one<{ sum: number }>(
    db,
    `SELECT coalesce(-sum(amount), 0) AS sum FROM card_payment
     WHERE json_extract(original, '$.reference') = ? AND state IN ('asked', 'taken', 'sold', 'unclear')`,
    [reference],
  )?.sum ?? 0;

export const findCard = (db: Connection, reference: string): CardPayment | null =>
  select(db, 'reference = ?', [reference])[0] ?? null;

/** Writes a payment down before its terminal is asked; one at a time. Fault: card.pending. */
export function askCard(db: Writer, payment: Omit<CardPayment, 'state'>): Result<void> {
  return transaction(db, () => {
    if (askedCard(db)) return fail('card.pending');
    run(
      db,
      `INSERT INTO card_payment (reference, sale, amount, currency, state, asked_at, original)
       VALUES (?, ?, ?, ?, 'asked', ?, ?)`,
      [
        ...[payment.reference, payment.sale, payment.amount, payment.currency, payment.askedAt],
        payment.original === null ? null : JSON.stringify(payment.original),
      ],
    );
    return done;
  });
}

/** Moves a payment on; a move that the states do not know throws. */
export function moveCard(db: Writer, reference: string, state: CardState): void {
  const changed = transaction(db, () =>
    run(db, 'UPDATE card_payment SET state = ? WHERE reference = ?', [state, reference]),
  );
  assert(changed === 1, `card payment ${reference} was asked for`);
}

/** Gives up every payment of a sale that will not be: voided, or its cart is gone. */
export function undoCards(db: Writer, sale: SaleId): void {
  transaction(db, () =>
    run(
      db,
      "UPDATE card_payment SET state = 'undoing' WHERE sale = ? AND state IN ('asked', 'taken')",
      [sale],
    ),
  );
}

/** The card payments of a finished sale are sold; those that a restored register no longer knows are nobody's to take back. */
export function sellCards(db: Writer, tenders: readonly Tender[]): void {
  transaction(db, () => {
    for (const tender of tenders) {
      if (tender.kind !== 'card' || tender.authorisation === undefined) continue;
      run(
        db,
        "UPDATE card_payment SET state = 'sold' WHERE reference = ? AND state NOT IN ('declined', 'undone')",
        [tender.authorisation.reference],
      );
    }
  });
}

/** A register whose records went back in time: whether these payments were sold since is not known here (PROTOCOL section 6). */
export function doubtCards(db: Writer): void {
  transaction(db, () =>
    run(
      db,
      "UPDATE card_payment SET state = 'unclear' WHERE state IN ('asked', 'taken', 'undoing')",
    ),
  );
}

/** Process start: a payment whose cart is no longer open was not sold, or it would say so; it is taken back. */
export function startCards(db: Writer): void {
  transaction(db, () => {
    const open = readOpenCart(db)?.sale;
    for (const payment of select(db, "state IN ('asked', 'taken')")) {
      if (payment.sale !== open) moveCard(db, payment.reference, 'undoing');
    }
  });
}
