/** Writes facts into the journal and, after their transaction, into the witness file (PROTOCOL 3.3). */
import type { Audit, Entry, EntryBody, EntryContent } from '../../shared/entry.ts';
import { done, type Result } from '../../shared/fault.ts';
import type { ShiftId } from '../../shared/shift.ts';
import type { Identity } from '../database/identity.ts';
import { appendEntry } from '../database/journal.ts';
import { openShift } from '../database/shifts.ts';
import { attempt } from '../database/transaction.ts';
import { noteFailure, type Desk } from './desk.ts';

export type Recorded = {
  readonly entry: Entry;
  readonly number: number;
  readonly content: EntryContent;
  readonly place: number;
};
/** Adds an entry to the journal in the transaction that is open. `identity`: where the same transaction has read it. */
export type Record = (body: EntryBody, identity?: Identity) => Recorded;

/**
 * One transaction that may add entries. When it is durable, its entries are appended to the witness file; a failed result rolls everything back
 * and nothing reaches the witness. An approval that was used is accounted for in the same transaction.
 */
export function recording<T>(desk: Desk, work: (record: Record) => Result<T>): Result<T> {
  const { db, clock, witness } = desk.ports;
  const recorded: Recorded[] = [];
  let override: EntryBody | null = null;
  const result = attempt(db, () => {
    const record: Record = (body, identity) => {
      const made = appendEntry(db, { at: clock.now(), body }, identity);
      recorded.push(made);
      return made;
    };
    const worked = work(record);
    // The work itself may ask for a permit, so only now is known whether an approval was used.
    override = worked.ok ? overrideEntry(desk) : null;
    if (override) record(override);
    return worked;
  });
  if (result.ok) {
    if (override) desk.memory.approval = null;
    for (const { entry, number, content } of recorded)
      noteFailure(desk, witness.append(entry, number, content));
  }
  return result;
}

/** Accounts for the approval that a command has used; one whose command failed stays for the next try. */
export function settleApproval(desk: Desk, acted: Result<void>): void {
  const { approval } = desk.memory;
  if (!approval?.used) return;
  if (acted.ok)
    noteFailure(
      desk,
      recording(desk, () => done),
    );
  else desk.memory.approval = { ...approval, used: null };
}

/** The journal's word for an approval that was used: operation, who approved, what was asked and what the limit was. */
function overrideEntry(desk: Desk): EntryBody | null {
  const { approval, staff } = desk.memory;
  if (!approval?.used) return null;
  const { row, excess } = approval.used;
  const beyond =
    excess === null ? '' : `, asked ${excess.asked}, limit ${excess.limit} (${excess.unit})`;
  const note = `${row.id} ${row.name.en}, approved by ${approval.by.id}${beyond}`;
  return { kind: 'audit', audit: { act: 'override', staff, note } };
}

/** The entry for something a person did that must be accounted for. */
export const audit = (desk: Desk, act: Audit['act'], note: string): EntryBody => ({
  kind: 'audit',
  audit: { act, staff: desk.memory.staff, note, ...inShift(desk) },
});

/** The shift in which something happens; nothing where none is open. */
export function inShift(desk: Desk): { readonly shift?: ShiftId } {
  const shift = openShift(desk.ports.db);
  return shift ? { shift: shift.id } : {};
}
