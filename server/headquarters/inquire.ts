/** Asking a balance: nothing is locked. Wrong PINs count against the card, unknown numbers against the register that asks. */
import { fail, ok, type Result } from '../../shared/fault.ts';
import { isInstrumentNumber, plainNumber } from '../../shared/instrument.ts';
import { minor } from '../../shared/money.ts';
import type { Balance, Inquiry } from '../../shared/wire/grant.ts';
import { holderNames } from './fitness.ts';
import { countUnknown, guessingFault } from './guessing.ts';
import type { Headquarters } from './headquarters.ts';
import { findInstrument, instrumentState, lockInstruments } from './instruments.ts';
import { liveLock, lockRegister, lockReserving } from './locks.ts';
import { numberKey } from './numbers.ts';
import { countPin, isPin, isPinLocked } from './pins.ts';

/** Faults: device.unknown, instrument.number, instrument.unknown, instrument.unsettled, instrument.kind, instrument.pinNeeded, instrument.wrongPin, instrument.pinLocked. */
export async function inquire(
  headquarters: Headquarters,
  inquiry: Inquiry,
): Promise<Result<Balance>> {
  const number = plainNumber(inquiry.number);
  if (!isInstrumentNumber(number)) return fail('instrument.number');
  const key = numberKey(headquarters.keys, number);
  const stored = (await findInstrument(headquarters.db.query, key))?.pin_hash ?? null;
  const right = stored !== null && inquiry.pin !== undefined && (await isPin(inquiry.pin, stored));
  return headquarters.db.transaction(async (act) => {
    const register = await lockRegister(act, inquiry.register);
    if (!register || register.active === 0)
      return fail('device.unknown', { register: inquiry.register });
    await lockInstruments(act, [key]);
    const now = headquarters.clock.now();
    const guessing = guessingFault(register, now);
    if (guessing) return { ok: false, fault: guessing };
    const instrument = await findInstrument(act, key);
    if (instrument?.issued !== 1) {
      await countUnknown(act, register, now);
      const reserving = await lockReserving(act, key);
      const onItsWay =
        reserving !== undefined && (reserving.state === 'live' || reserving.state === 'broken');
      return onItsWay
        ? fail('instrument.unsettled', await holderNames(act, reserving))
        : fail('instrument.unknown');
    }
    if (instrument.kind !== inquiry.kind) return fail('instrument.kind', { kind: instrument.kind });
    if (instrument.pin_hash !== null) {
      if (isPinLocked(instrument, now))
        return fail('instrument.pinLocked', { until: instrument.pin_locked_until ?? '' });
      if (inquiry.pin === undefined || stored !== instrument.pin_hash)
        return fail('instrument.pinNeeded');
      await countPin(act, instrument, right, now);
      if (!right) return fail('instrument.wrongPin');
    }
    const held = await liveLock(act, key);
    return ok({
      kind: instrument.kind,
      last4: instrument.last4,
      balance: minor(instrument.balance),
      currency: instrument.currency,
      expires: instrument.expires,
      state: instrumentState(instrument, now),
      lockedBy: held ? { ...(await holderNames(act, held)), since: held.since } : null,
    });
  });
}
