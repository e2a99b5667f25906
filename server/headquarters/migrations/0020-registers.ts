/** Stores, channels, registers, their entries and the answers to them. */
import type { Migration } from '../../database/migrate.ts';

export const registers: Migration = {
  name: '0020-registers',
  statements: () => [
    `create table channel (
      id text primary key,
      name text not null,
      token_hash text not null unique,
      resets bigint not null,
      answered bigint not null,
      last_contact text,
      versions_json text not null,
      parameter_version bigint
    )`,
    `create table store (
      id text primary key,
      channel text not null references channel (id),
      currency text not null,
      name_json text not null
    )`,
    `create table register (
      id text primary key,
      name text not null unique,
      store text not null references store (id),
      active integer not null check (active in (0, 1)),
      activated_at text,
      token_hash text,
      incarnation bigint not null,
      last_seq bigint,
      last_id text,
      wants_json text not null,
      head_hash text,
      head_number bigint,
      awaited integer not null check (awaited in (0, 1)),
      abandoned_epoch bigint not null,
      last_contact text,
      status_json text,
      clock_ahead bigint,
      inquiry_failures integer not null,
      inquiry_since text,
      messages bigint not null
    )`,
    `create table activation (
      code_hash text primary key,
      register text not null references register (id),
      expires text not null,
      used_at text
    )`,
    `create table entry (
      hash text not null,
      register text not null references register (id),
      number bigint not null check (number >= 1),
      content text not null,
      state text not null check (state in ('waiting', 'posted', 'parked')),
      is_head integer not null check (is_head in (0, 1)),
      sale text,
      receipt text,
      total bigint,
      received_at text not null,
      posted_at text,
      primary key (register, hash)
    )`,
    'create index entry_number on entry (register, number)',
    'create index entry_sale on entry (sale) where sale is not null',
    `create index entry_waiting on entry (register, number) where state = 'waiting'`,
    `create index entry_parked on entry (register) where state = 'parked'`,
    'create index entry_heads on entry (register) where is_head = 1',
    `create table damaged_entry (
      register text not null references register (id),
      hash text not null,
      found text not null,
      received_at text not null,
      primary key (register, hash, found)
    )`,
    `create table entry_link (
      child text not null,
      parent text not null,
      register text not null,
      missing integer not null check (missing in (0, 1)),
      primary key (register, child, parent),
      foreign key (register, child) references entry (register, hash)
    )`,
    'create index entry_link_parent on entry_link (register, parent)',
    'create index entry_link_missing on entry_link (register) where missing = 1',
    `create table answer (
      channel text not null references channel (id),
      number bigint not null,
      entry text not null,
      register text not null,
      entry_number bigint not null,
      state text not null,
      amounts_json text not null,
      at text not null,
      primary key (channel, number),
      unique (register, entry),
      foreign key (register, entry) references entry (register, hash)
    )`,
  ],
};
