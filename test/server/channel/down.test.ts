import axios from 'axios';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import type { FeedPage, FeedRow } from '../../../shared/feed.ts';
import { feedPageSchema } from '../../../shared/wire/feed.ts';
import { faultSchema } from '../../../shared/wire/parts.ts';
import {
  channelPaths,
  heartbeatSchema,
  type RegisterStatus,
} from '../../../shared/wire/register.ts';
import { adminToken, chain, makeWorld, value, type World } from './world.ts';
import { describeDatabases } from '../databases.ts';

describeDatabases('what comes down through the channel', (place) => {
  let world: World;
  beforeEach(async () => {
    world = await makeWorld(place.fresh());
    await world.activate('R-01');
  });
  afterEach(async () => {
    await world.end();
  });

  const row = (id: string, body: unknown): FeedRow => ({ id, deleted: false, body });
  const gone = (id: string): FeedRow => ({ id, deleted: true, body: null });
  const full = (job: FeedPage['job'], version: number, rows: FeedRow[]): FeedPage => ({
    job,
    version,
    full: true,
    rows,
    next: null,
  });

  /** Headquarters has these packages, each for a channel with an older version. */
  function publish(...packages: FeedPage[]): void {
    world.headquarters.packages = ({ versions }) =>
      packages.find((each) => each.version > (versions[each.job] ?? 0)) ?? null;
  }
  const feed = async (job: string, after: number, page: string | null = null): Promise<FeedPage> =>
    value(feedPageSchema, await world.post('R-01', channelPaths.feed, { job, after, page }));
  const status: RegisterStatus = {
    versions: { '1110': 1 },
    head: null,
    pending: 2,
    pendingValue: 7550,
    clock: '2026-11-22T10:00:00.000Z',
    version: '1.0.0',
  };
  const heartbeat = async () =>
    value(heartbeatSchema, await world.post('R-01', channelPaths.heartbeat, status));
  const faultOf = (body: unknown) => z.object({ fault: faultSchema }).parse(body).fault.code;

  it('hands out a job in full, and the difference to who has a version', async () => {
    publish(full('1040', 1, [row('mug', { price: 1 }), row('pen', { price: 2 })]));
    await world.channel().pullOnce();
    expect(await feed('1040', 0)).toEqual(
      full('1040', 1, [row('mug', { price: 1 }), row('pen', { price: 2 })]),
    );
    publish({
      ...full('1040', 2, [row('pen', { price: 3 }), row('ink', { price: 4 })]),
      full: false,
    });
    await world.channel().pullOnce();
    expect(await feed('1040', 1)).toEqual({
      ...full('1040', 2, [row('ink', { price: 4 }), row('pen', { price: 3 })]),
      full: false,
    });
    expect(await feed('1040', 2)).toMatchObject({ version: 2, rows: [] });
  });

  it('tells the difference of a full package: changed rows, and those that are no more', async () => {
    publish(full('1040', 1, [row('mug', 1), row('pen', 2), row('ink', 3)]));
    await world.channel().pullOnce();
    publish(full('1040', 5, [row('mug', 1), row('pen', 9)]));
    await world.channel().pullOnce();
    expect(await feed('1040', 1)).toEqual({
      ...full('1040', 5, [gone('ink'), row('pen', 9)]),
      full: false,
    });
    expect(await feed('1040', 0)).toEqual(full('1040', 5, [row('mug', 1), row('pen', 9)]));
  });

  it('takes a package of many pages whole or not at all, and hands it out in pages', async () => {
    const rows = Array.from({ length: 2500 }, (_, index) =>
      row(`p${String(index).padStart(5, '0')}`, { index }),
    );
    const pages = [rows.slice(0, 1250), rows.slice(1250)];
    let broken = true;
    world.headquarters.packages = ({ versions, page }) => {
      if (versions['1040'] === 3) return null;
      if (page === null)
        return { job: '1040', version: 3, full: true, rows: pages[0] ?? [], next: 'second' };
      return { job: '1040', version: broken ? 4 : 3, full: true, rows: pages[1] ?? [], next: null };
    };
    expect((await world.channel().pullOnce()).ok).toBe(false);
    expect(await feed('1040', 0)).toMatchObject({ version: 0, rows: [] });
    broken = false;
    expect((await world.channel().pullOnce()).ok).toBe(true);
    const seen: FeedRow[] = [];
    for (let page: string | null = null; ;) {
      const part: FeedPage = await feed('1040', 0, page);
      seen.push(...part.rows);
      page = part.next;
      if (page === null) break;
    }
    expect(seen).toEqual(rows);
  });

  it('gives everything to a register whose version headquarters has forgotten', async () => {
    publish(full('1060', 7, [row('S-1', 'a')]));
    await world.channel().pullOnce();
    world.headquarters.packages = ({ versions }) =>
      versions['1060'] === 7 ? full('1060', 2, [row('S-2', 'b')]) : null;
    await world.channel().pullOnce();
    expect(await feed('1060', 7)).toEqual(full('1060', 2, [row('S-2', 'b')]));
    expect(await feed('1060', 1)).toMatchObject({ full: true, version: 2 });
  });

  it('hands out cached parameters for 24 hours and no longer', async () => {
    publish(full('1110', 1, [row('parameters', { version: 1 })]));
    await world.channel().pullOnce();
    expect((await feed('1110', 0)).rows).toEqual([row('parameters', { version: 1 })]);
    publish(full('1110', 2, [row('parameters', { version: 2 })]));
    await world.channel().pullOnce();
    world.clock.advance(24 * 3_600_000 - 1);
    expect((await feed('1110', 1)).version).toBe(1);
    expect((await heartbeat()).versions['1110']).toBe(1);
    world.clock.advance(1);
    expect((await feed('1110', 1)).rows).toEqual([row('parameters', { version: 2 })]);
    expect((await heartbeat()).versions['1110']).toBe(2);
  });

  it('hands out new parameters at once when head office resets the cache', async () => {
    publish(full('1110', 1, [row('parameters', { version: 1 })]));
    await world.channel().pullOnce();
    await heartbeat();
    publish(full('1110', 2, [row('parameters', { version: 2 })]));
    world.headquarters.resets += 1;
    await world.channel().pullOnce();
    expect((await heartbeat()).versions['1110']).toBe(2);
    await world.channel().pullOnce();
    expect(world.headquarters.heartbeats.at(-1)).toMatchObject({ parameterVersion: 2 });
  });

  it('hands out new parameters at once when an administrator resets the cache, and nobody else may', async () => {
    publish(full('1110', 1, [row('parameters', { version: 1 })]));
    await world.channel().pullOnce();
    await heartbeat();
    publish(full('1110', 2, [row('parameters', { version: 2 })]));
    await world.channel().pullOnce();
    const told = await world.post('R-01', channelPaths.resetCache, {});
    expect([told.status, faultOf(told.body)]).toEqual([403, 'account.denied']);
    expect((await heartbeat()).versions['1110']).toBe(1);
    const address = world.channel().app.server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    await axios.post(
      `http://127.0.0.1:${port}${channelPaths.resetCache}`,
      {},
      { proxy: false, headers: { Authorization: `Bearer ${adminToken}` } },
    );
    expect((await heartbeat()).versions['1110']).toBe(2);
  });

  it('passes up what registers say, once each time', async () => {
    await world.channel().pullOnce();
    await heartbeat();
    await world.channel().pullOnce();
    expect(world.headquarters.heartbeats.at(-1)?.registers).toMatchObject([
      { register: 'R-01', status },
    ]);
    await world.channel().pullOnce();
    expect(world.headquarters.heartbeats.at(-1)?.registers).toEqual([]);
  });

  it('knows whether the real-time service is up, and says so', async () => {
    expect(await heartbeat()).toMatchObject({ epoch: null });
    await world.channel().pullOnce();
    expect(await heartbeat()).toMatchObject({ realtime: true, epoch: 1 });
    await world.headquarters.stop();
    await world.channel().pullOnce();
    expect(await heartbeat()).toMatchObject({ realtime: false, epoch: 1 });
  });

  const hold = {
    register: 'R-01',
    incarnation: 1,
    seq: 1,
    id: 'h1',
    predecessors: [],
    epoch: 1,
    head: null,
    wants: [
      {
        request: 'q1',
        kind: 'giftCard',
        purpose: 'pay',
        sale: 's1',
        cashier: 'S-1001',
        currency: 'USD',
        amount: 0,
        number: '6300344171294417',
      },
    ],
  };

  it('passes a HOLD on after the entries that came before it', async () => {
    await world.channel().pullOnce();
    await world.push('R-01', chain('R-01', 3));
    const told = await world.post('R-01', channelPaths.hold, hold);
    expect(told).toEqual({ status: 200, body: { epoch: 1, results: {} } });
    expect(world.headquarters.holds).toEqual([hold]);
    expect(world.headquarters.numbers('R-01')).toEqual([1, 2, 3]);
  });

  it("answers 503 at once when headquarters cannot be reached, and names headquarters' own faults", async () => {
    const inquiry = { register: 'R-01', kind: 'giftCard', number: '6300344171294417' };
    const unknown = await world.post('R-01', channelPaths.inquire, inquiry);
    expect([unknown.status, faultOf(unknown.body)]).toEqual([422, 'instrument.unknown']);
    await world.headquarters.stop();
    for (const told of [
      await world.post('R-01', channelPaths.hold, hold),
      await world.post('R-01', channelPaths.inquire, inquiry),
    ]) {
      expect([told.status, faultOf(told.body)]).toEqual([503, 'realtime.unreachable']);
    }
    expect(world.log.join('\n')).not.toContain('6300344171294417');
  });

  it('passes the change of a PIN on, for the register that asks alone', async () => {
    const change = {
      register: 'R-01',
      staff: '101',
      pin: '2468',
      pinHash: 'scrypt$2$1$1$aaaa$bbbb',
    };
    expect(await world.post('R-01', channelPaths.changePin, change)).toEqual({
      status: 200,
      body: { version: 2 },
    });
    expect(world.headquarters.pins).toEqual([change]);
    await world.activate('R-02');
    const told = await world.post('R-02', channelPaths.changePin, change);
    expect([told.status, faultOf(told.body)]).toEqual([401, 'device.unknown']);
    expect(world.log.join('\n')).not.toContain('2468');
  });

  it('lets nobody hold for another register', async () => {
    await world.activate('R-02');
    const told = await world.post('R-02', channelPaths.hold, hold);
    expect([told.status, faultOf(told.body)]).toEqual([401, 'device.unknown']);
    expect(world.headquarters.holds).toEqual([]);
  });
});
