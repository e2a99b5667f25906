/** When the offline database is copied: at quiet moments, in a thread, so that nobody at the counter ever waits for it (DESIGN section 4). */
import type { Result } from '../../shared/fault.ts';
import type { Clock } from '../../shared/identity.ts';
import { backupCatalog, backupDatabase } from '../database/backup.ts';
import { readOpenCart } from '../database/carts.ts';
import { openAsk } from '../database/locks.ts';
import type { Database } from '../database/open.ts';
import type { Timers } from '../sync/timers.ts';

export type BackupPorts = {
  readonly db: Database;
  readonly clock: Clock;
  readonly timers: Timers;
  /** Hears how each copy ended; database.inUse when the register was closed meanwhile. */
  readonly told: (result: Result<void>) => void;
};

export type Backups = { readonly isBusy: () => boolean; readonly stop: () => void };

/** Nothing was changed for so long: nobody is selling, ms. */
const rest = 20_000;
/** Between two copies at least, ms. */
const pause = 3_600_000;

/** Copies soon after the start, and from then on at most once an hour what has changed since. */
export function keepBackups({ db, clock, timers, told }: BackupPorts): Backups {
  let changedAt = clock.running();
  let copiedAt: number | null = null;
  let isStale = true;
  let isBusy = false;
  const unwatch = db.changed.watch(() => {
    changedAt = clock.running();
    isStale = true;
  });

  const isDue = (): boolean => {
    const now = clock.running();
    return (
      isStale &&
      !isBusy &&
      now - changedAt >= rest &&
      (copiedAt === null || now - copiedAt >= pause) &&
      readOpenCart(db) === null &&
      openAsk(db) === null
    );
  };
  const copy = async (): Promise<void> => {
    isBusy = true;
    isStale = false;
    copiedAt = clock.running();
    const copied = await backupDatabase(db);
    const shelved = copied.ok ? await backupCatalog(db) : copied;
    isBusy = false;
    isStale ||= !shelved.ok;
    told(shelved);
  };
  const look = (): void => {
    if (isDue()) void copy();
    cancel = timers.after(rest, look);
  };
  let cancel = timers.after(rest, look);
  return {
    isBusy: () => isBusy,
    stop: () => {
      unwatch();
      cancel();
    },
  };
}
