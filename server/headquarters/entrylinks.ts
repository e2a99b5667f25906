/** What becomes of entries that are stored when those after or before them come. */
import type { Hash, RegisterId } from '../../shared/identity.ts';
import { later } from '../database/pipeline.ts';
import { among } from '../database/rows.ts';
import type { Act } from './headquarters.ts';

/** `covered`: stored entries that are heads no more. `found`: entries that stored ones have missed and that are here now. */
export async function mendLinks(
  act: Act,
  register: RegisterId,
  { covered, found }: { readonly covered: readonly Hash[]; readonly found: readonly Hash[] },
): Promise<void> {
  if (covered.length > 0)
    await later(
      act,
      act
        .updateTable('entry')
        .set({ is_head: 0 })
        .where('register', '=', register)
        .where('is_head', '=', 1)
        .where(among(act, 'hash', covered)),
    );
  if (found.length > 0)
    await later(
      act,
      act
        .updateTable('entry_link')
        .set({ missing: 0 })
        .where('register', '=', register)
        .where(among(act, 'parent', found)),
    );
}
