/** The wanted requests of a HOLD: weighed before the transaction, decided inside it (PROTOCOL H7). */
import { fault, type Fault } from '../../shared/fault.ts';
import type { Hash } from '../../shared/identity.ts';
import {
  isInstrumentNumber,
  lastFour,
  plainNumber,
  type InstrumentRef,
} from '../../shared/instrument.ts';
import type { Grant, SignedGrant, Want } from '../../shared/lock.ts';
import { minor } from '../../shared/money.ts';
import { unfit, type CheckedPin } from './fitness.ts';
import { isOurs, signGrant } from './grants.ts';
import { countUnknown, guessingFault } from './guessing.ts';
import type { Act, Headquarters } from './headquarters.ts';
import { noteChanges, type HoldRows } from './holdrows.ts';
import { ensureInstrument, findInstrument } from './instruments.ts';
import {
  forget,
  instrumentOf,
  lockOf,
  noteInstrument,
  noteLock,
  reservingOf,
  type Known,
} from './known.ts';
import { numberKey, reservedNumber, type ReservedNumber } from './numbers.ts';
import { hashPin, isPin } from './pins.ts';
import type { InstrumentTable, LockTable, RegisterTable } from './tables.ts';

/** A want with what may be found out without a transaction. `grant` only when it is our own word. */
export type Weighed = {
  readonly want: Want;
  readonly instrument: InstrumentRef | null;
  readonly grant: SignedGrant | null;
  readonly pin: CheckedPin | undefined;
  /** Hash of the PIN that a card is issued with. */
  readonly newPin: string | null;
};

/** A memo that is issued has no number before its lock; everything else that is asked for brings one. */
const isAsk = (want: Want): boolean =>
  want.number !== undefined ||
  (want.grant === undefined && want.kind === 'creditMemo' && want.purpose === 'issue');

export async function weighWants(
  headquarters: Headquarters,
  wants: readonly Want[],
): Promise<Weighed[]> {
  const weighed: Weighed[] = [];
  for (const want of wants) {
    const grant =
      want.grant !== undefined &&
      want.grant.grant.request === want.request &&
      isOurs(headquarters, want.grant)
        ? want.grant
        : null;
    const instrument = grant?.grant.instrument ?? named(headquarters, want);
    weighed.push({
      want,
      grant,
      instrument,
      pin: await checkedPin(headquarters, want, instrument?.key),
      newPin: want.purpose === 'issue' && want.pin !== undefined ? await hashPin(want.pin) : null,
    });
  }
  return weighed;
}

function named({ keys }: Headquarters, want: Want): InstrumentRef | null {
  if (!isAsk(want)) return null;
  if (want.number === undefined) {
    const { key, last4 } = reservedNumber(keys, want.request);
    return { kind: want.kind, key, last4 };
  }
  const number = plainNumber(want.number);
  return isInstrumentNumber(number)
    ? { kind: want.kind, key: numberKey(keys, number), last4: lastFour(number) }
    : null;
}

async function checkedPin(
  headquarters: Headquarters,
  want: Want,
  key: Hash | undefined,
): Promise<CheckedPin | undefined> {
  if (want.pin === undefined || key === undefined) return undefined;
  const stored = (await findInstrument(headquarters.db.query, key))?.pin_hash ?? null;
  return stored === null ? undefined : { stored, right: await isPin(want.pin, stored) };
}

export const wantedKeys = (weighed: readonly Weighed[]): Hash[] =>
  weighed.flatMap(({ instrument }) => instrument?.key ?? []);

/** For whom it is decided, and under what. `stopped`: why nothing may be granted now. */
export type Deciding = {
  readonly register: RegisterTable;
  readonly epoch: number;
  readonly stopped: string | null;
  readonly known: Known;
  readonly rows: HoldRows;
};

