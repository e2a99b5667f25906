/** Shifts of registers with their sums as posted, and what came back of sold lines. */
import type { Migration } from '../../database/migrate.ts';

export const shifts: Migration = {
  name: '0060-shifts',
  statements: () => [
    `create table shift (
      register text not null,
      id text not null,
      number bigint not null,
      state text not null check (state in ('open', 'suspended', 'blindClosed', 'closed')),
      currency text not null,
      opened_at text not null,
      opened_by text not null,
      changed_at text not null,
      changed_by text not null,
      entry text,
      entry_number bigint,
      closed_json text,
      exception text,
      primary key (register, id)
    )`,
    'create index shift_number on shift (register, number)',
    `create table shift_sum (
      register text not null,
      shift text not null,
      what text not null,
      count bigint not null,
      amount bigint not null,
      primary key (register, shift, what)
    )`,
    `create table returned_line (
      sale text not null,
      line bigint not null,
      store text not null,
      receipt text not null,
      receipt_line bigint not null,
      quantity bigint not null,
      amount bigint not null,
      primary key (sale, line)
    )`,
    'create index returned_line_receipt on returned_line (store, receipt, receipt_line)',
    'create index entry_receipt on entry (receipt)',
  ],
};
