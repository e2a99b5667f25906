import { afterEach, beforeEach, expect, it } from 'vitest';
import { jobVersions } from '../../../main/database/feed.ts';
import { defaultParameters } from '../../../shared/parameters.ts';
import { channelPaths } from '../../../shared/wire/register.ts';
import { readOpenCart } from '../../../main/database/carts.ts';
import { pendingEntries } from '../../../main/database/journal.ts';
import { dropLock, latestRefusal } from '../../../main/database/locks.ts';
import type { Worker } from '../../../main/sync/worker.ts';
import type { Stand } from './channelstand.ts';
import { openRunning, type Running } from './running.ts';
import type { Till } from './till.ts';

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

it('gets a card, sends the sale, and hears that it is posted', async () => {
  await running.online();
  stand.answerHold = running.grantAll;
  till.sell(3000);
  till.ask('a1');
  worker().wake();
  await until(() => till.state('a1') === 'held');
  expect(readOpenCart(till.db)?.tenders).toMatchObject([{ request: 'a1', amount: 3000 }]);
  const entry = till.commit();
  worker().wake();
  await until(() => stand.entries.has(entry.hash) && pendingEntries(till.db).entries === 0);
  stand.answers.push({
    register: 'S01-R02',
    hash: entry.hash,
    number: 1,
    state: 'posted',
    amounts: [],
    at: '2026-11-22T10:05:00.000Z',
  });
  await until(() => till.state('a1') === 'done');
  await until(() => stand.holds.at(-1)?.wants.length === 0);
  expect(till.witness.read()).toEqual([]);
});

it('an answer that is lost is asked for again with the same HOLD', async () => {
  await running.online();
  await until(() => stand.holds.length === 1);
  stand.answerHold = (hold) => {
    stand.answerHold = running.grantAll;
    expect(hold.wants).toHaveLength(1);
    return 'silent';
  };
  till.sell(3000);
  till.ask('a1');
  worker().wake();
  await until(() => till.state('a1') === 'held');
  expect(new Set(stand.holds.slice(1).map((hold) => hold.id)).size).toBe(1);
});

it('gives up a card that nobody answers for, and says so when the line is back', async () => {
  await running.online();
  await until(() => stand.holds.length === 1);
  const seen: string[] = [];
  worker().watchLink((link) => seen.push(link.state));
  stand.always.set(channelPaths.hold, 'silent');
  till.sell(3000);
  till.ask('a1');
  worker().wake();
  await until(() => till.state('a1') === 'gone');
  expect(latestRefusal(till.db)).toMatchObject({ fault: { code: 'instrument.noAnswer' } });
  expect(seen).toContain('realtimeDown');
  stand.always.delete(channelPaths.hold);
  await until(() => worker().link().state === 'online' && stand.holds.length > 1);
  expect(stand.holds.at(-1)?.wants).toEqual([]);
});

it('starts where a killed process ended: the ask is gone, and headquarters hears so', async () => {
  await running.online();
  stand.always.set(channelPaths.hold, 'silent');
  till.sell(3000);
  till.ask('a1');
  worker().wake();
  await until(() => stand.calls.filter((call) => call === channelPaths.hold).length > 1);
  stand.always.clear();
  await running.restart();
  expect(till.state('a1')).toBe('gone');
  worker().start();
  await until(() => stand.holds.at(-1)?.wants.length === 0);
});

it('follows a headquarters that was restored: newer epoch, grants again (R9)', async () => {
  await running.online();
  stand.answerHold = running.grantAll;
  till.sell(3000);
  till.ask('a1');
  worker().wake();
  await until(() => till.state('a1') === 'held');
  stand.answerHold = (hold) => (hold.epoch === 2 ? { epoch: 2, results: {} } : { epoch: 2 });
  stand.beat = { ...stand.beat, epoch: 2 };
  await until(() => stand.holds.at(-1)?.epoch === 2);
  expect(stand.holds.at(-1)?.wants).toMatchObject([
    { request: 'a1', grant: { grant: { epoch: 1 } } },
  ]);
});

it('sends again what restored services lack, though no call saw them away', async () => {
  await running.online();
  stand.answerHold = running.grantAll;
  till.sell(3000);
  till.ask('a1');
  worker().wake();
  await until(() => till.state('a1') === 'held');
  const entry = till.commit();
  worker().wake();
  await until(() => stand.entries.has(entry.hash) && pendingEntries(till.db).entries === 0);
  const seen: string[] = [];
  worker().watchLink((link) => seen.push(link.state));
  stand.entries.clear();
  stand.answerHold = (hold) => (hold.epoch === 2 ? { epoch: 2, results: {} } : { epoch: 2 });
  stand.beat = { ...stand.beat, epoch: 2 };
  await until(() => stand.entries.has(entry.hash));
  expect(seen).not.toContain('offline');
});

it('gives the next card its turn at once when the cashier gives one up', async () => {
  await running.online();
  await until(() => stand.holds.length === 1);
  stand.answerHold = () => 'silent';
  till.sell(3000);
  till.ask('a1');
  worker().wake();
  await until(() => stand.holds.length === 2);
  stand.answerHold = running.grantAll;
  dropLock(till.db, 'a1');
  till.ask('a2');
  worker().wake();
  await until(() => till.state('a2') === 'held');
  expect([till.state('a1'), worker().link().state]).toEqual(['gone', 'online']);
  expect(latestRefusal(till.db)).toBeNull();
});

it('says at once which versions it runs, and not again when nothing is new', async () => {
  const rarely = { ...defaultParameters.offlineProfile, heartbeat: 600_000 };
  const publish = (version: number): void => {
    const body = { ...defaultParameters, version, offlineProfile: rarely };
    const rows = [{ id: 'parameters', deleted: false, body }];
    stand.pages.splice(0, 1, { job: '1110', version, full: true, rows, next: null });
    stand.beat = { ...stand.beat, versions: { '1110': version } };
  };
  await running.online();
  publish(2);
  await until(() => stand.statuses.at(-1)?.versions['1110'] === 2);
  publish(3);
  expect(await worker().syncNow()).toMatchObject({ ok: true });
  await until(() => stand.statuses.at(-1)?.versions['1110'] === 3);
  expect(jobVersions(till.db)['1110']).toBe(3);
  const beats = stand.statuses.length;
  expect(await worker().syncNow()).toMatchObject({ ok: true });
  expect(stand.statuses.length).toBe(beats + 1);
});

it('takes "too many requests" as later: the line stands, no entry is at fault, and all arrive', async () => {
  await running.online();
  const seen: string[] = [];
  worker().watchLink((link) => seen.push(link.state));
  const busy = { status: 429, raw: '', retryAfter: '1' };
  stand.odd.set(channelPaths.push, [busy, busy]);
  stand.odd.set(channelPaths.heartbeat, [busy]);
  till.sell(3000);
  const entry = till.commit();
  worker().wake();
  await until(() => stand.entries.has(entry.hash) && pendingEntries(till.db).entries === 0);
  expect(stand.odd.get(channelPaths.push)).toEqual([]);
  expect(seen).toEqual([]);
});
