/** Handling a HOLD: headquarters makes its locks of a register equal to the newest statement it has seen (PROTOCOL section 5, H1 to H8). */
import { fail, ok, type Result } from '../../shared/fault.ts';
import type { RequestId } from '../../shared/identity.ts';
import type { Held, Hold, HoldRef, Outcome } from '../../shared/lock.ts';
import { later, together } from '../database/pipeline.ts';
import { closeByItself, isOpen, raise } from './exceptions.ts';
import { outcomeOf } from './grants.ts';
import type { Act, Headquarters } from './headquarters.ts';
import { lockingInstruments } from './instruments.ts';
import {
  concernedLocks,
  factsFor,
  factsOf,
  forgetAll,
  instrumentOf,
  knownFrom,
  lockOf,
  noteLock,
  type Facts,
  type Known,
} from './known.ts';
import { endLock, lockingRegister } from './locks.ts';
import { grantingStopped, noteReported } from './recovery.ts';
import type { LockTable, RegisterTable } from './tables.ts';
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
  const requests = hold.wants.map((want) => want.request);
  const [found, before] = await together(
    act,
    lockingRegister(act, hold.register),
    concernedLocks(act, [], [], hold.register),
  );
  const register = found[0];
  if (!register || register.active === 0)
    return fail('device.unknown', { register: hold.register });
  const keys = [...wantedKeys(weighed), ...before.flatMap((lock) => lock.instrument ?? [])];
  const [instruments, locks, told] = await together(
    act,
    lockingInstruments(act, keys),
    concernedLocks(act, requests, keys, register.id),
    factsFor(act, register.id),
  );
  const facts = factsOf(told[0]);
  const known = knownFrom(keys, requests, instruments, locks);
  const own = locks.filter((lock) => lock.register === register.id);

  const { epoch } = facts;
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
    await freeUnwanted(headquarters, act, { register, hold, own, known }); // H5
    await record(headquarters, act, register, hold, facts); // H8
    const brings = weighed.filter((want) => want.grant !== null);
    for (const want of brings) await takeOver(headquarters, act, register, epoch, want); // H6
    if (brings.length > 0) forgetAll(known);
  }
  await noteReported(act, register, hold.head?.hash ?? null); // H6
  if (!repeated) {
    // What the message itself did may have ended recovery or stopped the granting.
    const changed = register.awaited === 1 || weighed.some((want) => want.grant !== null);
    const stopped = changed
      ? await grantingStopped(act)
      : (facts.halted ?? (facts.recovering ? 'recovery' : null));
    const standing = { register, epoch, stopped, known };
    for (const want of weighed) await decide(headquarters, act, standing, want); // H7
  }
  return ok({ epoch, results: await results(headquarters, act, hold, known) });
}

/** What a register states, and its own requests before it: live and refused ones. */
type Stated = {
  readonly register: RegisterTable;
  readonly hold: Hold;
  readonly own: readonly LockTable[];
  readonly known: Known;
};

const lastOf = (register: RegisterTable): HoldRef | undefined =>
  register.last_id === null || register.last_seq === null
    ? undefined
    : { incarnation: register.incarnation, seq: register.last_seq, id: register.last_id };

async function results(
  headquarters: Headquarters,
  act: Act,
  hold: Hold,
  known: Known,
): Promise<Record<RequestId, Outcome>> {
  const found: Record<RequestId, Outcome> = {};
  for (const want of hold.wants) {
    const row = await lockOf(known, act, want.request);
    // Another register's request is none of this one's business: an id of 128 random bits is not met by chance.
    if (row && row.register === hold.register) found[want.request] = outcomeOf(headquarters, row);
  }
  return found;
}

async function freeUnwanted(
  headquarters: Headquarters,
  act: Act,
  { register, hold, own, known }: Stated,
): Promise<void> {
  const wanted = new Set(hold.wants.map((want) => want.request));
  const restored = hold.incarnation > register.incarnation;
  const unwanted = own.filter((lock) => !wanted.has(lock.request));
  for (const lock of unwanted.filter(({ state }) => state === 'live')) {
    noteLock(known, { ...lock, state: 'freed' });
    await endLock(headquarters, act, lock.request, {
      state: 'freed',
      by: restored ? 'restored register' : 'register',
    });
    if (!restored) continue;
    const instrument =
      lock.instrument === null ? undefined : await instrumentOf(known, act, lock.instrument);
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
  const refused = unwanted.filter(({ state }) => state === 'refused');
  if (refused.length === 0) return;
  const requests = refused.map(({ request }) => request);
  await later(act, act.deleteFrom('lock').where('request', 'in', requests));
}

async function record(
  headquarters: Headquarters,
  act: Act,
  register: RegisterTable,
  hold: Hold,
  facts: Facts,
): Promise<void> {
  const statement = act
    .updateTable('register')
    .set({
      incarnation: hold.incarnation,
      last_seq: hold.seq,
      last_id: hold.id,
      wants_json: JSON.stringify(hold.wants.map((want) => want.request)),
      head_hash: hold.head?.hash ?? null,
      head_number: hold.head?.number ?? null,
    })
    .where('id', '=', register.id);
  await later(act, statement);
  // A register that names our newest HOLD after all was not rolled back.
  if (facts.rolledBack && hold.incarnation === register.incarnation) {
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
