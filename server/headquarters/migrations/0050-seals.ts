/** The audit's chain of seals, and failures counted by who failed and from where. */
import { appendOnly, type Migration } from '../../database/migrate.ts';

export const seals: Migration = {
  name: '0050-seals',
  statements: (kind) => [
    `create table audit_seal (
      number bigint primary key references audit (number),
      hash text not null
    )`,
    ...appendOnly(kind, 'audit_seal'),
    `create table audit_head (
      one integer primary key check (one = 1),
      number bigint not null,
      hash text not null,
      mark text not null
    )`,
    `create table failure (
      kind text not null check (kind in ('account', 'activation')),
      subject text not null,
      address text not null,
      failures bigint not null,
      last_at text,
      locked_until text,
      succeeded_at text,
      primary key (kind, subject, address)
    )`,
    'create index failure_last on failure (last_at)',
  ],
};
