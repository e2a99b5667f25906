/** Receipts by e-mail that did not go out are listed, tried again and given up by persons. */
import type { Migration } from '../../database/migrate.ts';

export const mailCare: Migration = {
  name: '0210-mailcare',
  statements: () => [
    'alter table mail add column given_up_at text',
    'alter table mail add column given_up_by text',
    'alter table mail add column given_up_note text',
    "create index mail_failed on mail (asked_at, entry) where state = 'failed' and given_up_at is null",
    "create index mail_waiting on mail (asked_at, entry) where state = 'waiting'",
    'create index mail_given_up on mail (asked_at, entry) where given_up_at is not null',
  ],
};
