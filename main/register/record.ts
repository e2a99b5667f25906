/** Writes facts into the journal and, after their transaction, into the witness file (PROTOCOL 3.3). */
import type { Audit, Entry, EntryBody } from '../../shared/entry.ts';
import type { Result } from '../../shared/fault.ts';
import { appendEntry } from '../database/journal.ts';
import { attempt } from '../database/transaction.ts';
import { noteFailure, type Desk } from './desk.ts';

export type Recorded = { readonly entry: Entry; readonly number: number };
/** Adds an entry to the journal in the transaction that is open. */
export type Record = (body: EntryBody) => Recorded;

/**
 * One transaction that may add entries. When it is durable, its entries are appended to the witness file; a failed result rolls everything back
 * and nothing reaches the witness.
 */
export function recording<T>(desk: Desk, work: (record: Record) => Result<T>): Result<T> {
  const { db, clock, witness } = desk.ports;
  const recorded: Recorded[] = [];
  const result = attempt(db, () =>
    work((body) => {
      const made = appendEntry(db, { at: clock.now(), body });
      recorded.push(made);
      return made;
    }),
  );
  if (result.ok) {
    for (const { entry, number } of recorded) noteFailure(desk, witness.append(entry, number));
  }
  return result;
}

/** The entry for something a person did that must be accounted for. */
export const audit = (desk: Desk, act: Audit['act'], note: string): EntryBody => ({
  kind: 'audit',
  audit: { act, staff: desk.memory.staff, note },
});
