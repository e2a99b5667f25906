/** Opens the offline database: one process, sound, of the newest shape; a damaged one is set aside and restored. */
import { existsSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import type BetterSqlite3 from 'better-sqlite3';
import { fail, ok, type Result } from '../../shared/fault.ts';
import type { Clock, Instant } from '../../shared/identity.ts';
import { lastGoodCopy, restoreCopy, setAside } from './backup.ts';
import { makeChanged, type Changed } from './changed.ts';
import { connect, isSound } from './connection.ts';
import { guarded } from './failure.ts';
import { takeGuard, type Guard } from './guard.ts';
import { migrate, schemaVersion } from './migrate.ts';
import { recover } from './recovery.ts';
import { clearStage } from './stage.ts';
import type { Connection } from './statement.ts';
import { makeTurn, type Turn } from './turn.ts';
import { stopWorkers } from './workers.ts';

/** What was found at the opening. `restoredFrom`: the copy that replaced a damaged file, which lies at `setAside`. */
export type Opened = {
  readonly checkedAt: Instant;
  readonly sound: boolean;
  readonly restoredFrom: string | null;
  readonly setAside: string | null;
};

export type Database = {
  readonly sql: BetterSqlite3.Database;
  readonly file: string;
  readonly changed: Changed;
  readonly clock: Clock;
  readonly opened: Opened;
  readonly guard: Guard;
  readonly turn: Turn;
};

/**
 * Opens the database file, made when absent. Faults: database.inUse (another process has it), database.newer (it is from the future),
 * database.damaged (and no sound copy is there: nothing was touched), database.readOnly, database.full. After a restore the register is in
 * a new incarnation (PROTOCOL section 6).
 */
export function openDatabase(file: string, { clock }: { clock: Clock }): Result<Database> {
  const guard = takeGuard(file);
  if (!guard.ok) return guard;
  const opened = openOrRestore(file, clock);
  if (!opened.ok) guard.value.release();
  return opened.ok
    ? ok({
        ...opened.value,
        file,
        clock,
        guard: guard.value,
        changed: makeChanged(),
        turn: makeTurn(),
      })
    : opened;
}

/** Closes the file, ends its threads and lets other processes have it. */
export function closeDatabase(db: Database): void {
  db.changed.end();
  stopWorkers(db.file);
  db.sql.close();
  db.guard.release();
}

type Found = { readonly sql: BetterSqlite3.Database; readonly opened: Opened };

function openOrRestore(file: string, clock: Clock): Result<Found> {
  const isLost = isEmpty(file);
  const copy = isLost ? lastGoodCopy(file) : null;
  const found = copy === null ? openSound(file) : fail('database.damaged', { file });
  const checkedAt = clock.now();
  if (found.ok) {
    const opened: Opened = { checkedAt, sound: true, restoredFrom: null, setAside: null };
    return ok({ sql: found.value, opened });
  }
  if (found.fault.code !== 'database.damaged') return found;
  const good = copy ?? lastGoodCopy(file);
  if (good === null) return found;
  const aside = setAside(file, checkedAt);
  restoreCopy(good, file);
  const restored = openSound(file);
  if (!restored.ok) return restored;
  const recovered = recover(
    { sql: restored.value },
    { copy: { from: basename(good), aside: basename(aside) } },
  );
  if (!recovered.ok) return recovered;
  const opened: Opened = { checkedAt, sound: true, restoredFrom: good, setAside: aside };
  return ok({ sql: restored.value, opened });
}

const isEmpty = (file: string): boolean => !existsSync(file) || statSync(file).size === 0;

/** A sound file of the newest shape. Faults: database.newer, database.damaged, database.readOnly, database.full. */
const openSound = (file: string): Result<BetterSqlite3.Database> =>
  guarded(() => {
    const sql = connect(file);
    let isGood = false;
    try {
      const prepared = prepare({ sql }, file);
      isGood = prepared.ok;
      return prepared.ok ? ok(sql) : prepared;
    } finally {
      if (!isGood) sql.close();
    }
  });

function prepare(db: Connection, file: string): Result<void> {
  // A file that may not be written says so now, not at the first sale.
  db.sql.exec('BEGIN IMMEDIATE; ROLLBACK');
  if (schemaVersion(db) > 0 && !isSound(db.sql)) return fail('database.damaged', { file });
  const migrated = migrate(db, file);
  if (migrated.ok) clearStage(db);
  return migrated;
}
