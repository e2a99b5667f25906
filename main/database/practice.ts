/** A database to practise in: the goods, people and rules of the register's own, and nothing of what was sold. */
import { rmSync } from 'node:fs';
import { ok, type Result } from '../../shared/fault.ts';
import { backupDatabase } from './backup.ts';
import { closeDatabase, openDatabase, type Database } from './open.ts';
import { all, run } from './statement.ts';
import { transaction } from './transaction.ts';

/** Reference data, which is kept; all other tables are about sales, money and locks, and are emptied. */
const kept =
  /^(product|customer|staff$|sign_in_failure$|configuration$|parameters$|job$|identity$|setting$|sqlite_)/;
const keptSettings = ['language', 'theme', 'preferred'];

const files = (file: string): string[] =>
  ['', '-wal', '-shm', '.lock', '.new'].map((ending) => file + ending);

/** Removes a practice database with all that lies beside it. */
export function removePractice(file: string): void {
  for (const name of files(file)) rmSync(name, { force: true });
}

/**
 * Copies the register's database in a thread and empties the copy of everything that is a fact. Its receipts carry another name than the
 * register's, its store keeps no shifts, and it knows no way to any channel. Faults: database.full, database.readOnly, database.damaged.
 */
export async function openPractice(real: Database, file: string): Promise<Result<Database>> {
  removePractice(file);
  const copied = await backupDatabase(real, file);
  if (!copied.ok) return copied;
  const { key } = real;
  const opened = openDatabase(file, {
    clock: real.clock,
    catalog: real.catalog,
    ...(key === null ? {} : { key: () => ok(key) }),
  });
  if (opened.ok) empty(opened.value);
  return opened;
}

type Failure = { readonly staff: string; readonly count: number; readonly last: string };

/** Closes a practice database; nothing of it stays but the wrong PINs, so that training gives no free guesses. `beside`: a file to remove too. */
export function endPractice(db: Database, real: Database, beside: string): void {
  const failures = all<Failure>(db, 'SELECT staff, count, last FROM sign_in_failure');
  transaction(real, () => {
    for (const failure of failures) {
      run(
        real,
        `INSERT INTO sign_in_failure (staff, count, last) VALUES ($staff, $count, $last)
         ON CONFLICT (staff) DO UPDATE SET count = max(count, excluded.count), last = max(last, excluded.last)`,
        failure,
      );
    }
  });
  closeDatabase(db);
  removePractice(db.file);
  rmSync(beside, { force: true });
}

type Named = { readonly name: string; readonly sql: string };

function empty(db: Database): void {
  const named = (type: string): Named[] =>
    all<Named>(db, 'SELECT name, sql FROM sqlite_master WHERE type = ?', [type]);
  const triggers = named('trigger');
  db.sql.pragma('foreign_keys = OFF');
  transaction(db, () => {
    // The triggers guard facts; in a copy there are none to guard yet.
    for (const { name } of triggers) db.sql.exec(`DROP TRIGGER "${name}"`);
    for (const { name } of named('table')) {
      if (!kept.test(name)) run(db, `DELETE FROM "${name}"`);
    }
    for (const { sql } of triggers) db.sql.exec(sql);
    run(db, 'DELETE FROM setting WHERE key NOT IN (SELECT value FROM json_each(?))', [
      JSON.stringify(keptSettings),
    ]);
    run(db, "UPDATE configuration SET body = json_set(body, '$.shift', 'off')");
    run(
      db,
      "UPDATE identity SET token = '', channel = '', signing_key = '', register_name = 'T' || register_name",
    );
  });
  db.sql.pragma('foreign_keys = ON');
}
