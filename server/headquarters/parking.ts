/** Setting an entry aside that cannot be posted, so that it blocks nothing after it (PROTOCOL P6). */
import type { Hash } from '../../shared/identity.ts';
import { raise } from './exceptions.ts';
import type { Act, Headquarters } from './headquarters.ts';
import { noteReported } from './recovery.ts';
import type { EntryTable, RegisterTable } from './tables.ts';

/** Names the entry and why; its locks stay as they are until it is read again or a person breaks them. False when it is set aside already. */
export async function park(
  headquarters: Headquarters,
  act: Act,
  entry: EntryTable,
  register: RegisterTable,
  why: string,
): Promise<boolean> {
  if (entry.state === 'parked') return false;
  await act
    .updateTable('entry')
    .set({ state: 'parked' })
    .where('register', '=', entry.register)
    .where('hash', '=', entry.hash)
    .execute();
  await raise(headquarters, act, {
    kind: 'parked',
    register: register.id,
    entry: entry.hash,
    entry_number: entry.number,
    detail: `entry ${entry.number} of register ${register.name} ${why}; its locks stay until it is read again or they are broken`,
  });
  if (register.head_hash !== null) await noteReported(act, register, register.head_hash);
  return true;
}

/** True while a predecessor is neither posted nor set aside (PROTOCOL P1). */
export async function lacksPredecessor(act: Act, register: string, hash: Hash): Promise<boolean> {
  const parents = await act
    .selectFrom('entry_link')
    .leftJoin('entry', (join) =>
      join
        .onRef('entry.register', '=', 'entry_link.register')
        .onRef('entry.hash', '=', 'entry_link.parent'),
    )
    .select('entry.state')
    .where('entry_link.register', '=', register)
    .where('entry_link.child', '=', hash)
    .execute();
  return parents.some((parent) => parent.state === null || parent.state === 'waiting');
}
