/** The staff that head office sent, and how often somebody failed to sign in here. */
import type { Instant, StaffId } from '../../shared/identity.ts';
import { done, type Result } from '../../shared/fault.ts';
import type { Role, Staff } from '../../shared/staff.ts';
import { readJob } from './jobs.ts';
import { readSetting, writeSetting } from './settings.ts';
import { all, one, run, type Connection } from './statement.ts';
import { attempt, transaction, type Writer } from './transaction.ts';

type Row = {
  readonly id: StaffId;
  readonly name_en: string;
  readonly name_zh: string;
  readonly role: Role;
  readonly pin_hash: string;
  readonly badge: string | null;
};

const toStaff = (row: Row): Staff => ({
  id: row.id,
  name: { en: row.name_en, zh: row.name_zh },
  role: row.role,
  pinHash: row.pin_hash,
  ...(row.badge === null ? {} : { badge: row.badge }),
});

const columns = 'id, name_en, name_zh, role, pin_hash, badge';

/** Everybody, by name. */
export const listStaff = (db: Connection): Staff[] =>
  all<Row>(db, `SELECT ${columns} FROM staff ORDER BY name_en, id`).map(toStaff);

export function findStaff(db: Connection, id: StaffId): Staff | null {
  const row = one<Row>(db, `SELECT ${columns} FROM staff WHERE id = ?`, [id]);
  return row === undefined ? null : toStaff(row);
}

/** The person whose badge says this. */
export function findBadge(db: Connection, badge: string): Staff | null {
  const row = one<Row>(db, `SELECT ${columns} FROM staff WHERE badge = ? ORDER BY id`, [badge]);
  return row === undefined ? null : toStaff(row);
}

const confirmedKey = 'staff.confirmed';
/** Between two notes that the staff is still the channel's, ms: often enough for a rule that counts days. */
const confirmEvery = 10 * 60_000;

/** Notes that the channel has no newer staff than this. */
export function confirmStaff(db: Writer, at: Instant): Result<void> {
  const before = readSetting(db, confirmedKey);
  const age = before === null ? Infinity : Math.abs(Date.parse(at) - Date.parse(before));
  return age < confirmEvery
    ? done
    : attempt(db, () => {
        writeSetting(db, confirmedKey, at);
        return done;
      });
}

/** When the staff was last known to be the channel's; null before the first feed. */
export function staffConfirmed(db: Connection): Instant | null {
  const applied = readJob(db, '1060')?.applied ?? null;
  const confirmed = readSetting(db, confirmedKey);
  return confirmed !== null && (applied === null || confirmed > applied) ? confirmed : applied;
}

/** Puts a person's new hash in the place of the old one; the feed brings it as well. */
export const saveStaffPin = (db: Writer, id: StaffId, pinHash: string): void =>
  void transaction(db, () => run(db, 'UPDATE staff SET pin_hash = ? WHERE id = ?', [pinHash, id]));

/** Failed sign-ins since the last good one; counted for any text that was typed, known or not. */
export type SignInFailures = { readonly count: number; readonly last: Instant | null };

export const signInFailures = (db: Connection, id: string): SignInFailures =>
  one<SignInFailures>(db, 'SELECT count, last FROM sign_in_failure WHERE staff = ?', [id]) ?? {
    count: 0,
    last: null,
  };

/** Counts one more failure. */
export function recordFailure(db: Writer, id: string, at: Instant): void {
  transaction(db, () =>
    run(
      db,
      `INSERT INTO sign_in_failure (staff, count, last) VALUES (?, 1, ?)
       ON CONFLICT (staff) DO UPDATE SET count = count + 1, last = excluded.last`,
      [id, at],
    ),
  );
}

/** Forgets the failures: the person signed in. */
export function clearFailures(db: Writer, id: string): void {
  transaction(db, () => run(db, 'DELETE FROM sign_in_failure WHERE staff = ?', [id]));
}
