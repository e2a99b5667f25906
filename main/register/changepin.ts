/** A person chooses a new PIN or password: headquarters takes it for all registers, this one at once. */
import { checkNewPin } from '../../shared/pin.ts';
import { done, type Result } from '../../shared/fault.ts';
import { saveStaffPin } from '../database/people.ts';
import { attempt } from '../database/transaction.ts';
import type { Desk } from './desk.ts';
import { needStaff } from './people.ts';
import { hashPin } from './pin.ts';
import { provePerson } from './signin.ts';

/**
 * Operation 1215, of the person at the register. Faults: signIn.needed, pin.weak { least }, signIn.wrongPin, signIn.lockedOut, operation.offline,
 * headquarters' own.
 */
export async function changePin(desk: Desk, pin: string, newPin: string): Promise<Result<void>> {
  const { db, chance, changePin: change } = desk.ports;
  const staff = needStaff(desk);
  if (!staff.ok) return staff;
  const good = checkNewPin(newPin, pin);
  if (!good.ok) return good;
  const proven = await provePerson(desk, staff.value.id, pin);
  if (!proven.ok) return proven;
  const pinHash = await hashPin(newPin, Buffer.from(chance.id(), 'hex').toString('base64'));
  const changed = await change({ staff: staff.value.id, pin, pinHash });
  if (!changed.ok) return changed;
  return attempt(db, () => {
    saveStaffPin(db, staff.value.id, pinHash);
    return done;
  });
}
