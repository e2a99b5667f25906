import type { Migration } from './migration.ts';

/**
 * Shifts, and a journal that takes every kind of entry there will be: its first shape listed the kinds, and a list in a CHECK can only be
 * left behind with the table. The rows that refer to the journal find theirs again before the transaction ends.
 */
export const shifts: Migration = {
  version: 20,
  sql: `
PRAGMA defer_foreign_keys = ON;

CREATE TABLE journal_old AS SELECT * FROM journal;
DROP TABLE journal;
CREATE TABLE journal (
  place INTEGER PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE,
  number INTEGER NOT NULL CHECK (number >= 1),
  incarnation INTEGER NOT NULL CHECK (incarnation >= 0),
  at TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind <> ''),
  value INTEGER NOT NULL,
  covers INTEGER NOT NULL CHECK (covers IN (0, 1)),
  content TEXT NOT NULL
) STRICT;
INSERT INTO journal SELECT place, hash, number, incarnation, at, kind, value, covers, content FROM journal_old;
DROP TABLE journal_old;
CREATE INDEX journal_number ON journal (number);
CREATE INDEX journal_loose ON journal (place) WHERE covers = 0;

CREATE TRIGGER journal_follow AFTER INSERT ON journal BEGIN
  INSERT INTO journal_head (hash)
    SELECT NEW.hash WHERE NOT EXISTS (SELECT 1 FROM journal_previous WHERE previous = NEW.hash);
  INSERT INTO journal_pending (place, number, at, kind, value)
    VALUES (NEW.place, NEW.number, NEW.at, NEW.kind, NEW.value);
END;
CREATE TRIGGER journal_no_replace BEFORE INSERT ON journal
  WHEN EXISTS (SELECT 1 FROM journal WHERE hash = NEW.hash OR place = NEW.place)
  BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
  BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
  BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

-- The state of each shift, as its entries left it.
CREATE TABLE shift (
  id TEXT NOT NULL PRIMARY KEY,
  number INTEGER NOT NULL CHECK (number >= 1),
  state TEXT NOT NULL CHECK (state IN ('open', 'suspended', 'blindClosed', 'closed')),
  opened_at TEXT NOT NULL,
  opened_by TEXT NOT NULL,
  currency TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  changed_by TEXT NOT NULL,
  -- What was counted last, and the place of that entry: money that moved after it makes the count old.
  declared TEXT,
  declared_place INTEGER,
  closing TEXT REFERENCES journal (hash),
  CHECK ((state = 'closed') = (closing IS NOT NULL)),
  CHECK ((declared IS NULL) = (declared_place IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX shift_number ON shift (number);
CREATE INDEX shift_state ON shift (state) WHERE state <> 'closed';

-- Which entries belong to a shift, and what each adds to its sums.
CREATE TABLE shift_entry (
  shift TEXT NOT NULL,
  place INTEGER NOT NULL,
  entry TEXT NOT NULL REFERENCES journal (hash),
  PRIMARY KEY (shift, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE shift_sum (
  shift TEXT NOT NULL,
  what TEXT NOT NULL,
  place INTEGER NOT NULL,
  count INTEGER NOT NULL,
  amount INTEGER NOT NULL,
  PRIMARY KEY (shift, what, place)
) STRICT, WITHOUT ROWID;
`,
};
