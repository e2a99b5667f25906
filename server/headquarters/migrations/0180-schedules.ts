/** When distribution jobs run by themselves, what a run carried, and which channel has applied it. */
import type { Migration } from '../../database/migrate.ts';

export const schedules: Migration = {
  name: '0180-schedules',
  statements: () => [
    'alter table job_run add column bytes bigint not null default 0',
    'alter table job_run add column ms bigint not null default 0',
    'create index job_run_job on job_run (job, version)',
    `create table job_schedule (
      job text primary key,
      every_minutes bigint,
      daily_at text,
      next_at text not null,
      set_at text not null,
      set_by text not null,
      check ((every_minutes is null) <> (daily_at is null))
    )`,
    `create table job_run_channel (
      run text not null references job_run (id),
      channel text not null references channel (id),
      applied_at text not null,
      primary key (run, channel)
    )`,
    'alter table channel add column failure_json text',
  ],
};
