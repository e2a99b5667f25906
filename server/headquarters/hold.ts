/** What a HOLD does: headquarters makes its locks of a register equal to the newest statement it has seen (PROTOCOL section 5, H1 to H8). */
import type { RequestId } from '../../shared/identity.ts';
import type { Held, Hold, HoldRef, Outcome } from '../../shared/lock.ts';
import { closeByItself, isOpen, raise } from './exceptions.ts';
import { outcomeOf } from './grants.ts';
import type { Act, Headquarters } from './headquarters.ts';
import { noteChanges, type HoldRows } from './holdrows.ts';
import { forgetAll, instrumentOf, lockOf, noteLock, type Facts, type Known } from './known.ts';
import { grantingStopped, noteReported } from './recovery.ts';
import type { LockTable, RegisterTable } from './tables.ts';
import { takeOver } from './takeover.ts';
import { decide, type Weighed } from './wants.ts';

/** A HOLD with what is known of it before and at the beginning of its transaction. */
export type Standing = {
  readonly register: RegisterTable;
  readonly hold: Hold;
  readonly weighed: readonly Weighed[];
  /** The register's own requests before it: live and refused ones. */
  readonly own: readonly LockTable[];
  readonly facts: Facts;
  readonly known: Known;
  /** What is to be written in the end. */
  readonly rows: HoldRows;
};

/** Answers the HOLD; its register's row and the rows of all its instruments that it could lock are locked. */
export async function answerHold(
  headquarters: Headquarters,
  act: Act,
  standing: Standing,
): Promise<Held> {
  const { register, hold, weighed, facts, known, rows } = standing;
  const { epoch } = facts;
  if (hold.epoch !== epoch) return { epoch }; // H1
  const last = lastOf(register);
  const repeated = last?.id === hold.id;
  if (last && !repeated) {
    const older =
      hold.incarnation < last.incarnation ||
      (hold.incarnation === last.incarnation && hold.seq <= last.seq);
    if (older) return { epoch, last }; // H3
    if (hold.incarnation === last.incarnation && !hold.predecessors.includes(last.id)) {
      await alarm(headquarters, act, register, hold, last); // H4
      return { epoch, last };
    }
  }
  if (!repeated) {
    await freeUnwanted(headquarters, act, standing); // H5
    await record(headquarters, act, standing); // H8
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
    const deciding = { register, epoch, stopped, known, rows };
    for (const want of weighed) await decide(headquarters, act, deciding, want); // H7
  }
  return { epoch, results: await results(headquarters, act, hold, known) };
}

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
  { register, hold, own, known, rows }: Standing,
): Promise<void> {
  const wanted = new Set(hold.wants.map((want) => want.request));
  const restored = hold.incarnation > register.incarnation;
  const now = headquarters.clock.now();
  const unwanted = own.filter((lock) => !wanted.has(lock.request));
  for (const lock of unwanted.filter(({ state }) => state === 'live')) {
    noteLock(known, { ...lock, state: 'freed' });
    const by = restored ? 'restored register' : 'register';
    const ended = { request: lock.request, state: 'freed', ended: now, ended_by: by } as const;
    await noteChanges(act, rows, { ended: [{ ...ended, reason: null }] });
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
  await noteChanges(act, rows, { forgotten: refused.map(({ request }) => request) });
}

async function record(
  headquarters: Headquarters,
  act: Act,
  { register, hold, facts, rows }: Standing,
): Promise<void> {
  const stated = {
    id: register.id,
    incarnation: hold.incarnation,
    last_seq: hold.seq,
    last_id: hold.id,
    wants_json: JSON.stringify(hold.wants.map((want) => want.request)),
    head_hash: hold.head?.hash ?? null,
    head_number: hold.head?.number ?? null,
  };
  await noteChanges(act, rows, { stated: [stated] });
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
