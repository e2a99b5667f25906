/** The PIN of a card that is being issued waits with its lock until the sale is posted; only its hash is kept. */
import type { Migration } from '../../database/migrate.ts';

export const newPins: Migration = {
  name: '0170-newpins',
  statements: () => [`alter table "lock" add column pin_hash text`],
};
