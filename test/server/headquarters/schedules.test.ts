/** Jobs that run by themselves: when they are due, once whoever looks, what they need first, and what channels made of them. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { minor } from '../../../shared/money.ts';
import { hearChannel, hearVersions } from '../../../server/headquarters/channels.ts';
import { resetCaches, runJob } from '../../../server/headquarters/distribution.ts';
import { distributionState } from '../../../server/headquarters/distributionstate.ts';
import { saveProduct, saveStaff } from '../../../server/headquarters/masters.ts';
import { nextRun, runDueJobs, setSchedule } from '../../../server/headquarters/schedules.ts';
import { describeDatabases } from '../databases.ts';
import { openWorld, unwrap, type TestWorld } from './world.ts';

const minute = 60_000;

it('reckons the next run from now', () => {
  const now = '2026-03-02T08:00:00.000Z';
  expect(nextRun({ kind: 'off' }, now)).toBeNull();
  expect(nextRun({ kind: 'every', minutes: 90 }, now)).toBe('2026-03-02T09:30:00.000Z');
  expect(nextRun({ kind: 'daily', at: '23:15' }, now)).toBe('2026-03-02T23:15:00.000Z');
  expect(nextRun({ kind: 'daily', at: '08:00' }, now)).toBe('2026-03-03T08:00:00.000Z');
});

describeDatabases('schedules', (place) => {
  let world: TestWorld;
  beforeEach(async () => {
    world = await openWorld(place);
  });
  afterEach(() => world.close());

  const product = (id: string) =>
    saveProduct(world.now(), {
      ...{ id, name: { en: id, zh: id }, barcodes: [], price: minor(100), tax: 'none' },
      ...{ category: { en: 'Tea', zh: '茶' }, favourite: false },
    });
  const state = () => distributionState(world.now().db.query);
  const jobOf = async (job: string) => (await state()).jobs.find((one) => one.job === job);

  it('runs what is due, once, however many processes look at the same time', async () => {
    await product('p1');
    unwrap(
      await setSchedule(
        world.now(),
        { job: '1040', schedule: { kind: 'every', minutes: 10 } },
        'ruth',
      ),
    );
    expect(await runDueJobs(world.now())).toEqual([]);
    world.clock.pass(11 * minute);
    const others = await Promise.all([world.another(), world.another(), world.another()]);
    const ran = await Promise.all([world.now(), ...others].map((one) => runDueJobs(one)));
    for (const one of others) await one.db.close();
    expect(ran.flat()).toEqual(['1040']);
    const history = (await state()).history.filter((run) => run.job === '1040');
    expect(history).toMatchObject([{ by: 'schedule', rows: 1, full: false }]);
    expect(await jobOf('1040')).toMatchObject({
      waiting: 0,
      schedule: { kind: 'every', minutes: 10 },
    });
    // Ten days of silence are one run, not many.
    world.clock.pass(10 * 24 * 60 * minute);
    expect(await runDueJobs(world.now())).toEqual(['1040']);
    expect(await runDueJobs(world.now())).toEqual([]);
    unwrap(await setSchedule(world.now(), { job: '1040', schedule: { kind: 'off' } }, 'ruth'));
    world.clock.pass(24 * 60 * minute);
    expect(await runDueJobs(world.now())).toEqual([]);
    expect((await jobOf('1040'))?.nextRun).toBeNull();
  });

  it('runs first what a job needs', async () => {
    await product('p1');
    await runJob(world.now(), '1040', false, 'ruth');
    const jobs = (await state()).history.map((run) => run.job);
    // The store of the tests waited, and products need its taxes.
    expect(jobs).toEqual(['1040', '1070']);
    await product('p2');
    await runJob(world.now(), '1040', false, 'ruth');
    expect((await state()).history.map((run) => run.job)).toEqual(['1040', '1040', '1070']);
  });

  it('says what a run carried, which channel applied it, and why one could not', async () => {
    await saveStaff(world.now(), {
      ...{ id: 'emma', name: { en: 'Emma', zh: '艾玛' }, role: 'cashier', pinHash: '' },
    });
    const version = await runJob(world.now(), '1060', true, 'ruth');
    const run = async () => (await state()).history.find((one) => one.job === '1060');
    expect(await run()).toMatchObject({ version, rows: 1, full: true, channels: [] });
    expect((await run())?.bytes).toBeGreaterThan(50);
    await hearVersions(world.now(), 'C1', { '1060': version });
    expect((await run())?.channels).toMatchObject([{ channel: 'C1' }]);
    const status = { channel: 'C1', registers: [], parameterVersion: 0 };
    const failure = { at: '2026-03-02T08:00:00.000Z', code: 'wire.malformed' };
    await hearChannel(world.now(), 'C1', { ...status, failure });
    expect((await state()).channels).toMatchObject([{ failure }]);
    await hearChannel(world.now(), 'C1', { ...status, failure: null });
    expect((await state()).channels).toMatchObject([{ failure: null }]);
  });

  it('resets the cache of one channel', async () => {
    const reset = (channel: string) =>
      world.now().db.transaction((act) => resetCaches(world.now(), act, 'ruth', channel));
    await reset('elsewhere');
    expect((await state()).channels).toMatchObject([{ resets: 0 }]);
    await reset('C1');
    expect((await state()).channels).toMatchObject([{ resets: 1 }]);
  });
});
