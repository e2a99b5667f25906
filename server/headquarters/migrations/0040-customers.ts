/** Customers travel down by a job of their own. */
import type { Migration } from '../../database/migrate.ts';

export const customers: Migration = {
  name: '0040-customers',
  statements: () => [`insert into job (job, version, full_version) values ('1010', 0, 0)`],
};
