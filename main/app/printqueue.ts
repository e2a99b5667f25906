/** Papers on their way to the printer: kept on disk until it has printed them, tried again when it cannot, so that a sale never waits. */
import { z } from 'zod';
import { done, fail, type FaultCode, type Result } from '../../shared/fault.ts';
import type { Clock } from '../../shared/identity.ts';
import type { Paper } from '../../shared/receipt.ts';
import type { Timers } from '../sync/timers.ts';
import {
  addPrintJobs,
  countPrintJobs,
  dropOldReceipts,
  dropPrintJob,
  nextPrintJob,
} from '../database/printjobs.ts';
import type { Database } from '../database/open.ts';
import { attempt } from '../database/transaction.ts';
import type { ReceiptPrinter } from '../devices/receiptprinter.ts';

export type PrintQueue = {
  /** Writes the papers down and begins to print. Faults of the disk: database.full, database.readOnly. */
  readonly papers: (papers: readonly Paper[]) => Result<void>;
  readonly drawer: () => void;
  readonly waiting: () => number;
  readonly stop: () => void;
};

export type QueueWith = {
  readonly db: Database;
  readonly printer: ReceiptPrinter;
  readonly seal: (text: string) => string;
  readonly unseal: (sealed: string) => string;
  readonly clock: Clock;
  readonly timers: Timers;
  /** Tells the cashier what failed, once for as long as it lasts. */
  readonly told: (result: Result<void>) => void;
};

const retryMs = 5000;
/** A receipt that waited longer than this is for nobody. */
const staleMs = 15 * 60_000;

const paperSchema = z.custom<Paper>(
  (value) => typeof value === 'object' && value !== null && 'parts' in value,
);

/** Goes on with what an earlier process could not print. */
export function openPrintQueue(how: QueueWith): PrintQueue {
  const { db, printer, seal, unseal, clock, timers, told } = how;
  let busy = false;
  let stopped = false;
  let failing: FaultCode | null = null;
  let forget = (): void => undefined;

  const report = (result: Result<void>): void => {
    if (result.ok) failing = null;
    else if (result.fault.code !== failing) {
      failing = result.fault.code;
      told(result);
    }
  };

  const opened = (sealed: string): Paper | null => {
    try {
      return paperSchema.parse(JSON.parse(unseal(sealed)));
    } catch {
      return null;
    }
  };

  const step = async (): Promise<boolean> => {
    const stale = new Date(Date.parse(clock.now()) - staleMs).toISOString();
    if (failing !== null) dropOldReceipts(db, stale);
    const job = nextPrintJob(db);
    if (job === null) return false;
    const paper = opened(job.sealed);
    if (paper === null) {
      // The key store of this machine was changed: the sale stands, and its receipt can be printed again.
      told(fail('keystore.missing'));
      dropPrintJob(db, job.place);
      return true;
    }
    const printed = await printer.print(paper);
    if (stopped) return false;
    report(printed);
    if (printed.ok) dropPrintJob(db, job.place);
    else forget = timers.after(retryMs, run);
    return printed.ok;
  };
  const work = async (): Promise<void> => {
    busy = true;
    forget();
    try {
      while (!stopped && (await step()));
    } finally {
      busy = false;
    }
  };
  function run(): void {
    if (!busy && !stopped) void work();
  }
  run();
  return {
    papers: (papers) =>
      attempt(db, () => {
        addPrintJobs(
          db,
          papers.map((paper) => ({
            kind: paper.kind,
            at: clock.now(),
            sealed: seal(JSON.stringify(paper)),
          })),
        );
        queueMicrotask(run);
        return done;
      }),
    drawer: () => {
      void printer.openDrawer().then((opened) => {
        if (!stopped && !opened.ok) told(opened);
      });
    },
    waiting: () => countPrintJobs(db),
    stop: () => {
      stopped = true;
      forget();
    },
  };
}
