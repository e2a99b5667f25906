/** What a person does about a receipt by e-mail that did not go out: send it again, also to another address, or give it up. */
import { isEmailAddress } from '../../shared/email.ts';
import { done, fail, type Result } from '../../shared/fault.ts';
import type { Hash } from '../../shared/identity.ts';
import { recordAct } from './audit.ts';
import type { Headquarters } from './headquarters.ts';
import { notGivenUp } from './mail.ts';

/** As if it had just been asked for; what failed last stays to be read. */
const again = (now: string) =>
  ({ state: 'waiting', tries: 0, due_at: now, ended_at: null, ...notGivenUp }) as const;

/**
 * Sends a failed one again, also one that was given up. The audit does not name the address: it is somebody's, and the audit keeps it for ever.
 * Faults: email.address; lock.none when it has not failed, or not any more.
 */
export async function retryMail(
  headquarters: Headquarters,
  { entry, address }: { readonly entry: Hash; readonly address?: string | undefined },
  by: string,
): Promise<Result<void>> {
  const to = address?.trim();
  if (to !== undefined && !isEmailAddress(to)) return fail('email.address');
  return headquarters.db.transaction(async (act) => {
    const now = headquarters.clock.now();
    const found = await act
      .selectFrom('mail')
      .select('address')
      .where('entry', '=', entry)
      .executeTakeFirst();
    const row = await act
      .updateTable('mail')
      .set({ ...again(now), ...(to === undefined ? {} : { address: to }) })
      .where('entry', '=', entry)
      .where('state', '=', 'failed')
      .returning('receipt')
      .executeTakeFirst();
    if (!found || !row) return fail('lock.none');
    const another = to !== undefined && to !== found.address;
    await recordAct(headquarters, act, {
      at: now,
      account: by,
      act: 'mail.retried',
      detail: `receipt ${row.receipt}${another ? ', to another address' : ''}`,
    });
    return done;
  });
}

/** Sends all that failed again, but for those that were given up; answers how many. */
export async function retryMails(headquarters: Headquarters, by: string): Promise<number> {
  return headquarters.db.transaction(async (act) => {
    const now = headquarters.clock.now();
    const { numUpdatedRows } = await act
      .updateTable('mail')
      .set(again(now))
      .where('state', '=', 'failed')
      .where('given_up_at', 'is', null)
      .executeTakeFirst();
    const retried = Number(numUpdatedRows);
    if (retried > 0)
      await recordAct(headquarters, act, {
        at: now,
        account: by,
        act: 'mail.retried',
        detail: `${retried} receipts`,
      });
    return retried;
  });
}

/** Gives one up that failed or is still tried. Fault: lock.none when it was sent, or given up before. */
export async function giveUpMail(
  headquarters: Headquarters,
  { entry, note }: { readonly entry: Hash; readonly note: string },
  by: string,
): Promise<Result<void>> {
  return headquarters.db.transaction(async (act) => {
    const now = headquarters.clock.now();
    const row = await act
      .updateTable('mail')
      .set((where) => ({
        state: 'failed',
        ended_at: where.fn.coalesce('ended_at', where.val(now)),
        given_up_at: now,
        given_up_by: by,
        given_up_note: note,
      }))
      .where('entry', '=', entry)
      .where('state', '<>', 'sent')
      .where('given_up_at', 'is', null)
      .returning('receipt')
      .executeTakeFirst();
    if (!row) return fail('lock.none');
    await recordAct(headquarters, act, {
      at: now,
      account: by,
      act: 'mail.givenUp',
      detail: `receipt ${row.receipt}: ${note}`,
    });
    return done;
  });
}
