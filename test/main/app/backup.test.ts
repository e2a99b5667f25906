import { existsSync, rmSync, statSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { keepBackups, type Backups } from '../../../main/app/backup.ts';
import { backupPath } from '../../../main/database/backup.ts';
import { closeOpenCart, saveOpenCart } from '../../../main/database/carts.ts';
import type { Database } from '../../../main/database/open.ts';
import { writeSetting } from '../../../main/database/settings.ts';
import type { Result } from '../../../shared/fault.ts';
import { clock, openActivated } from '../database/file.ts';
import { handTimers } from '../sync/handtime.ts';
import { emptyCart } from '../../shared/sample.ts';

const minute = 60_000;
let db: Database;
let told: Result<void>[];
let backups: Backups;
const time = { running: 0 };
const timers = handTimers(time);

beforeEach(() => {
  db = openActivated();
  told = [];
  backups = keepBackups({
    db,
    clock: { now: clock.now, running: () => time.running },
    timers,
    told: (result) => told.push(result),
  });
});
afterEach(() => backups.stop());

/** Lets the time pass, and a copy that was begun come to its end; whether there was one. */
async function copied(ms: number): Promise<boolean> {
  const copy = backupPath(db.file);
  rmSync(copy, { force: true });
  await timers.advance(ms);
  await expect.poll(() => backups.isBusy(), { timeout: 10_000 }).toBe(false);
  return existsSync(copy) && statSync(copy).size > 0;
}

it('copies soon after the start, then no more than once an hour and only what is new', async () => {
  expect(await copied(minute)).toBe(true);
  expect(await copied(3 * 60 * minute)).toBe(false);
  writeSetting(db, 'theme', 'dark');
  expect(await copied(minute)).toBe(true);
  writeSetting(db, 'theme', 'light');
  expect(await copied(30 * minute)).toBe(false);
  expect(await copied(31 * minute)).toBe(true);
  expect(told.every((result) => result.ok)).toBe(true);
});

it('waits while a sale is open, and until the counter has rested', async () => {
  saveOpenCart(db, emptyCart);
  expect(await copied(2 * 60 * minute)).toBe(false);
  closeOpenCart(db);
  await Promise.resolve();
  expect(await copied(1000)).toBe(false);
  expect(await copied(minute)).toBe(true);
});

it('tells what keeps it from a copy', async () => {
  rmSync(db.file, { force: true });
  await copied(minute);
  expect(told).toMatchObject([{ ok: false }]);
});

it('ends', async () => {
  backups.stop();
  expect(await copied(24 * 60 * minute)).toBe(false);
});
