import { afterEach, beforeEach, expect, it } from 'vitest';
import { fault } from '../../../shared/fault.ts';
import { channelPaths } from '../../../shared/wire/register.ts';
import { findProduct } from '../../../main/database/catalog.ts';
import { jobVersions } from '../../../main/database/feed.ts';
import { pendingEntries } from '../../../main/database/journal.ts';
import { staffConfirmed } from '../../../main/database/people.ts';
import type { Worker } from '../../../main/sync/worker.ts';
import type { Stand } from './channelstand.ts';
import { openRunning, type Running } from './running.ts';
import type { Till } from './till.ts';
import { product } from '../../shared/sample.ts';

let running: Running;
let till: Till;
let stand: Stand;
const worker = (): Worker => running.worker();
const until = async (what: () => boolean): Promise<void> => running.until(what);

beforeEach(async () => {
  running = await openRunning();
  ({ till, stand } = running);
});
afterEach(async () => running.stop());

it('comes online by itself, and asks for HAVE before its first HOLD', async () => {
  await running.online();
  await until(() => stand.holds.length === 1);
  expect(stand.calls.indexOf(channelPaths.push)).toBeLessThan(
    stand.calls.indexOf(channelPaths.hold),
  );
  expect(stand.statuses[0]).toMatchObject({
    pending: 0,
    head: null,
    version: '1.0.0',
    versions: { '1110': 1 },
  });
  expect(Math.abs(worker().status().clockAhead ?? Infinity)).toBeLessThan(60_000);
});

it('loses the line in the middle of a sale and finds it again, sending everything', async () => {
  await running.online();
  const seen: string[] = [];
  worker().watchLink((link) => seen.push(link.state));
  for (const path of Object.values(channelPaths)) stand.always.set(path, 'reset');
  await until(() => worker().link().state === 'offline');
  await until(() => worker().link().nextTry !== null);
  expect(worker().link().lostAt).toBeGreaterThan(0);
  till.sell(1500);
  const entry = till.commit();
  worker().wake();
  stand.always.clear();
  await until(() => worker().link().state === 'online' && stand.entries.has(entry.hash));
  expect(worker().link().lostAt).toBeNull();
  expect([seen[0], seen.at(-1)]).toEqual(['offline', 'online']);
});

it('knows the real-time service apart: entries still travel without it', async () => {
  await running.online();
  stand.beat = { ...stand.beat, realtime: false };
  await until(() => worker().link().state === 'realtimeDown');
  till.sell(1500);
  const entry = till.commit();
  worker().wake();
  await until(() => stand.entries.has(entry.hash));
  expect(await worker().inquire({ kind: 'giftCard', number: '6001234567890017' })).toMatchObject({
    fault: { code: 'instrument.offline' },
  });
  const change = { staff: '101', pin: '2468', pinHash: 'scrypt$2$1$1$aaaa$bbbb' };
  expect(await worker().changePin(change)).toMatchObject({ fault: { code: 'operation.offline' } });
  stand.beat = { ...stand.beat, realtime: true };
  await until(() => worker().link().state === 'online');
  expect(await worker().inquire({ kind: 'giftCard', number: '6001234567890017' })).toMatchObject({
    ok: true,
    value: { balance: 2500, last4: '0017' },
  });
  expect(await worker().changePin(change)).toMatchObject({ value: { version: 7 } });
  expect(staffConfirmed(till.db)).not.toBeNull();
});

it('stays disconnected by hand, over a restart too, and calls nobody', async () => {
  await running.online();
  worker().disconnect('Mei Lin');
  expect(worker().link()).toMatchObject({ state: 'byHand', byHand: 'Mei Lin' });
  expect(await worker().syncNow()).toMatchObject({ fault: { code: 'channel.disconnected' } });
  (await running.restart()).start();
  const calls = stand.calls.length;
  till.sell(1500);
  till.commit();
  worker().wake();
  expect(await worker().syncNow()).toMatchObject({ fault: { code: 'channel.disconnected' } });
  expect([worker().link().state, stand.calls.length]).toEqual(['byHand', calls]);
  worker().connect();
  await until(() => worker().link().state === 'online' && stand.entries.size === 1);
});

it('pulls a job in pages when the heartbeat names a newer version', async () => {
  await running.online();
  const row = (id: string): { id: string; deleted: boolean; body: unknown } => ({
    id,
    deleted: false,
    body: product(id, 500),
  });
  stand.pages.push(
    { job: '1040', version: 3, full: true, rows: [row('mug')], next: '1' },
    { job: '1040', version: 3, full: true, rows: [row('cup')], next: null },
  );
  stand.beat = { ...stand.beat, versions: { '1110': 1, '1040': 3 } };
  await until(() => jobVersions(till.db)['1040'] === 3);
  expect([findProduct(till.db, 'mug')?.price, findProduct(till.db, 'cup')?.price]).toEqual([
    500, 500,
  ]);
});

it('does not ask at every heartbeat for a job that it cannot read', async () => {
  await running.online();
  const rows = [{ id: 'mug', deleted: false, body: { price: 'much' } }];
  stand.pages.push({ job: '1040', version: 3, full: true, rows, next: null });
  stand.beat = { ...stand.beat, versions: { '1040': 3 } };
  await until(() => stand.calls.includes(channelPaths.feed));
  const beats = stand.statuses.length;
  await until(() => stand.statuses.length >= beats + 6);
  expect(stand.calls.filter((call) => call === channelPaths.feed).length).toBeLessThan(4);
  expect(jobVersions(till.db)['1040']).toBe(0);
});

it('syncs now: sends and hears all, or says why not', async () => {
  till.sell(1500);
  const entry = till.commit();
  stand.answers.push({
    register: 'S01-R02',
    hash: entry.hash,
    number: 1,
    state: 'posted',
    amounts: [],
    at: '2026-11-22T10:05:00.000Z',
  });
  expect(await worker().syncNow()).toEqual({ ok: true, value: undefined });
  expect([stand.entries.size, pendingEntries(till.db).entries, till.witness.read().length]).toEqual(
    [1, 0, 0],
  );
  stand.always.set(channelPaths.heartbeat, { status: 503, raw: '' });
  expect(await worker().syncNow()).toMatchObject({ fault: { code: 'channel.unreachable' } });
});

it('is refused by the channel when its token is', async () => {
  stand.always.set(channelPaths.heartbeat, { fault: fault('device.unknown') });
  worker().start();
  await until(() => worker().link().channel.lastErrorWhat === 'heartbeat: device.unknown');
  expect(worker().link().state).toBe('offline');
});

it('tells who watches that its clock is off by more than two minutes, and that it is right again', async () => {
  await running.online();
  const told: (number | null)[] = [];
  worker().watchLink(() => told.push(worker().status().clockAhead));
  const beatAt = (ms: number): void => {
    const time = new Date(Date.parse(stand.beat.time) + ms).toISOString();
    stand.beat = { ...stand.beat, time };
  };
  beatAt(-115_000);
  const before = stand.statuses.length;
  await until(() => stand.statuses.length > before + 2);
  expect(told).toEqual([]);
  beatAt(-85_000);
  await until(() => told.length === 1);
  expect(Math.round((told[0] ?? 0) / 60_000)).toBe(3);
  beatAt(200_000);
  await until(() => told.length === 2);
  expect(Math.abs(told[1] ?? Infinity)).toBeLessThan(60_000);
});
