/** What a channel must know of its registers' devices to let them in. */
import type { Kysely } from 'kysely';
import type { Devices } from '../../shared/wire/channel.ts';
import type { Tables } from './tables.ts';

/** The channel's registers that were ever activated, with the hash of their newest token. */
export async function devicesOf(db: Kysely<Tables>, channel: string): Promise<Devices> {
  const rows = await db
    .selectFrom('register')
    .innerJoin('store', 'store.id', 'register.store')
    .select([
      'register.id',
      'register.name',
      'register.store',
      'register.token_hash',
      'register.activated_at',
      'register.active',
    ])
    .where('store.channel', '=', channel)
    .orderBy('register.id')
    .execute();
  return {
    devices: rows.flatMap((row) =>
      row.token_hash === null || row.activated_at === null
        ? []
        : [
            {
              register: row.id,
              registerName: row.name,
              store: row.store,
              tokenHash: row.token_hash,
              activatedAt: row.activated_at,
              active: row.active === 1,
            },
          ],
    ),
  };
}
