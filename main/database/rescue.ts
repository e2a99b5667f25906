/**
 * What a dead register's disk still tells of its journal: entries that headquarters has not answered, from the witness file and, where its key can be
 * had, from the database. Nothing on the disk is changed.
 */
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { isEntryIntact, type Entry } from '../../shared/entry.ts';
import { fail, ok, type Result } from '../../shared/fault.ts';
import { readFrame } from '../../shared/wire/entry.ts';
import { copiesOf } from './backup.ts';
import { connect } from './connection.ts';
import { guarded } from './failure.ts';
import type { DatabaseKey } from './key.ts';
import { all, type Connection } from './statement.ts';
import { openWitness } from './witness.ts';

/** `key` null: for a plain file. */
export type RescueFrom = {
  readonly database: string;
  readonly witness: string;
  readonly key: Result<DatabaseKey | null>;
  /** Answered entries as well. */
  readonly everything: boolean;
};

/** `fromDatabase`: how many entries the database and its copies gave, or why none of them could be read. */
export type Rescued = {
  readonly entries: readonly Entry[];
  readonly fromWitness: number;
  readonly fromDatabase: Result<number>;
};

/** Reads all that can be read, in order of the numbers, each entry once. Entries whose text does not match their hash are passed over. */
export function rescueEntries(from: RescueFrom): Rescued {
  const witness = openWitness(from.witness);
  const read = witness.read();
  witness.close();
  const fromDatabase = from.key.ok ? readAll(from, from.key.value) : from.key;
  const rows = fromDatabase.ok ? fromDatabase.value : [];
  const found = new Map<string, { entry: Entry; number: number }>();
  for (const entry of [...rows, ...read]) {
    const frame = isEntryIntact(entry) ? readFrame(entry) : null;
    if (frame?.ok === true) found.set(entry.hash, { entry, number: frame.value.number });
  }
  return {
    entries: [...found.values()]
      .toSorted((one, other) => one.number - other.number)
      .map(({ entry }) => entry),
    fromWitness: read.length,
    fromDatabase: fromDatabase.ok ? ok(rows.length) : fromDatabase,
  };
}

/** The database, and when it is damaged the copies that were made of it. */
function readAll(from: RescueFrom, key: DatabaseKey | null): Result<Entry[]> {
  const files = [from.database, ...copiesOf(from.database)].filter((file) => existsSync(file));
  let failed: Result<Entry[]> = fail('database.damaged', { file: from.database });
  for (const file of files) {
    const read = readCopy(file, key, from.everything);
    if (read.ok) return read;
    failed = read;
  }
  return failed;
}

const endings = ['', '-wal'];

/** Reads a copy in a folder of its own, because opening a file folds its log in. */
function readCopy(file: string, key: DatabaseKey | null, everything: boolean): Result<Entry[]> {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-rescue-'));
  try {
    const copy = join(folder, basename(file));
    for (const ending of endings)
      if (existsSync(file + ending)) copyFileSync(file + ending, copy + ending);
    return guarded(() => {
      const sql = connect(copy, key);
      try {
        return ok(journalOf({ sql }, everything));
      } finally {
        sql.close();
      }
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const journalOf = (db: Connection, everything: boolean): Entry[] =>
  all<Entry>(
    db,
    `SELECT hash, content FROM journal
     ${everything ? '' : 'WHERE NOT EXISTS (SELECT 1 FROM answer WHERE answer.hash = journal.hash)'}
     ORDER BY number, place`,
  );
