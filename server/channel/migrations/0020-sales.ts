/** Sales of the channel's stores, as registers ask for them, and what came back of each. */
import type { Migration } from '../../database/migrate.ts';

export const channel0020: Migration = {
  name: '0020-sales',
  statements: (kind) => {
    const strict = kind === 'sqlite' ? ' strict' : '';
    const whole = kind === 'sqlite' ? 'integer' : 'bigint';
    return [
      // Entries that nobody has looked into yet: filled when they come, emptied beside the registers' way.
      `create table unread_entry (register text not null, hash text not null, primary key (register, hash))${strict}`,
      'insert into unread_entry (register, hash) select register, hash from entry',
      `create table sale (register text not null, hash text not null, store text not null, receipt text not null, sequence ${whole} not null,
        kind text not null, at text not null, cashier text not null, currency text not null, total ${whole} not null,
        lines ${whole} not null, tenders text not null, offline ${whole} not null check (offline in (0, 1)),
        primary key (register, hash))${strict}`,
      'create index sale_newest on sale (store, at, hash)',
      'create index sale_receipt on sale (store, receipt)',
      'create index sale_sequence on sale (store, sequence)',
      'create index sale_total on sale (store, total, at)',
      `create table sale_return (sale text not null, line ${whole} not null, store text not null, register text not null,
        receipt text not null, receipt_line ${whole} not null, quantity ${whole} not null, paid ${whole} not null, tax ${whole} not null,
        primary key (sale, line))${strict}`,
      'create index sale_return_receipt on sale_return (store, receipt)',
    ];
  },
};
