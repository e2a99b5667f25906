/** The distribution jobs as applied here: version, when, and which generation of products is current. */
import type { JobId } from '../../shared/feed.ts';
import type { Instant } from '../../shared/identity.ts';
import { one, run, type Connection } from './statement.ts';
import type { Writer } from './transaction.ts';

export type Applied = { readonly job: JobId; readonly version: number; readonly full: boolean };

export type AppliedJob = {
  readonly version: number;
  readonly applied: Instant;
  readonly full: 0 | 1;
  readonly generation: number;
};

/** What is known of an applied job. */
export const readJob = (db: Connection, job: JobId): AppliedJob | undefined =>
  one<AppliedJob>(db, 'SELECT version, applied, full, generation FROM job WHERE job = ?', [job]);

/** The generation of a job's rows that counts. */
export const currentGeneration = (db: Connection, job: JobId): number =>
  readJob(db, job)?.generation ?? 0;

/** Forgets that the job was ever applied. */
export const forgetJob = (db: Writer, job: JobId): number =>
  run(db, 'DELETE FROM job WHERE job = ?', [job]);

/** Makes a staged version the applied one. */
export function saveJob(db: Writer, stage: Applied, applied: Instant, generation: number): void {
  run(
    db,
    `INSERT INTO job (job, version, applied, full, generation) VALUES ($job, $version, $applied, $full, $generation)
     ON CONFLICT (job) DO UPDATE SET version = $version, applied = $applied, full = $full, generation = $generation`,
    { ...stage, full: stage.full ? 1 : 0, applied, generation },
  );
}
