/** Correcting a balance by hand, against the adjustments account: with a reason, audited, never below nothing. */
import { done, fail, type Result } from '../../shared/fault.ts';
import type { Hash } from '../../shared/identity.ts';
import { decimalText, minor, type Minor } from '../../shared/money.ts';
import type { AdjustReason } from '../../shared/wire/instruments.ts';
import { recordAct } from './audit.ts';
import { mostBalance } from './fitness.ts';
import { ownBook, takeInHand } from './handling.ts';
import type { Headquarters } from './headquarters.ts';
import { liability, postBook } from './ledger.ts';

export type Adjustment = {
  readonly key: Hash;
  /** Put on the card when positive, taken from it when negative. */
  readonly change: Minor;
  /** The balance that the person saw; another one now is refused, so that nobody corrects what was corrected already. */
  readonly balance: Minor;
  readonly reason: AdjustReason;
  readonly note: string;
};

/**
 * Faults: those of `takeInHand`; amount.invalid for nothing, instrument.changed when the balance is not what the person saw,
 * instrument.belowZero, instrument.tooMuch.
 */
export async function adjustInstrument(
  headquarters: Headquarters,
  { key, change, balance, reason, note }: Adjustment,
  by: string,
): Promise<Result<void>> {
  if (change === 0) return fail('amount.invalid');
  return headquarters.db.transaction(async (act) => {
    const taken = await takeInHand(act, key);
    if (!taken.ok) return taken;
    const { kind, last4, currency, ...instrument } = taken.value;
    if (instrument.balance !== balance)
      return fail('instrument.changed', { balance: instrument.balance, currency });
    const after = instrument.balance + change;
    if (after < 0) return fail('instrument.belowZero', { balance, currency });
    if (after > mostBalance) return fail('instrument.tooMuch', { most: mostBalance });
    const book = ownBook(headquarters, 'adjustment', currency);
    await postBook(act, book, [
      { account: 'adjustments', amount: change },
      { account: liability(kind), amount: -change, instrument: { key, act: 'adjust' } },
    ]);
    await act.insertInto('book_note').values({ book: book.id, by, reason, note }).execute();
    await recordAct(headquarters, act, {
      at: book.at,
      account: by,
      act: 'instrument.adjusted',
      detail: `${kind} ${last4} by ${decimalText(change, currency)} to ${decimalText(minor(after), currency)} ${currency}, ${reason}: ${note}`,
    });
    return done;
  });
}
