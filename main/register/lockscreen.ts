/** The register locked by the person at it: the sale stays as it is, and only that person or a manager goes on. */
import { done, fail, type Result } from '../../shared/fault.ts';
import type { Staff } from '../../shared/staff.ts';
import { findStaff } from '../database/people.ts';
import { readSetting, writeSetting } from '../database/settings.ts';
import type { Database } from '../database/open.ts';
import { attempt } from '../database/transaction.ts';
import type { Desk } from './desk.ts';
import { needStaff } from './people.ts';
import { audit, recording } from './record.ts';

/** Kept with the register, so that a restart opens no locked one. */
const holderKey = 'lockedBy';

/** Who locked the register; null when it is not locked, or head office has taken that person away. */
export function holderOf(db: Database): Staff | null {
  const id = readSetting(db, holderKey);
  return id === null || id === '' ? null : findStaff(db, id);
}

/** Operation 703. Fault: signIn.needed. */
export function lockRegister(desk: Desk): Result<void> {
  const staff = needStaff(desk);
  if (!staff.ok) return staff;
  const { db } = desk.ports;
  const locked = attempt(db, () => {
    writeSetting(db, holderKey, staff.value.id);
    return done;
  });
  if (!locked.ok) return locked;
  desk.memory.staff = null;
  desk.memory.approval = null;
  db.changed.tell();
  return done;
}

/** Whether this person may open the register. Fault: signIn.heldBy { name }. */
export function mayOpen(db: Database, staff: Staff): Result<void> {
  const holder = holderOf(db);
  return holder === null || holder.id === staff.id || staff.role === 'manager'
    ? done
    : fail('signIn.heldBy', { name: holder.name.en, nameZh: holder.name.zh });
}

/** Ends the lock; the journal names who opened what another had locked. `staff` is at the register already. */
export function unlock(desk: Desk, staff: Staff): Result<void> {
  const { db } = desk.ports;
  const holder = holderOf(db);
  if (readSetting(db, holderKey) === null) return done;
  return recording(desk, (record): Result<void> => {
    if (holder !== null && holder.id !== staff.id) record(audit(desk, 'unlock', holder.id));
    writeSetting(db, holderKey, '');
    return done;
  });
}
