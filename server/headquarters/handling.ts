/** What head office may do to a card by hand: correct its balance, write it off. Never under the hand of a sale, never while locks may be forgotten. */
import { dayIn } from '../../shared/timezone.ts';
import { fail, ok, type Result } from '../../shared/fault.ts';
import type { Hash } from '../../shared/identity.ts';
import type { Currency } from '../../shared/money.ts';
import { holderNames } from './fitness.ts';
import type { Act, Headquarters } from './headquarters.ts';
import { findInstrument, lockInstruments } from './instruments.ts';
import type { Book } from './ledger.ts';
import { liveLock } from './locks.ts';
import { grantingStopped } from './recovery.ts';
import type { InstrumentTable } from './tables.ts';

/**
 * Locks the card's row and answers it, if its balance may be changed by hand. A live lock is a promise of that balance (PROTOCOL P4), and in
 * recovery there may be promises that headquarters has forgotten. Faults: instrument.unknown, instrument.locked, instrument.recovery.
 */
export async function takeInHand(act: Act, key: Hash): Promise<Result<InstrumentTable>> {
  await lockInstruments(act, [key]);
  const instrument = await findInstrument(act, key);
  if (instrument?.issued !== 1) return fail('instrument.unknown');
  const held = await liveLock(act, key);
  if (held)
    return fail('instrument.locked', { ...(await holderNames(act, held)), since: held.since });
  if ((await grantingStopped(act)) !== null) return fail('instrument.recovery');
  return ok(instrument);
}

/** A book that belongs to no sale. */
export const ownBook = (
  { chance, clock }: Headquarters,
  act: 'adjustment' | 'breakage',
  currency: Currency,
): Book => {
  const at = clock.now();
  return {
    id: chance.id(),
    act,
    at,
    day: dayIn(null, at),
    currency,
    entry: null,
    register: null,
    sale: null,
    receipt: null,
  };
};
