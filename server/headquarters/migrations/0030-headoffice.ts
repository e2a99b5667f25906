/** Master data and its jobs, parameters, accounts, audit, settings. */
import { appendOnly, type Migration } from '../../database/migrate.ts';

export const headOffice: Migration = {
  name: '0030-headoffice',
  statements: (kind) => [
    `create table master (
      job text not null,
      id text not null,
      body_json text not null,
      deleted integer not null check (deleted in (0, 1)),
      waiting integer not null check (waiting in (0, 1)),
      version bigint not null,
      published_json text,
      published_deleted integer not null check (published_deleted in (0, 1)),
      primary key (job, id)
    )`,
    'create index master_version on master (job, version)',
    'create index master_waiting on master (job) where waiting = 1',
    `create table job (
      job text primary key,
      version bigint not null,
      full_version bigint not null
    )`,
    `insert into job (job, version, full_version) values ('1040', 0, 0), ('1060', 0, 0), ('1070', 0, 0), ('1110', 0, 0)`,
    `create table job_run (
      id text primary key,
      job text not null,
      version bigint not null,
      at text not null,
      "by" text not null,
      is_full integer not null check (is_full in (0, 1)),
      rows bigint not null
    )`,
    'create index job_run_at on job_run (at)',
    `create table parameter_version (
      version bigint primary key,
      body_json text not null,
      saved_at text not null,
      saved_by text not null,
      applied_at text,
      job_version bigint
    )`,
    `create table account (
      id text primary key,
      name text not null,
      role text not null check (role in ('administrator', 'finance', 'auditor')),
      password_hash text not null,
      failures integer not null,
      locked_until text
    )`,
    `create table session (
      token_hash text primary key,
      account text not null references account (id),
      csrf text not null,
      expires text not null
    )`,
    `create table audit (
      number bigint primary key,
      at text not null,
      account text not null,
      second text,
      act text not null,
      detail text not null
    )`,
    ...appendOnly(kind, 'audit'),
    `create table setting (name text primary key, value text not null)`,
  ],
};
