/** A damaged database that was replaced by a copy: accounted for in the journal (DESIGN section 4). */
import { basename } from 'node:path';
import { done, type Result } from '../../shared/fault.ts';
import { readIdentity } from '../database/identity.ts';
import { noteFailure, type Desk } from './desk.ts';
import { audit, recording } from './record.ts';

/** Accounts for it once, at the start that restored. */
export function accountForRestore(desk: Desk): void {
  const { restoredFrom, setAside } = desk.ports.db.opened;
  if (restoredFrom === null || setAside === null) return;
  if (!readIdentity(desk.ports.db)) return;
  const recorded = recording(desk, (record): Result<void> => {
    record(audit(desk, 'restored', `${basename(restoredFrom)} for ${basename(setAside)}`));
    return done;
  });
  noteFailure(desk, recorded);
}
