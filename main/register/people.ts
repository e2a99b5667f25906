/** Who is signed in, and the people that the sign-in screen shows. */
import type { StaffTile } from '../../shared/bridge/view.ts';
import { fail, ok, type Result } from '../../shared/fault.ts';
import type { Staff } from '../../shared/staff.ts';
import type { Database } from '../database/open.ts';
import { findBadge, findStaff, listStaff } from '../database/people.ts';
import type { Desk } from './desk.ts';

export const staffTile = (staff: Staff): StaffTile => ({
  id: staff.id,
  name: staff.name,
  role: staff.role,
});

/** The person who is signed in; null also when the feed has taken that person away meanwhile. */
export function signedIn(desk: Desk): Staff | null {
  return desk.memory.staff === null ? null : findStaff(desk.ports.db, desk.memory.staff);
}

/** Fault: signIn.needed. */
export function needStaff(desk: Desk): Result<Staff> {
  const staff = signedIn(desk);
  return staff ? ok(staff) : fail('signIn.needed');
}

/** The person with this number or badge, as typed or scanned. */
export function findPerson(db: Database, typed: string): Staff | null {
  const text = typed.trim();
  return text === '' ? null : (findStaff(db, text) ?? findBadge(db, text));
}

export const everybody = (db: Database): StaffTile[] => listStaff(db).map(staffTile);

/** The person who locked the register, and the managers. */
export const openersOf = (db: Database, holder: Staff): StaffTile[] => [
  staffTile(holder),
  ...everybody(db).filter((person) => person.role === 'manager' && person.id !== holder.id),
];