/** Grants, refuses or breaks a request that is not known yet, and records it. */
export async function decide(
  headquarters: Headquarters,
  act: Act,
  { register, epoch, stopped, known, rows }: Deciding,
  weighed: Weighed,
): Promise<void> {
  const { want, pin } = weighed;
  if (await lockOf(known, act, want.request)) return;
  const record = (made: LockTable): Promise<void> => {
    noteLock(known, made);
    return noteChanges(act, rows, { locks: [made] });
  };
  const row = unlocked(headquarters, register, epoch, weighed);
  if (!isAsk(want)) {
    // Held or spent by its own word only, and unknown here: it never becomes a lock again.
    await record({ ...row, state: 'broken' });
    return;
  }
  const refuse = (why: Fault): Promise<void> =>
    record({
      ...row,
      state: 'refused',
      instrument: null,
      fault_json: JSON.stringify(why),
    });
  if (stopped !== null) return refuse(fault('instrument.recovery'));
  if (weighed.instrument === null) return refuse(fault('instrument.number'));
  const guessing = want.purpose === 'issue' ? undefined : guessingFault(register, row.since);
  if (guessing) return refuse(guessing);
  const found = await free(headquarters, act, known, want, weighed.instrument);
  if (found === undefined) return refuse(fault('instrument.exists'));
  const { ref, reserved } = found;
  const instrument = await instrumentOf(known, act, ref.key);
  const why = await unfit(headquarters, act, { known, store: register.store, want }, ref.key, {
    instrument,
    pin,
  });
  if (why?.code === 'instrument.unknown') await countUnknown(act, register, row.since);
  if (why) return refuse(why);
  const locked = await nextToken(act, { known, rows }, ref, want.currency, instrument);
  const grant: Grant = {
    epoch,
    request: want.request,
    token: locked.token,
    instrument: ref,
    purpose: want.purpose,
    store: register.store,
    register: register.id,
    sale: want.sale,
    balance: minor(locked.balance),
    currency: want.currency,
    reserved: reserved && { key: reserved.key, last4: reserved.last4 },
    version: locked.version,
    grantedAt: row.since,
  };
  await record({
    ...row,
    state: 'live',
    instrument: ref.key,
    last4: ref.last4,
    balance: locked.balance,
    token: locked.token,
    ended: null,
    reserved_key: reserved?.key ?? null,
    pin_hash: weighed.newPin,
    grant_json: JSON.stringify(signGrant(headquarters, grant)),
  });
}

/** Counts the instrument's locks. One that did not exist comes into being, in whatever other message too: then both count. */
async function nextToken(
  act: Act,
  { known, rows }: Pick<Deciding, 'known' | 'rows'>,
  ref: InstrumentRef,
  currency: string,
  instrument: InstrumentTable | undefined,
): Promise<InstrumentTable> {
  if (instrument !== undefined && known.instruments.has(ref.key)) {
    const token = instrument.token + 1;
    await noteChanges(act, rows, { tokens: [{ key: ref.key, token }] });
    noteInstrument(known, ref.key, { token });
    return { ...instrument, token };
  }
  await ensureInstrument(act, ref, currency);
  forget(known, ref.key);
  return act
    .updateTable('instrument')
    .set((where) => ({ token: where('token', '+', 1) }))
    .where('key', '=', ref.key)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** The instrument to lock and the memo number that goes with it: for a memo that pays the remainder's, for one to be issued its own. */
async function free(
  headquarters: Headquarters,
  act: Act,
  known: Known,
  want: Want,
  ref: InstrumentRef,
): Promise<{ ref: InstrumentRef; reserved: ReservedNumber | null } | undefined> {
  if (want.kind !== 'creditMemo' || (want.purpose !== 'pay' && want.purpose !== 'issue'))
    return { ref, reserved: null };
  for (let round = 0; round < 8; round += 1) {
    const reserved = reservedNumber(headquarters.keys, want.request, round);
    const taken =
      (await instrumentOf(known, act, reserved.key))?.issued === 1 ||
      (await reservingOf(known, act, reserved.key)) !== undefined;
    if (taken) continue;
    return {
      ref:
        want.purpose === 'pay'
          ? ref
          : { kind: 'creditMemo', key: reserved.key, last4: reserved.last4 },
      reserved,
    };
  }
  return undefined;
}

/** The record of a request that holds nothing yet. */
export function unlocked(
  { clock }: Headquarters,
  register: RegisterTable,
  epoch: number,
  { want, instrument }: Weighed,
): LockTable {
  const now = clock.now();
  return {
    request: want.request,
    state: 'refused',
    register: register.id,
    store: register.store,
    sale: want.sale,
    cashier: want.cashier,
    kind: want.kind,
    purpose: want.purpose,
    instrument: null,
    last4: instrument?.last4 ?? '',
    balance: 0,
    currency: want.currency,
    epoch,
    token: 0,
    reserved_key: null,
    grant_json: null,
    fault_json: null,
    since: now,
    ended: now,
    ended_by: null,
    reason: null,
  };
}
