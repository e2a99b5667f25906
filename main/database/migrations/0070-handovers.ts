import type { Migration } from './migration.ts';

/** Suspended sales on their way to another register of the store, and those that came from one. */
export const handovers: Migration = {
  version: 70,
  sql: `
-- given: no longer a cart here, kept until the other register has it. taken: it came here; the row stays, so that it never comes twice.
CREATE TABLE handover (
  id TEXT NOT NULL PRIMARY KEY,
  state TEXT NOT NULL CHECK (state IN ('given', 'taken')),
  sale TEXT NOT NULL,
  other TEXT NOT NULL,
  at TEXT NOT NULL,
  suspended_at TEXT NOT NULL,
  suspended_by TEXT NOT NULL,
  body TEXT,
  CHECK ((state = 'given') = (body IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX handover_sale ON handover (sale, at);
`,
};
