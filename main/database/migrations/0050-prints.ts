/** Papers that wait for the printer, sealed by the key store: a voucher's number lies nowhere in clear. */
import type { Migration } from './migration.ts';

export const prints: Migration = {
  version: 50,
  sql: `
CREATE TABLE print_job (
  place INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  at TEXT NOT NULL,
  sealed TEXT NOT NULL
) STRICT;
`,
};
