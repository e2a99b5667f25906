/** What registers say of themselves, and head office's wish that one sends everything: down with the heartbeat, up when it is fulfilled. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { RegisterStatus } from '../../../shared/wire/register.ts';
import { registersQuerySchema } from '../../../shared/wire/registerlist.ts';
import { hearChannel } from '../../../server/headquarters/channels.ts';
import { registerRows } from '../../../server/headquarters/registerrows.ts';
import { addRegister, setRegisterActive } from '../../../server/headquarters/registers.ts';
import { askToSync } from '../../../server/headquarters/wishes.ts';
import { makeWishes } from '../../../server/channel/wishes.ts';
import { describeDatabases } from '../databases.ts';
import { openWorld, unwrap, type TestWorld } from './world.ts';

describeDatabases('registers', (place) => {
  let world: TestWorld;
  beforeEach(async () => {
    world = await openWorld(place, ['A', 'B', 'C']);
  });
  afterEach(() => world.close());

  const hear = async (register: string, more: Partial<RegisterStatus> = {}) => {
    const now = world.clock.now();
    const status: RegisterStatus = {
      ...{ versions: { '1110': 1 }, head: null, pending: 0, pendingValue: 0 },
      ...{ clock: now, version: '1.0.0' },
      ...more,
    };
    return hearChannel(world.now(), 'C1', {
      ...{ channel: 'C1', parameterVersion: 0 },
      registers: [{ register, lastContact: now, status }],
    });
  };
  const rows = async (query = {}) =>
    unwrap(
      await registerRows(
        world.now().db.query,
        world.clock.now(),
        registersQuerySchema.parse(query),
      ),
    );

  it('shows what a register says of itself, and nothing of one that is too old to say it', async () => {
    await hear('A', {
      ...{ realtime: false, linkSince: '2026-03-02T07:00:00.000Z', databaseBytes: 4096, synced: 0 },
      ...{ oldestPending: '2026-03-02T06:00:00.000Z', pendingValue: 1250 },
      lastError: { at: '2026-03-02T07:00:00.000Z', what: 'hold: realtime.unreachable' },
    });
    await hear('B');
    const { registers, counts, stores } = await rows();
    expect(registers).toMatchObject([
      {
        ...{ id: 'A', contact: 'connected', realtime: false, databaseBytes: 4096, maySync: true },
        ...{ oldestPending: '2026-03-02T06:00:00.000Z', pendingValue: 1250, syncing: false },
        lastError: { what: 'hold: realtime.unreachable' },
      },
      { id: 'B', contact: 'connected', realtime: null, databaseBytes: null, maySync: false },
      { id: 'C', contact: 'never' },
    ]);
    expect(counts).toEqual({ all: 3, connected: 2, away: 0, off: 0 });
    expect(stores).toMatchObject([{ id: 'S1' }]);
  });

  it('lists by store, state and text, page by page', async () => {
    await hear('A');
    world.clock.pass(60_000);
    await hear('B');
    unwrap(await setRegisterActive(world.now(), 'C', false, 'ruth'));
    const names = async (query: object) => (await rows(query)).registers.map((row) => row.name);
    expect(await names({ show: 'connected' })).toEqual(['R-B']);
    expect(await names({ show: 'away' })).toEqual(['R-A']);
    expect(await names({ show: 'off' })).toEqual(['R-C']);
    expect(await names({ text: 'r-b' })).toEqual(['R-B']);
    expect(await names({ text: 'harbour' })).toEqual(['R-A', 'R-B', 'R-C']);
    expect(await names({ store: 'S2' })).toEqual([]);
    const first = await rows({ limit: 2 });
    expect(first.registers.map((row) => row.name)).toEqual(['R-A', 'R-B']);
    // One that comes before moves nothing.
    unwrap(await addRegister(world.now(), { id: 'D', name: 'R-AA', store: 'S1' }, 'ruth'));
    expect(await names({ limit: 2, after: first.next })).toEqual(['R-C']);
    const malformed = registersQuerySchema.parse({ after: 'R-B' });
    expect(await registerRows(world.now().db.query, world.clock.now(), malformed)).toMatchObject({
      fault: { code: 'wire.malformed', data: { at: 'after' } },
    });
  });

  it('passes a wish on until the register has fulfilled it', async () => {
    expect((await hear('A', { synced: 0 })).syncs).toBeUndefined();
    unwrap(await askToSync(world.now(), 'A', 'ruth'));
    expect((await hear('A', { synced: 0 })).syncs).toEqual({ A: 1 });
    expect((await rows()).registers[0]?.syncing).toBe(true);
    expect((await hear('A', { synced: 1 })).syncs).toBeUndefined();
    expect((await rows()).registers[0]?.syncing).toBe(false);
    // A register that was started anew counts from nothing: the old wish is fulfilled all the same.
    expect((await hear('A', { synced: 0 })).syncs).toBeUndefined();
    expect(await askToSync(world.now(), 'Z', 'ruth')).toMatchObject({
      fault: { code: 'device.unknown' },
    });
  });

  it('tells no wish to a register that does not know of wishes', async () => {
    await hear('B');
    unwrap(await askToSync(world.now(), 'B', 'ruth'));
    expect((await hear('B')).syncs).toBeUndefined();
  });

  it('adds a register to a store, once', async () => {
    const made = { id: 'D', name: 'R-D', store: 'S1' };
    unwrap(await addRegister(world.now(), made, 'ruth'));
    expect(await addRegister(world.now(), { ...made, id: 'E' }, 'ruth')).toMatchObject({
      fault: { code: 'master.exists' },
    });
    expect(
      await addRegister(world.now(), { ...made, id: 'F', name: 'R-F', store: 'S9' }, 'ruth'),
    ).toMatchObject({
      fault: { code: 'master.invalid', data: { at: 'store' } },
    });
    expect((await rows()).registers.map((row) => row.id)).toEqual(['A', 'B', 'C', 'D']);
  });
});

it('keeps at the channel only what headquarters said last', () => {
  const wishes = makeWishes();
  wishes.hear({ A: 2 });
  expect(wishes.of('A', 1)).toBe(2);
  expect(wishes.of('A', 2)).toBeUndefined();
  expect(wishes.of('A', undefined)).toBeUndefined();
  wishes.hear({});
  expect(wishes.of('A', 1)).toBeUndefined();
});
