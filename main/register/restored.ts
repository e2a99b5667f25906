/** A damaged database that was replaced by a copy: told on the screen and written into the journal (DESIGN section 4). */
import { basename } from 'node:path';
import { done, fault, type Result } from '../../shared/fault.ts';
import { readIdentity } from '../database/identity.ts';
import { noteFailure, type Desk } from './desk.ts';
import { audit, recording } from './record.ts';

/** Tells it once, at the start that restored. The notice stays until the cashier has read it. */
export function tellRestored(desk: Desk): void {
  const { restoredFrom, setAside } = desk.ports.db.opened;
  if (restoredFrom === null || setAside === null) return;
  const facts = { restoredFrom: basename(restoredFrom), setAside: basename(setAside) };
  if (readIdentity(desk.ports.db)) {
    const recorded = recording(desk, (record): Result<void> => {
      record(audit(desk, 'restored', `${facts.restoredFrom} for ${facts.setAside}`));
      return done;
    });
    if (!recorded.ok) noteFailure(desk, recorded);
  }
  desk.memory.notice ??= fault('database.damaged', facts);
}
