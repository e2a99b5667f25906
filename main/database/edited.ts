/** Entries of the journal that somebody changed past the program: their content no longer has their hash. */
import { isEntryIntact, type Entry } from '../../shared/entry.ts';
import type { Connection } from './statement.ts';

/** Entries that the channel has are safe there; of those only the newest are looked at, so that a start stays quick. */
const newest = 1000;

type Row = Entry & { readonly number: number };

/**
 * Numbers of the entries that were changed, in the journal's order, among all that the channel does not have and the newest that it has. The
 * hash has no key: who changes an entry with its hash is found by the witness and by headquarters (docs/SECURITY.md).
 */
export function editedEntries(db: Connection): number[] {
  const rows = db.sql.prepare<unknown[], Row>(
    `SELECT number, hash, content FROM journal WHERE place IN (
       SELECT place FROM journal_pending
       UNION SELECT place FROM (SELECT place FROM journal ORDER BY place DESC LIMIT ?)
     ) ORDER BY place`,
  );
  const edited: number[] = [];
  // Row by row: after a long time offline the contents together are large.
  for (const row of rows.iterate(newest)) if (!isEntryIntact(row)) edited.push(row.number);
  return edited;
}
