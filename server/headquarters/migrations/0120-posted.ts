/** Posted sales in the order of their posting, for exports of a period. */
import type { Migration } from '../../database/migrate.ts';

export const posted: Migration = {
  name: '0120-posted',
  statements: () => [
    'create index entry_posted on entry (posted_at, register, hash) where sale is not null',
  ],
};
