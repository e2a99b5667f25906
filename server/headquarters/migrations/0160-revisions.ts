/** Master data that two people may edit at once, and that is searched for. */
import type { Migration } from '../../database/migrate.ts';

export const revisions: Migration = {
  name: '0160-revisions',
  statements: () => [
    'alter table master add column revision bigint not null default 1',
    // Text of rows from before is empty until they are saved again; they are found by their whole body.
    'alter table master add column search text',
    'create index master_deleted on master (job, deleted, id)',
  ],
};
