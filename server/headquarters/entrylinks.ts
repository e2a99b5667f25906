/** What becomes of entries that are stored when those after or before them come. */
import { sql, type Compilable } from 'kysely';
import type { Hash, RegisterId } from '../../shared/identity.ts';
import { later } from '../database/pipeline.ts';
import { among, rowsOf } from '../database/rows.ts';
import type { Act } from './headquarters.ts';
import type { EntryState } from './tables.ts';

/** What is stored of an entry, by its hash; null where nothing is. */
export type Place = {
  readonly register: RegisterId;
  readonly hash: Hash;
  readonly state: EntryState | null;
  /** A stored entry names it as its predecessor. */
  readonly awaited: number | null;
  /** A person has repaired it. */
  readonly repaired: number | null;
  /** It has come damaged. */
  readonly damaged: number | null;
};

/** Each is looked up by its index, whatever the number of registers: one subselect after the other cannot become a scan. */
export function placesOf(
  act: Act,
  asked: readonly { readonly register: RegisterId; readonly hash: Hash }[],
): Compilable<Place> {
  const told = rowsOf(act, asked, { register: 'text', hash: 'text' });
  const query = sql<Place>`select told.register, told.hash,
    (select state from entry where register = told.register and hash = told.hash) as state,
    (select 1 from entry_link where register = told.register and parent = told.hash limit 1) as awaited,
    (select 1 from repair where register = told.register and entry = told.hash limit 1) as repaired,
    (select 1 from damaged_entry where register = told.register and hash = told.hash limit 1) as damaged
    from ${told}`;
  return { compile: () => query.compile(act) };
}

export type Moved = {
  readonly register: RegisterId;
  /** Stored entries that are heads no more. */
  readonly covered: readonly Hash[];
  /** Entries that stored ones have missed and that are here now. */
  readonly found: readonly Hash[];
};

/** A hash is of one register's entry, or of a copy in another's journal, which the registers' names tell apart. */
export async function mendLinks(act: Act, moved: readonly Moved[]): Promise<void> {
  const covering = moved.filter(({ covered }) => covered.length > 0);
  const finding = moved.filter(({ found }) => found.length > 0);
  if (covering.length > 0) {
    const told = rowsOf(
      act,
      covering.flatMap(({ register, covered }) => covered.map((hash) => ({ register, hash }))),
      { register: 'text', hash: 'text' },
    );
    const registers = covering.map(({ register }) => register);
    const statement = sql`update entry set is_head = 0 where is_head = 1 and ${among(act, 'register', registers)}
      and exists (select 1 from ${told} where told.register = entry.register and told.hash = entry.hash)`;
    await later(act, { compile: () => statement.compile(act) });
  }
  if (finding.length > 0) {
    const told = rowsOf(
      act,
      finding.flatMap(({ register, found }) => found.map((parent) => ({ register, parent }))),
      { register: 'text', parent: 'text' },
    );
    const statement = sql`update entry_link set missing = 0 from ${told}
      where entry_link.register = told.register and entry_link.parent = told.parent`;
    await later(act, { compile: () => statement.compile(act) });
  }
}
