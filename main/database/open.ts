/** Opens the offline database: one process, sound, of the newest shape; a damaged one is set aside and restored. */
import { existsSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import type BetterSqlite3 from 'better-sqlite3';
import { done, fail, ok, type Result } from '../../shared/fault.ts';
import type { Clock, Instant } from '../../shared/identity.ts';
import { encryptCopies, lastGoodCopy, restoreCopy, setAside } from './backup.ts';
import { borrowCatalog, openCatalog, type Catalog } from './catalogfile.ts';
import { moveProducts } from './catalogmove.ts';
import { makeChanged, type Changed } from './changed.ts';
import { connect, isSound } from './connection.ts';
import { encryptFile } from './encrypt.ts';
import { guarded } from './failure.ts';
import { takeGuard, type Guard } from './guard.ts';
import { isPlain, type DatabaseKey, type KeyPort } from './key.ts';
import { migrate, refuseNewer, schemaVersion } from './migrate.ts';
import { recover } from './recovery.ts';
import { clearStage } from './stage.ts';
import type { Connection } from './statement.ts';
import { isSuspect, suspect, trust } from './suspicion.ts';
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
  /** Null when the file is not encrypted. */
  readonly key: DatabaseKey | null;
  readonly changed: Changed;
  readonly clock: Clock;
  readonly opened: Opened;
  readonly guard: Guard;
  readonly turn: Turn;
  readonly catalog: Catalog;
};

export type OpenPorts = {
  readonly clock: Clock;
  /** The register's key; without it the file is not encrypted, as tools and tests want it that read it themselves. */
  readonly key?: KeyPort | undefined;
  /** Whose products these are; without it its own. */
  readonly catalog?: Catalog | undefined;
};

/**
 * Opens the database file, made when absent, and encrypted once when it was plain and there is a key. Faults: database.inUse (another process
 * has it), database.newer (it is from the future), database.damaged (and no sound copy is there: nothing was touched), database.readOnly,
 * database.full, keystore.lost (nothing was touched). After a restore the register is in a new incarnation (PROTOCOL section 6).
 */
export function openDatabase(file: string, ports: OpenPorts): Result<Database> {
  const guard = takeGuard(file);
  if (!guard.ok) return guard;
  const { clock } = ports;
  const isRead = isSuspect(file);
  let opened = openWithKey(file, ports);
  if (!opened.ok && opened.fault.code === 'database.damaged' && !isRead && existsSync(file)) {
    // What was not read through turned out damaged on the way.
    const marked = suspect(file);
    opened = marked.ok ? openWithKey(file, ports) : marked;
  }
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
  db.catalog.close();
  db.sql.close();
  db.guard.release();
}

/** Pages that SQLite keeps of the database, in KiB. better-sqlite3's own 16 MB fill up in a day (docs/decisions/0022). */
const pagesKept = 4_096;

type Found = { readonly sql: BetterSqlite3.Database; readonly opened: Opened };

/** Also encrypts what older programs left plain. */
const openWithKey = (
  file: string,
  { clock, key: port, catalog: other }: OpenPorts,
): Result<Found & { readonly key: DatabaseKey | null; readonly catalog: Catalog }> =>
  guarded(() => {
    const asked = port?.(file) ?? ok(null);
    if (!asked.ok) return asked;
    const key = asked.value;
    const found = openOrRestore(file, key, clock);
    if (!found.ok) return found;
    if (key !== null) encryptCopies(file, key);
    return ok({ ...found.value, key, catalog: shelve(found.value, file, { key, other }) });
  });

/** The products; when they cannot be opened the database is closed again. */
function shelve(
  { sql }: Connection,
  file: string,
  { key, other }: { readonly key: DatabaseKey | null; readonly other: Catalog | undefined },
): Catalog {
  try {
    if (other !== undefined) return borrowCatalog(other, key);
    moveProducts({ sql }, file, key);
    return openCatalog({ sql }, file, key);
  } catch (error) {
    sql.close();
    throw error;
  }
}

function openOrRestore(file: string, key: DatabaseKey | null, clock: Clock): Result<Found> {
  const isLost = isEmpty(file);
  const copy = isLost ? lastGoodCopy(file, key) : null;
  const found = copy === null ? openSound(file, key) : fail('database.damaged', { file });
  const checkedAt = clock.now();
  if (found.ok) {
    const opened: Opened = { checkedAt, sound: true, restoredFrom: null, setAside: null };
    return ok({ sql: found.value, opened });
  }
  if (found.fault.code !== 'database.damaged') return found;
  const good = copy ?? lastGoodCopy(file, key);
  if (good === null) return found;
  const aside = setAside(file, checkedAt);
  restoreCopy(good, file);
  trust(file);
  const restored = openSound(file, key);
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
const openSound = (file: string, key: DatabaseKey | null): Result<BetterSqlite3.Database> =>
  guarded(() => {
    const encrypted = key !== null && isPlain(file) ? encryptPlain(file, key) : done;
    if (!encrypted.ok) return encrypted;
    const isRead = isSuspect(file);
    const sql = connect(file, key);
    let isGood = false;
    try {
      const prepared = prepare({ sql }, file, isRead);
      isGood = prepared.ok;
      return prepared.ok ? ok(sql) : prepared;
    } finally {
      if (!isGood) sql.close();
    }
  });

function encryptPlain(file: string, key: DatabaseKey): Result<void> {
  const sql = connect(file, null);
  const known = refuseNewer({ sql });
  sql.close();
  return known.ok ? encryptFile(file, key) : known;
}

function prepare(db: Connection, file: string, isRead: boolean): Result<void> {
  db.sql.pragma(`cache_size = -${pagesKept}`);
  // A file that may not be written says so now, not at the first sale.
  db.sql.exec('BEGIN IMMEDIATE; ROLLBACK');
  if (isRead && schemaVersion(db) > 0) {
    if (!isSound(db.sql)) return fail('database.damaged', { file });
    trust(file);
  }
  const migrated = migrate(db, file);
  if (migrated.ok) clearStage(db);
  return migrated;
}
