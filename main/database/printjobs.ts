/** Papers that wait for the printer. Sealed, because a voucher carries its memo's number. */
import type { Instant } from '../../shared/identity.ts';
import type { Paper } from '../../shared/receipt.ts';
import { one, run, type Connection } from './statement.ts';
import { transaction, type Writer } from './transaction.ts';

export type PrintJob = {
  readonly place: number;
  readonly kind: Paper['kind'];
  readonly at: Instant;
  readonly sealed: string;
};

/** Adds papers at the end, all or none. */
export function addPrintJobs(db: Writer, jobs: readonly Omit<PrintJob, 'place'>[]): void {
  transaction(db, () => {
    for (const job of jobs) {
      run(db, 'INSERT INTO print_job (kind, at, sealed) VALUES (?, ?, ?)', [
        job.kind,
        job.at,
        job.sealed,
      ]);
    }
  });
}

/** The paper whose turn it is. */
export const nextPrintJob = (db: Connection): PrintJob | null =>
  one<PrintJob>(db, 'SELECT place, kind, at, sealed FROM print_job ORDER BY place LIMIT 1') ?? null;

export const dropPrintJob = (db: Writer, place: number): void => {
  transaction(db, () => run(db, 'DELETE FROM print_job WHERE place = ?', [place]));
};

/** Forgets receipts from before the instant: their customers are gone, and they can be printed again. Vouchers and reports stay. */
export const dropOldReceipts = (db: Writer, before: Instant): void => {
  transaction(db, () =>
    run(db, "DELETE FROM print_job WHERE kind = 'receipt' AND at < ?", [before]),
  );
};

/** How many papers wait. */
export const countPrintJobs = (db: Connection): number =>
  one<{ count: number }>(db, 'SELECT count(*) AS count FROM print_job')?.count ?? 0;
