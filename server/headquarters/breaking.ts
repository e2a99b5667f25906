/** Breaking a lock and ending the wait for a lost register: acts of two persons, with a reason, audited (PROTOCOL sections 5 and 7). */
import { assert, done, fail, type Result } from '../../shared/fault.ts';
import type { RegisterId, RequestId } from '../../shared/identity.ts';
import { recordAct } from './audit.ts';
import { currentEpoch } from './epoch.ts';
import type { Headquarters } from './headquarters.ts';
import { lockInstruments } from './instruments.ts';
import { endLock, findLock, liveLocksOf, lockRegister } from './locks.ts';

/** Who acts, who approves, and why. */
export type Approved = { readonly by: string; readonly second: string; readonly reason: string };

/** Live lock -> broken. A sale that arrives later is late. Faults: lock.none, lock.secondPerson. */
export async function breakLock(
  headquarters: Headquarters,
  request: RequestId,
  approved: Approved,
): Promise<Result<void>> {
  if (approved.by === approved.second) return fail('lock.secondPerson');
  const found = await findLock(headquarters.db.query, request);
  if (!found) return fail('lock.none');
  return headquarters.db.transaction(async (act) => {
    await lockRegister(act, found.register);
    if (found.instrument !== null) await lockInstruments(act, [found.instrument]);
    const lock = await findLock(act, request);
    if (lock?.state !== 'live') return fail('lock.none');
    await endLock(headquarters, act, request, {
      state: 'broken',
      by: `${approved.by}, ${approved.second}`,
      reason: approved.reason,
    });
    await recordAct(headquarters, act, {
      at: headquarters.clock.now(),
      account: approved.by,
      second: approved.second,
      act: 'lock.broken',
      detail: `${lock.kind} ${lock.last4} of sale ${lock.sale}, at risk ${lock.balance} ${lock.currency}: ${approved.reason}`,
    });
    return done;
  });
}

/** Recovery waits for this register no more; sales that it finished before are late. Faults: device.unknown, lock.secondPerson. */
export async function endWait(
  headquarters: Headquarters,
  register: RegisterId,
  approved: Approved,
): Promise<Result<void>> {
  if (approved.by === approved.second) return fail('lock.secondPerson');
  return headquarters.db.transaction(async (act) => {
    const row = await lockRegister(act, register);
    if (!row || row.awaited === 0) return fail('device.unknown', { register });
    const locks = await liveLocksOf(act, register);
    const risk = locks.reduce((sum, lock) => sum + lock.balance, 0);
    assert(Number.isSafeInteger(risk), 'the amount at risk is exact');
    await act
      .updateTable('register')
      .set({ awaited: 0, abandoned_epoch: await currentEpoch(act) })
      .where('id', '=', register)
      .execute();
    await recordAct(headquarters, act, {
      at: headquarters.clock.now(),
      account: approved.by,
      second: approved.second,
      act: 'recovery.waitEnded',
      detail: `${row.name}, ${locks.length} known locks with ${risk} at risk: ${approved.reason}`,
    });
    return done;
  });
}
