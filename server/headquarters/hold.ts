/** Handling a HOLD: headquarters makes its locks of a register equal to the newest statement it has seen (PROTOCOL section 5, H1 to H8). */
import { fail, ok, type Result } from '../../shared/fault.ts';
import type { RequestId } from '../../shared/identity.ts';
import type { Held, Hold, HoldRef, Outcome } from '../../shared/lock.ts';
import { currentEpoch } from './epoch.ts';
import { closeByItself, isOpen, raise } from './exceptions.ts';
import { outcomeOf } from './grants.ts';
import type { Act, Headquarters } from './headquarters.ts';
import { findInstrument, lockInstruments } from './instruments.ts';
import { endLock, findLock, liveLocksOf, lockRegister } from './locks.ts';
import { grantingStopped, noteReported } from './recovery.ts';
import type { RegisterTable } from './tables.ts';
import { takeOver } from './takeover.ts';
import { decide, wantedKeys, weighWants, type Weighed } from './wants.ts';

/** Answers a HOLD in one transaction. Fault: device.unknown for a register that head office does not know or has switched off. */
export async function handleHold(headquarters: Headquarters, hold: Hold): Promise<Result<Held>> {
  const weighed = await weighWants(headquarters, hold.wants);
  return headquarters.db.transaction((act) => inTransaction(headquarters, act, hold, weighed));
}

async function inTransaction(
  headquarters: Headquarters,
  act: Act,
  hold: Hold,
  weighed: readonly Weighed[],
): Promise<Result<Held>> {
  const register = await lockRegister(act, hold.register);
  if (!register || register.active === 0)
    return fail('device.unknown', { register: hold.register });
  const own = await liveLocksOf(act, register.id);
  await lockInstruments(act, [
    ...wantedKeys(weighed),
    ...own.flatMap((lock) => lock.instrument ?? []),
  ]);

  const epoch = await currentEpoch(act);
  if (hold.epoch !== epoch) return ok({ epoch }); // H1
  const last = lastOf(register);
  const repeated = last?.id === hold.id;
  if (last && !repeated) {
    const older =
      hold.incarnation < last.incarnation ||
      (hold.incarnation === last.incarnation && hold.seq <= last.seq);
    if (older) return ok({ epoch, last }); // H3
    if (hold.incarnation === last.incarnation && !hold.predecessors.includes(last.id)) {
      await alarm(headquarters, act, register, hold, last); // H4
      return ok({ epoch, last });
    }
  }
  if (!repeated) {
    await freeUnwanted(headquarters, act, register, hold); // H5
    for (const want of weighed) await takeOver(headquarters, act, register, epoch, want); // H6
    await record(headquarters, act, register, hold); // H8
  }
  await noteReported(act, register, hold.head?.hash ?? null); // H6
  if (!repeated) {
    const stopped = await grantingStopped(act);
    for (const want of weighed) await decide(headquarters, act, register, epoch, want, stopped); // H7
  }
  return ok({ epoch, results: await results(headquarters, act, hold) });
}

const lastOf = (register: RegisterTable): HoldRef | undefined =>
  register.last_id === null || register.last_seq === null
    ? undefined
    : { incarnation: register.incarnation, seq: register.last_seq, id: register.last_id };

async function results(
  headquarters: Headquarters,
  act: Act,
  hold: Hold,
): Promise<Record<RequestId, Outcome>> {
  const found: Record<RequestId, Outcome> = {};
  for (const want of hold.wants) {
    const row = await findLock(act, want.request);
    // Another register's request is none of this one's business: an id of 128 random bits is not met by chance.
    if (row && row.register === hold.register) found[want.request] = outcomeOf(headquarters, row);
  }
  return found;
}

async function freeUnwanted(
  headquarters: Headquarters,
  act: Act,
  register: RegisterTable,
  hold: Hold,
): Promise<void> {
  const wanted = new Set(hold.wants.map((want) => want.request));
  const restored = hold.incarnation > register.incarnation;
  for (const lock of await liveLocksOf(act, register.id)) {
    if (wanted.has(lock.request)) continue;
    await endLock(headquarters, act, lock.request, {
      state: 'freed',
      by: restored ? 'restored register' : 'register',
    });
    if (!restored) continue;
    const instrument =
      lock.instrument === null ? undefined : await findInstrument(act, lock.instrument);
    const balance = instrument?.balance ?? 0;
    await raise(headquarters, act, {
      kind: 'restored',
      register: register.id,
      instrument: lock.instrument,
      last4: lock.last4,
      request: lock.request,
      sale: lock.sale,
      amount: balance,
      currency: lock.currency,
      detail: `register ${register.name} came back from a backup and no longer wants the lock of cashier ${lock.cashier}; possible loss up to ${balance}`,
    });
  }
  await act
    .deleteFrom('lock')
    .where('register', '=', register.id)
    .where('state', '=', 'refused')
    .where((where) =>
      wanted.size === 0 ? where.lit(true) : where.not(where('request', 'in', [...wanted])),
    )
    .execute();
}

async function record(
  headquarters: Headquarters,
  act: Act,
  register: RegisterTable,
  hold: Hold,
): Promise<void> {
  await act
    .updateTable('register')
    .set({
      incarnation: hold.incarnation,
      last_seq: hold.seq,
      last_id: hold.id,
      wants_json: JSON.stringify(hold.wants.map((want) => want.request)),
      head_hash: hold.head?.hash ?? null,
      head_number: hold.head?.number ?? null,
    })
    .where('id', '=', register.id)
    .execute();
  // A register that names our newest HOLD after all was not rolled back.
  if (hold.incarnation === register.incarnation) {
    await closeByItself(
      headquarters,
      act,
      { kind: 'rolledBack', register: register.id },
      'the register sent its HOLDs in an unbroken line again',
    );
  }
}

async function alarm(
  headquarters: Headquarters,
  act: Act,
  register: RegisterTable,
  hold: Hold,
  last: HoldRef,
): Promise<void> {
  if (await isOpen(act, 'rolledBack', register.id)) return;
  await raise(headquarters, act, {
    kind: 'rolledBack',
    register: register.id,
    detail: `register ${register.name} sent statement ${hold.seq} and does not know statement ${last.seq} of its own: it was rolled back, or two machines share its identity`,
  });
}
