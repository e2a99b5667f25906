/** Approving as another person: somebody whose role may go further proves who they are, and what they approved is accounted for. */
import { done, fail, type Result } from '../../shared/fault.ts';
import { operationById } from '../../shared/operations/catalogue.ts';
import type { StaffTile } from '../../shared/bridge/view.ts';
import { readOpenCart } from '../database/carts.ts';
import { listStaff } from '../database/people.ts';
import type { Desk } from './desk.ts';
import { needStaff, staffTile } from './people.ts';
import { mayApprove } from './permission.ts';
import { provePerson } from './signin.ts';

/** The people who may approve what was last asked of the operation. */
export function approvers(desk: Desk, operation: number): StaffTile[] {
  const { db } = desk.ports;
  const row = operationById(operation);
  if (!row?.overridable) return [];
  const { overstepped, staff } = desk.memory;
  const excess = overstepped?.operation === operation ? overstepped.excess : undefined;
  return listStaff(db)
    .filter((person) => person.id !== staff && mayApprove(db, person, row, excess))
    .map(staffTile);
}

/** So long an approval waits for its command, ms. */
const lasts = 60_000;

/**
 * Approves one operation once, as the person with this number or badge, who stays at the register for no longer than that. Faults:
 * signIn.needed, approval.self, permission.denied { operation } when that person may not either, signIn.unknown, signIn.wrongPin,
 * signIn.lockedOut.
 */
export async function approve(
  desk: Desk,
  typed: string,
  pin: string,
  operation: number,
): Promise<Result<void>> {
  const { db, clock } = desk.ports;
  const staff = needStaff(desk);
  if (!staff.ok) return staff;
  const row = operationById(operation);
  if (!row) return fail('permission.denied', { operation });
  const person = await provePerson(desk, typed, pin);
  if (!person.ok) return person;
  if (person.value.id === staff.value.id) return fail('approval.self');
  const { overstepped } = desk.memory;
  const excess = overstepped?.operation === operation ? overstepped.excess : undefined;
  if (!row.overridable || !mayApprove(db, person.value, row, excess)) {
    return fail('permission.denied', { operation });
  }
  desk.memory.approval = {
    by: person.value,
    operation,
    sale: readOpenCart(db)?.sale ?? null,
    until: clock.running() + lasts,
    used: null,
  };
  return done;
}
