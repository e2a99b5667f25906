/** The rows of stores, of master data, of the jobs that hand it out, and of the parameters' versions. */
import type { Generated, Selectable } from 'kysely';
import type { JobId } from '../../shared/feed.ts';
import type { Instant, StoreId } from '../../shared/identity.ts';
import type { Currency } from '../../shared/money.ts';

type Flag = 0 | 1;

/** `time_zone`: IANA name; null is UTC. */
export type StoreTable = {
  id: StoreId;
  channel: string;
  currency: Currency;
  name_json: string;
  time_zone: string | null;
};

/** A row of master data: as edited and, once its job ran, as handed out. */
export type MasterTable = {
  job: JobId;
  id: string;
  body_json: string;
  deleted: Flag;
  waiting: Flag;
  version: number;
  published_json: string | null;
  published_deleted: Flag;
  /** Grows with each save. */
  revision: Generated<number>;
  /** All its texts in small letters; null for a row that was saved by an older version. */
  search: string | null;
};
export type JobTable = { job: JobId; version: number; full_version: number };
export type JobRunRecord = {
  id: string;
  job: JobId;
  version: number;
  at: Instant;
  by: string;
  is_full: Flag;
  rows: number;
  bytes: Generated<number>;
  ms: Generated<number>;
};
export type JobRunTable = Selectable<JobRunRecord>;
export type JobScheduleTable = {
  job: JobId;
  every_minutes: number | null;
  daily_at: string | null;
  next_at: Instant;
  set_at: Instant;
  set_by: string;
};
export type JobRunChannelTable = { run: string; channel: string; applied_at: Instant };
export type ParameterVersionTable = {
  version: number;
  body_json: string;
  saved_at: Instant;
  saved_by: string;
  applied_at: Instant | null;
  /** Version of job 1110 that first carried it. */
  job_version: number | null;
};
