/** Brings a database file to the shape that this program knows. */
import { rmSync } from 'node:fs';
import { assert, done, fail, type Result } from '../../shared/fault.ts';
import { first } from './migrations/0010-first.ts';
import { shifts } from './migrations/0020-shifts.ts';
import { goods } from './migrations/0030-goods.ts';
import { cards } from './migrations/0040-cards.ts';
import { prints } from './migrations/0050-prints.ts';
import { journalRows } from './migrations/0060-journal.ts';
import { handovers } from './migrations/0070-handovers.ts';
import { cardOriginals } from './migrations/0080-card-originals.ts';
import { growth } from './migrations/0090-growth.ts';
import { unanswered } from './migrations/0100-unanswered.ts';
import type { Migration } from './migrations/migration.ts';
import { one, run, type Connection } from './statement.ts';
import { transaction } from './transaction.ts';

export const migrations: readonly Migration[] = [
  first,
  shifts,
  goods,
  cards,
  prints,
  journalRows,
  handovers,
  cardOriginals,
  growth,
  unanswered,
];

/** The schema version of the file, 0 for an empty one. */
export const schemaVersion = (db: Connection): number =>
  one<{ user_version: number }>(db, 'PRAGMA user_version')?.user_version ?? 0;

const newestOf = (steps: readonly Migration[]): number => steps.at(-1)?.version ?? 0;

/** A file that a newer program wrote: database.newer. */
export function refuseNewer(
  db: Connection,
  steps: readonly Migration[] = migrations,
): Result<void> {
  const version = schemaVersion(db);
  const known = newestOf(steps);
  return version > known ? fail('database.newer', { version, known }) : done;
}

/** Where the copy from before a migration lies. */
export const copyBefore = (file: string, version: number): string => `${file}.before-${version}`;

/**
 * Runs the steps that the file lacks, each in one transaction with its version, after a copy of the file as it was. A file from the future
 * is refused untouched: database.newer. A step that fails throws and leaves the file at the step before.
 */
export function migrate(
  db: Connection,
  file: string,
  steps: readonly Migration[] = migrations,
): Result<void> {
  const known = refuseNewer(db, steps);
  if (!known.ok) return known;
  const version = schemaVersion(db);
  const newest = newestOf(steps);
  const missing = steps.filter((step) => step.version > version);
  if (missing.length > 0 && version > 0) {
    const copy = copyBefore(file, newest);
    rmSync(copy, { force: true });
    run(db, 'VACUUM INTO ?', [copy]);
  }
  for (const step of missing) {
    transaction(db, () => {
      db.sql.exec(step.sql);
      db.sql.pragma(`user_version = ${step.version}`);
    });
  }
  assert(schemaVersion(db) === newest, 'the file has the newest shape');
  return done;
}
