/**
 * Card payments on a terminal and what became of them: asked -> taken | declined | undoing, taken -> sold | undoing, undoing -> undone.
 * What is not *sold* at the end takes no money: *undoing* asks the terminal to take it back until it has. *unclear*: this register was
 * restored from an older backup, and only a person may say which of the two it was.
 */
import { z } from 'zod';
import { assert, fail, done, type Result } from '../../shared/fault.ts';
import type { Instant, SaleId } from '../../shared/identity.ts';
import type { Currency, Minor } from '../../shared/money.ts';
import type { Tender } from '../../shared/tender.ts';
import { amount } from '../../shared/wire/parts.ts';
import { readOpenCart } from './carts.ts';
import { all, run, type Cell, type Connection } from './statement.ts';
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
};

const rowSchema: z.ZodType<CardPayment> = z.object({
  reference: z.string(),
  sale: z.string(),
  amount,
  currency: z.string(),
  state: z.enum(['asked', 'taken', 'sold', 'declined', 'undoing', 'undone', 'unclear']),
  askedAt: z.string(),
});

const select = (db: Connection, where: string, cells: readonly Cell[] = []): CardPayment[] =>
  all(
    db,
    `SELECT reference, sale, amount, currency, state, asked_at AS askedAt FROM card_payment WHERE ${where}`,
    cells,
  ).map((row) => rowSchema.parse(row));

/** The payment that the terminal is being asked for. */
export const askedCard = (db: Connection): CardPayment | null =>
  select(db, "state = 'asked'")[0] ?? null;

/** Payments that the terminal must take back, the oldest first. */
export const undoingCards = (db: Connection): CardPayment[] =>
  select(db, "state = 'undoing' ORDER BY rowid");

export const findCard = (db: Connection, reference: string): CardPayment | null =>
  select(db, 'reference = ?', [reference])[0] ?? null;

/** Writes a payment down before its terminal is asked; one at a time. Fault: card.pending. */
export function askCard(db: Writer, payment: Omit<CardPayment, 'state'>): Result<void> {
  return transaction(db, () => {
    if (askedCard(db)) return fail('card.pending');
    run(
      db,
      `INSERT INTO card_payment (reference, sale, amount, currency, state, asked_at)
       VALUES (?, ?, ?, ?, 'asked', ?)`,
      [payment.reference, payment.sale, payment.amount, payment.currency, payment.askedAt],
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
