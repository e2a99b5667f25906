/** Asking registers to send and fetch everything at once: the wish travels with the channel's and the register's heartbeat. */
import type { Kysely } from 'kysely';
import { done, fail, type Result } from '../../shared/fault.ts';
import type { RegisterId } from '../../shared/identity.ts';
import { recordAct } from './audit.ts';
import type { Headquarters } from './headquarters.ts';
import type { Tables } from './tables.ts';

/** Asks a register; it answers with one of its next heartbeats. Fault: device.unknown for one that head office does not know or has switched off. */
export async function askToSync(
  headquarters: Headquarters,
  register: RegisterId,
  by: string,
): Promise<Result<void>> {
  return headquarters.db.transaction(async (act) => {
    const row = await act
      .updateTable('register')
      .set((where) => ({ sync_asked: where('sync_asked', '+', 1) }))
      .where('id', '=', register)
      .where('active', '=', 1)
      .returning('name')
      .executeTakeFirst();
    if (!row) return fail('device.unknown', { register });
    await recordAct(headquarters, act, {
      at: headquarters.clock.now(),
      account: by,
      act: 'register.sync',
      detail: row.name,
    });
    return done;
  });
}

/** The open wishes of a channel's registers; undefined when there is none, so that an older channel hears nothing it does not know. */
export async function openWishes(
  db: Kysely<Tables>,
  channel: string,
): Promise<Record<RegisterId, number> | undefined> {
  const rows = await db
    .selectFrom('register')
    .innerJoin('store', 'store.id', 'register.store')
    .select(['register.id', 'register.sync_asked'])
    .where('store.channel', '=', channel)
    .whereRef('register.sync_asked', '>', 'register.sync_done')
    .where('register.status_json', 'like', '%"synced":%')
    .execute();
  return rows.length === 0
    ? undefined
    : Object.fromEntries(rows.map((row) => [row.id, row.sync_asked]));
}
