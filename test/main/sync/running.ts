/** A register's worker at work against a channel on loopback, with a pace that fits a test. */
import { expect } from 'vitest';
import { defaultParameters } from '../../../shared/parameters.ts';
import type { Hold } from '../../../shared/lock.ts';
import { applyFeed } from '../../../main/database/feed.ts';
import { createWorker, type Worker } from '../../../main/sync/worker.ts';
import { openStand, type Stand } from './channelstand.ts';
import { openTill, type Till } from './till.ts';

export type Running = {
  readonly till: Till;
  readonly stand: Stand;
  /** The worker of the last start. */
  readonly worker: () => Worker;
  /** Ends the worker and makes the next one, as after a restart of the process. */
  readonly restart: () => Promise<Worker>;
  readonly until: (what: () => boolean) => Promise<void>;
  readonly online: () => Promise<void>;
  /** Makes headquarters grant whatever is wanted. */
  readonly grantAll: (hold: Hold) => ReturnType<Stand['answerHold']>;
  readonly stop: () => Promise<void>;
};

const offlineProfile = {
  timeout: 500,
  retries: 1,
  heartbeat: 100,
  reconnect: 100,
  slow: 400,
  goodHeartbeats: 2,
};

export async function openRunning(): Promise<Running> {
  const till = openTill();
  const stand = await openStand();
  const alarms: unknown[] = [];
  const started = performance.now();
  const start = Date.parse(stand.beat.time);
  const clock = {
    now: () => new Date(start + performance.now() - started).toISOString(),
    running: () => performance.now(),
  };
  const body = { ...defaultParameters, version: 1, offlineProfile };
  const rows = [{ id: 'parameters', deleted: false, body }];
  const page = { job: '1110', version: 1, full: true, rows, next: null } as const;
  expect(await applyFeed(till.db, page)).toMatchObject({ ok: true });
  const make = (): Worker =>
    createWorker({
      ...till,
      clock,
      token: () => 'token',
      channel: stand.url,
      version: '1.0.0',
      alarm: (activity, error) => alarms.push(`${activity}: ${String(error)}`),
    });
  let worker = make();
  const until = async (what: () => boolean): Promise<void> => {
    await expect.poll(what, { timeout: 10_000, interval: 5 }).toBe(true);
  };
  return {
    till,
    stand,
    worker: () => worker,
    restart: async () => {
      await worker.stop();
      worker = make();
      return worker;
    },
    until,
    online: async () => {
      worker.start();
      await until(() => worker.link().state === 'online');
    },
    grantAll: (hold) => ({
      epoch: 1,
      results: Object.fromEntries(
        hold.wants.map(({ request }) => [
          request,
          { state: 'granted', grant: till.grant(request) },
        ]),
      ),
    }),
    stop: async () => {
      await worker.stop();
      await stand.close();
      till.close();
      expect(alarms).toEqual([]);
    },
  };
}
