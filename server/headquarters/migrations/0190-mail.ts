/** Receipts that wait to be sent by e-mail, and what became of them. One row for each entry that asked. */
import type { Migration } from '../../database/migrate.ts';

export const mail: Migration = {
  name: '0190-mail',
  statements: () => [
    `create table mail (
      entry text primary key,
      register text not null,
      receipt text not null,
      address text not null,
      paper_json text not null,
      state text not null check (state in ('waiting', 'sent', 'failed')),
      tries bigint not null,
      due_at text not null,
      asked_at text not null,
      ended_at text,
      error text
    )`,
    "create index mail_due on mail (due_at) where state = 'waiting'",
  ],
};
