/** In recovery, locks that a restored headquarters forgot are taken over from the grants that registers still hold (PROTOCOL H6, section 7). */
import { olderToken } from '../../shared/lock.ts';
import type { Act, Headquarters } from './headquarters.ts';
import { ensureInstrument } from './instruments.ts';
import { endLock, findLock, liveLock, recordLock } from './locks.ts';
import { halt, isRecovering } from './recovery.ts';
import type { LockTable, RegisterTable } from './tables.ts';
import { unlocked, type Weighed } from './wants.ts';

/** Looks at a want that brings our own grant. A known request keeps its recorded result, but for one that was freed before recovery ended. */
export async function takeOver(
  headquarters: Headquarters,
  act: Act,
  register: RegisterTable,
  epoch: number,
  weighed: Weighed,
): Promise<void> {
  const signed = weighed.grant;
  if (signed === null || signed.grant.register !== register.id) return;
  const { grant } = signed;
  const key = grant.instrument.key;
  const known = await findLock(act, grant.request);
  const live = await liveLock(act, key);
  const recovering = await isRecovering(act);
  const freed =
    known?.state === 'freed' && known.register === register.id && recovering && live === undefined;
  if (known !== undefined && !freed) return;

  const row: LockTable = {
    ...unlocked(headquarters, register, grant.epoch, weighed),
    sale: grant.sale,
    purpose: grant.purpose,
    last4: grant.instrument.last4,
    balance: grant.balance,
    currency: grant.currency,
    token: grant.token,
    reserved_key: grant.reserved?.key ?? null,
    grant_json: JSON.stringify(signed),
    since: grant.grantedAt,
  };
  if (grant.epoch >= epoch) {
    // Our own word of this epoch, and no memory of it: records were lost and nobody said so.
    await recordLock(act, { ...row, state: 'broken' });
    await halt(
      headquarters,
      act,
      `register ${register.name} holds a grant of this epoch that is not on record`,
    );
    return;
  }
  const reaches =
    recovering &&
    grant.epoch >= register.abandoned_epoch &&
    (live === undefined || olderToken(live, grant));
  if (!reaches) {
    await recordLock(act, { ...row, state: 'superseded' });
    return;
  }
  if (live)
    await endLock(headquarters, act, live.request, { state: 'superseded', by: register.id });
  await ensureInstrument(act, grant.instrument, grant.currency);
  await act
    .updateTable('instrument')
    .set({ token: grant.token })
    .where('key', '=', key)
    .where('token', '<', grant.token)
    .execute();
  await recordLock(act, { ...row, state: 'live', instrument: key, ended: null });
}
