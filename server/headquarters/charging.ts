/** Closing exceptions by hand, and charging a card later for what a late sale could not take (PROTOCOL P4). */
import { dayIn } from '../../shared/timezone.ts';
import { done, fail, type Result } from '../../shared/fault.ts';
import { recordAct } from './audit.ts';
import { holderNames } from './fitness.ts';
import type { Headquarters } from './headquarters.ts';
import { findInstrument, lockInstruments } from './instruments.ts';
import { liability, postBook } from './ledger.ts';
import { liveLock } from './locks.ts';
import { grantingStopped } from './recovery.ts';

/** Fault: lock.none when there is no such open exception. */
export async function closeException(
  headquarters: Headquarters,
  id: string,
  note: string,
  by: string,
): Promise<Result<void>> {
  return headquarters.db.transaction(async (act) => {
    const at = headquarters.clock.now();
    const row = await act
      .updateTable('exception')
      .set({ closed_at: at, closed_by: by, closed_note: note })
      .where('id', '=', id)
      .where('closed_at', 'is', null)
      .returning(['kind', 'sale'])
      .executeTakeFirst();
    if (!row) return fail('lock.none');
    await recordAct(headquarters, act, {
      at,
      account: by,
      act: 'exception.closed',
      detail: `${row.kind} of sale ${row.sale ?? 'none'}: ${note}`,
    });
    return done;
  });
}

/**
 * Takes the missing amount of a shortfall from its card, or what is there of it; the exception closes when nothing is missing any more.
 * Faults: lock.none, instrument.locked while another sale holds the card, instrument.recovery while a promise of it may be forgotten,
 * instrument.empty.
 */
export async function chargeException(
  headquarters: Headquarters,
  id: string,
  by: string,
): Promise<Result<void>> {
  return headquarters.db.transaction(async (act) => {
    const found = await act
      .selectFrom('exception')
      .select('instrument')
      .where('id', '=', id)
      .executeTakeFirst();
    if (found?.instrument) await lockInstruments(act, [found.instrument]);
    const row = await act
      .selectFrom('exception')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    const instrument = row?.instrument ? await findInstrument(act, row.instrument) : undefined;
    if (
      !row ||
      !instrument ||
      row.closed_at !== null ||
      row.kind !== 'shortfall' ||
      row.amount === null
    )
      return fail('lock.none');
    const held = await liveLock(act, instrument.key);
    if (held)
      return fail('instrument.locked', { ...(await holderNames(act, held)), since: held.since });
    if ((await grantingStopped(act)) !== null) return fail('instrument.recovery');
    const charged = row.other_amount ?? 0;
    const taken = Math.min(row.amount - charged, instrument.balance);
    if (taken <= 0) return fail('instrument.empty');
    const sold = await act
      .selectFrom('register')
      .innerJoin('store', 'store.id', 'register.store')
      .select('store.time_zone')
      .where('register.id', '=', row.register ?? '')
      .executeTakeFirst();
    const at = headquarters.clock.now();
    const book = {
      id: headquarters.chance.id(),
      act: 'charge' as const,
      at,
      day: dayIn(sold?.time_zone ?? null, at),
      currency: instrument.currency,
      entry: null,
      register: row.register,
      sale: row.sale,
      receipt: row.receipt,
    };
    await postBook(act, book, [
      {
        account: liability(instrument.kind),
        amount: taken,
        instrument: { key: instrument.key, act: 'charge' },
      },
      { account: 'exceptions', amount: -taken },
    ]);
    const whole = charged + taken === row.amount;
    await act
      .updateTable('exception')
      .set({
        other_amount: charged + taken,
        ...(whole ? { closed_at: at, closed_by: by, closed_note: 'charged to the card' } : {}),
      })
      .where('id', '=', id)
      .execute();
    await recordAct(headquarters, act, {
      at,
      account: by,
      act: 'exception.charged',
      detail: `${instrument.kind} ${instrument.last4}: ${taken} of ${row.amount} ${instrument.currency}`,
    });
    return done;
  });
}
