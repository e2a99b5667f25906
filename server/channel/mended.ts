/**
 * Entries that took their place damaged and came intact later. Headquarters counts them among what it has, so its HAVE never asks for them:
 * the channel sends each anew of its own accord, once in each epoch of headquarters, for a restore may bring the damaged copy back.
 */
import type { Hash, RegisterId } from '../../shared/identity.ts';
import type { Link } from './chain.ts';
import { linksIn } from './have.ts';
import { readSetting } from './settings.ts';
import type { ChannelDatabase, Reader } from './tables.ts';

export type Mended = {
  /** Those that headquarters was not sent anew yet, in order. */
  readonly links: () => Promise<readonly Link[]>;
  /** Headquarters took the intact copy. */
  readonly forwarded: (hash: Hash) => Promise<void>;
};

/** Notes intact copies of damaged entries; runs in the transaction that files them. */
export async function noteMended(
  query: Reader,
  register: RegisterId,
  hashes: readonly Hash[],
): Promise<void> {
  if (hashes.length === 0) return;
  await query
    .insertInto('mended_entry')
    .values(hashes.map((hash) => ({ register, hash, forwarded_epoch: null })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** What one run of the register's lane sends anew. A restore of headquarters in the middle of it has them sent once more. */
export async function mendedOf(db: ChannelDatabase, register: RegisterId): Promise<Mended> {
  const epoch = (await readSetting(db.query, 'epoch')) ?? 0;
  return {
    links: async () => {
      const rows = await db.query
        .selectFrom('mended_entry')
        .innerJoin('link', (join) =>
          join
            .onRef('link.register', '=', 'mended_entry.register')
            .onRef('link.hash', '=', 'mended_entry.hash'),
        )
        .select(['link.hash', 'link.number', 'link.previous'])
        .where('mended_entry.register', '=', register)
        .where((where) =>
          where.or([where('forwarded_epoch', 'is', null), where('forwarded_epoch', '!=', epoch)]),
        )
        .orderBy('link.number')
        .execute();
      return linksIn(rows);
    },
    forwarded: (hash) =>
      db.transaction(async (writer) => {
        await writer
          .updateTable('mended_entry')
          .set({ forwarded_epoch: epoch })
          .where('register', '=', register)
          .where('hash', '=', hash)
          .execute();
      }),
  };
}
