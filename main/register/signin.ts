/** Signing in and out. Works against the local hashes alone, so a dead line keeps nobody from the register. */
import { done, fail, ok, type Result } from '../../shared/fault.ts';
import type { Instant } from '../../shared/identity.ts';
import type { Staff } from '../../shared/staff.ts';
import { readOpenCart, saveOpenCart } from '../database/carts.ts';
import { clearFailures, recordFailure, signInFailures } from '../database/people.ts';
import { transaction } from '../database/transaction.ts';
import type { Desk } from './desk.ts';
import { findPerson } from './people.ts';
import { verifyPin } from './pin.ts';

const freeTries = 5;
const firstLockOut = 5 * 60_000;
const longestLockOut = 8 * 3_600_000;

/** How long a person must wait after this many failures in a row: five minutes after the fifth, twice as long after each further one. */
export const lockOutFor = (failures: number): number =>
  failures < freeTries ? 0 : Math.min(firstLockOut * 2 ** (failures - freeTries), longestLockOut);

/**
 * When the person may try again; null when that is now. A clock that was set back never makes the wait longer than its full length.
 */
export function lockedUntil(
  failures: { readonly count: number; readonly last: Instant | null },
  now: Instant,
): Instant | null {
  const length = lockOutFor(failures.count);
  if (length === 0 || failures.last === null) return null;
  const at = Date.parse(now);
  const until = Math.min(Date.parse(failures.last) + length, at + length);
  return until > at ? new Date(until).toISOString() : null;
}

/**
 * The person with this number or badge who also knows the PIN. The failure is counted before the PIN is looked at, so that neither a kill nor a second try at the same
 * time wins a free guess. Faults: signIn.unknown, signIn.wrongPin { left }, signIn.lockedOut { until }.
 */
export async function provePerson(desk: Desk, typed: string, pin: string): Promise<Result<Staff>> {
  const { db, clock } = desk.ports;
  const staff = findPerson(db, typed);
  if (!staff) return fail('signIn.unknown');
  const now = clock.now();
  const until = lockedUntil(signInFailures(db, staff.id), now);
  if (until !== null) return fail('signIn.lockedOut', { until });
  transaction(db, () => recordFailure(db, staff.id, now));
  if (!(await verifyPin(pin, staff.pinHash))) {
    const failures = signInFailures(db, staff.id);
    const locked = lockedUntil(failures, clock.now());
    return locked === null
      ? fail('signIn.wrongPin', { left: freeTries - failures.count })
      : fail('signIn.lockedOut', { until: locked });
  }
  transaction(db, () => clearFailures(db, staff.id));
  return ok(staff);
}

/** Signs in by number or badge and PIN. Faults: those of `provePerson`. */
export async function signIn(desk: Desk, typed: string, pin: string): Promise<Result<void>> {
  const { db } = desk.ports;
  const proven = await provePerson(desk, typed, pin);
  if (!proven.ok) return proven;
  const staff = proven.value;
  transaction(db, () => {
    // Whoever goes on with an open sale answers for it from here.
    const cart = readOpenCart(db);
    if (cart && cart.cashier !== staff.id) saveOpenCart(db, { ...cart, cashier: staff.id });
  });
  desk.memory.staff = staff.id;
  desk.memory.approval = null;
  db.changed.tell();
  return done;
}

/** Leaves the register to the next person; an open sale stays as it is. */
export function signOut(desk: Desk): Result<void> {
  desk.memory.staff = null;
  desk.memory.approval = null;
  desk.ports.db.changed.tell();
  return done;
}
