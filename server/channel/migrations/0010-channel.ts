/** The channel database as it first was. */
import { appendOnly, type Migration } from '../../database/migrate.ts';

export const channel0010: Migration = {
  name: '0010-channel',
  statements: (kind) => {
    const strict = kind === 'sqlite' ? ' strict' : '';
    const whole = kind === 'sqlite' ? 'integer' : 'bigint';
    const flag = (name: string): string => `${name} ${whole} not null check (${name} in (0, 1))`;
    return [
      `create table device (register text primary key, name text not null, store text not null, token_hash text not null unique,
        activated_at text not null, ${flag('active')})${strict}`,
      `create table entry (register text not null, hash text not null, content text not null, received_at text not null,
        primary key (register, hash))${strict}`,
      ...appendOnly(kind, 'entry'),
      `create table damaged_entry (register text not null, hash text not null, found text not null, content text not null,
        received_at text not null, primary key (register, hash, found))${strict}`,
      ...appendOnly(kind, 'damaged_entry'),
      `create table link (register text not null, hash text not null, number ${whole} not null, previous text not null,
        ${flag('standing')}, ${flag('head')}, primary key (register, hash))${strict}`,
      'create index link_number on link (register, number)',
      'create index link_head on link (register) where head = 1',
      'create index link_waiting on link (register) where standing = 0',
      `create table chain (register text primary key, entries ${whole} not null, standing ${whole} not null, highest ${whole} not null,
        ${flag('branched')})${strict}`,
      `create table answer (register text not null, hash text not null, cursor ${whole} not null, body text not null,
        primary key (register, hash))${strict}`,
      'create index answer_cursor on answer (register, cursor)',
      `create table job (job text primary key, version ${whole} not null, floor ${whole} not null)${strict}`,
      `create table feed_row (job text not null, id text not null, version ${whole} not null, ${flag('deleted')}, body text not null,
        primary key (job, id))${strict}`,
      'create index feed_row_version on feed_row (job, version)',
      `create table staged_row (job text not null, id text not null, ${flag('deleted')}, body text not null, primary key (job, id))${strict}`,
      `create table setting (name text primary key, value ${whole} not null)${strict}`,
    ];
  },
};
