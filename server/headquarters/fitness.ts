/** Whether an instrument may be locked for a purpose: every way in which headquarters refuses (DESIGN section 5). */
import { fault, type Fault } from '../../shared/fault.ts';
import type { StoreId } from '../../shared/identity.ts';
import type { Want } from '../../shared/lock.ts';
import { plainNumber } from '../../shared/instrument.ts';
import { minor, mostMinor, zero, type Minor } from '../../shared/money.ts';
import { keepsPolicy } from '../../shared/policy.ts';
import type { Act, Headquarters } from './headquarters.ts';
import { isExpired } from './instruments.ts';
import { storePolicy } from './masters.ts';
import { appliedPolicy } from './parameters.ts';
import { together } from '../database/pipeline.ts';
import { liveOf, reservingOf, type Holder, type Known } from './known.ts';
import { textSchema } from './names.ts';
import { countPin, isPinLocked } from './pins.ts';
import type { InstrumentTable, LockTable } from './tables.ts';

/** A PIN as checked before the transaction, because hashing takes long: against which stored hash, and whether it was right. */
export type CheckedPin = { readonly stored: string; readonly right: boolean };

/** No card may hold more than this, so that every sum stays exact. */
export const mostBalance = mostMinor / 100;

/** Why the wanted instrument may not be locked; undefined when it may. The instrument's row is locked by the caller. */
export async function unfit(
  headquarters: Headquarters,
  act: Act,
  { known, store, want }: { readonly known: Known; readonly store: StoreId; readonly want: Want },
  key: string,
  { instrument, pin }: { instrument: InstrumentTable | undefined; pin: CheckedPin | undefined },
): Promise<Fault | undefined> {
  const issued = instrument?.issued === 1 ? instrument : undefined;
  if (want.purpose === 'issue') {
    if (issued) return fault('instrument.exists');
    const reserving = await reservingOf(known, act, key);
    if (reserving && reserving.request !== want.request) return fault('instrument.exists');
    if (want.amount > mostBalance) return fault('instrument.tooMuch', { most: mostBalance });
    return (await policyFault(act, want, zero)) ?? heldElsewhere(act, known, key);
  }
  if (!issued) return unknown(known, act, key);
  if (issued.kind !== want.kind) return fault('instrument.kind', { kind: issued.kind });
  const spends = want.purpose === 'pay' || want.purpose === 'cashOut';
  const wrongPin = spends ? await pinFault(headquarters, act, issued, pin) : undefined;
  if (wrongPin) return wrongPin;
  if (issued.blocked === 1) return fault('instrument.blocked');
  if (isExpired(issued, headquarters.clock.now()))
    return fault('instrument.expired', { expires: issued.expires ?? '' });
  if (issued.currency !== want.currency)
    return fault('instrument.currency', { currency: issued.currency });
  if (!spends && issued.kind === 'creditMemo')
    return fault('instrument.kind', { kind: issued.kind });
  if (!spends && issued.balance + want.amount > mostBalance)
    return fault('instrument.tooMuch', { most: mostBalance });
  const unkept = spends ? undefined : await policyFault(act, want, minor(issued.balance));
  if (unkept) return unkept;
  if (spends && issued.balance === 0) return fault('instrument.empty');
  const tooDear = want.purpose === 'cashOut' ? await cashOutFault(act, store, issued) : undefined;
  if (tooDear) return tooDear;
  return heldElsewhere(act, known, key);
}

/** What head office allows of cards that are issued and filled, by the parameters that are applied now. */
async function policyFault(act: Act, want: Want, balance: Minor): Promise<Fault | undefined> {
  if (want.kind !== 'giftCard') return undefined;
  const { giftCard } = await appliedPolicy(act);
  const number = plainNumber(want.number ?? '');
  const kept = keepsPolicy(giftCard, { ...want, number, pin: want.pin, balance });
  return kept.ok ? undefined : kept.fault;
}

/** Only a gift card with little on it is paid out in cash: so little as head office has set for the store, and nothing where it has set nothing. */
async function cashOutFault(
  act: Act,
  store: StoreId,
  instrument: InstrumentTable,
): Promise<Fault | undefined> {
  if (instrument.kind !== 'giftCard') return fault('instrument.kind', { kind: instrument.kind });
  const own = (await storePolicy(act, store)).cashOutMost;
  const most = own ?? (await appliedPolicy(act)).giftCard.cashOutMost;
  if (most === null) return fault('instrument.noCashOut');
  return instrument.balance > most ? fault('instrument.cashOutMost', { most }) : undefined;
}

/** A number that is reserved for a sale still on its way is told from one that nobody knows (PROTOCOL P9). */
async function unknown(known: Known, act: Act, key: string): Promise<Fault> {
  const reserving = await reservingOf(known, act, key);
  if (reserving === undefined || !['live', 'broken'].includes(reserving.state))
    return fault('instrument.unknown');
  return fault('instrument.unsettled', await holderNames(act, reserving));
}

async function pinFault(
  headquarters: Headquarters,
  act: Act,
  instrument: InstrumentTable,
  pin: CheckedPin | undefined,
): Promise<Fault | undefined> {
  if (instrument.pin_hash === null) return undefined;
  const now = headquarters.clock.now();
  if (isPinLocked(instrument, now))
    return fault('instrument.pinLocked', { until: instrument.pin_locked_until ?? '' });
  if (pin === undefined || pin.stored !== instrument.pin_hash) return fault('instrument.pinNeeded');
  await countPin(act, instrument, pin.right, now);
  return pin.right ? undefined : fault('instrument.wrongPin');
}

async function heldElsewhere(act: Act, known: Known, key: string): Promise<Fault | undefined> {
  const held = await liveOf(known, act, key);
  if (held === undefined) return undefined;
  const who = `${held.store} ${held.register}`;
  const names = known.holders.get(who) ?? (await holderNames(act, held));
  known.holders.set(who, names);
  return fault('instrument.locked', { ...names, since: held.since });
}

/** Names of the store, in both languages, and of the register that hold a lock, as the refusal shows them. */
export async function holderNames(
  act: Act,
  lock: Pick<LockTable, 'store' | 'register'>,
): Promise<Holder> {
  const [stores, registers] = await together(
    act,
    act.selectFrom('store').select('name_json').where('id', '=', lock.store),
    act.selectFrom('register').select('name').where('id', '=', lock.register),
  );
  const [store, register] = [stores[0], registers[0]];
  const { en, zh } = store ? textSchema.parse(store.name_json) : { en: lock.store, zh: lock.store };
  return { store: en, storeZh: zh, register: register?.name ?? lock.register };
}
