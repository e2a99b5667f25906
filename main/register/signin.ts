/** Signing in and out. Works against the local hashes alone, so a dead line keeps nobody from the register. */
import { done, fail, ok, type Result } from '../../shared/fault.ts';
import { liveLines } from '../../shared/cart.ts';
import type { Instant } from '../../shared/identity.ts';
import { reachesChannel } from '../../shared/link.ts';
import { defaultPeopleRules, type Staff } from '../../shared/staff.ts';
import { readOpenCart, saveOpenCart } from '../database/carts.ts';
import { openAsk } from '../database/locks.ts';
import { readConfiguration } from '../database/parameters.ts';
import {
  clearFailures,
  recordFailure,
  signInFailures,
  staffConfirmed,
} from '../database/people.ts';
import { transaction } from '../database/transaction.ts';
import type { Desk } from './desk.ts';
import { mayOpen, unlock } from './lockscreen.ts';
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

const perDay = 86_400_000;

/** Whether the staff here is fresh enough to let somebody in without asking. Fault: signIn.stale { days } with the line cut. */
function knowsStaff(desk: Desk, now: Instant): Result<void> {
  const { db, link } = desk.ports;
  const most = (readConfiguration(db)?.people ?? defaultPeopleRules).staffDays;
  if (most === null || reachesChannel(link())) return done;
  const confirmed = staffConfirmed(db);
  const age = confirmed === null ? Infinity : Date.parse(now) - Date.parse(confirmed);
  return age > most * perDay ? fail('signIn.stale', { days: most }) : done;
}

/**
 * The person with this number or badge who also knows the PIN. The failure is counted before the PIN is looked at, so that neither a kill nor a second try at the same
 * time wins a free guess. Faults: signIn.unknown, signIn.wrongPin { left }, signIn.lockedOut { until }, signIn.stale { days }.
 */
export async function provePerson(desk: Desk, typed: string, pin: string): Promise<Result<Staff>> {
  const { db, clock } = desk.ports;
  const staff = findPerson(db, typed);
  if (!staff) return fail('signIn.unknown');
  const now = clock.now();
  const known = knowsStaff(desk, now);
  if (!known.ok) return known;
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

/** Signs in by number or badge and PIN. Faults: those of `provePerson`, signIn.heldBy { name }. */
export async function signIn(desk: Desk, typed: string, pin: string): Promise<Result<void>> {
  const { db } = desk.ports;
  const proven = await provePerson(desk, typed, pin);
  if (!proven.ok) return proven;
  const staff = proven.value;
  const free = mayOpen(db, staff);
  if (!free.ok) return free;
  transaction(db, () => {
    // Whoever goes on with an open sale answers for it from here.
    const cart = readOpenCart(db);
    if (cart && cart.cashier !== staff.id) saveOpenCart(db, { ...cart, cashier: staff.id });
  });
  desk.memory.staff = staff.id;
  desk.memory.approval = null;
  const opened = unlock(desk, staff);
  db.changed.tell();
  return opened;
}

/**
 * Leaves the register to the next person; an open sale stays as it is where the store allows that. Fault: signOut.openSale where it does not and
 * the sale has lines or asks for a card.
 */
export function signOut(desk: Desk): Result<void> {
  const { db } = desk.ports;
  const rules = readConfiguration(db)?.people ?? defaultPeopleRules;
  const cart = readOpenCart(db);
  const isOpen = cart !== null && (liveLines(cart).length > 0 || openAsk(db) !== null);
  if (desk.memory.staff !== null && rules.signOutWithSale === 'refuse' && isOpen) {
    return fail('signOut.openSale');
  }
  desk.memory.staff = null;
  desk.memory.approval = null;
  desk.ports.db.changed.tell();
  return done;
}
