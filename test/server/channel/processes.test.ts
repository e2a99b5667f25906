/** Two processes of a channel over one PostgreSQL database: what one does the other need not do, and what one hears both obey. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createChannel, type Channel } from '../../../server/channel/channel.ts';
import { openChannelDatabase } from '../../../server/channel/open.ts';
import type { ChannelDatabase } from '../../../server/channel/tables.ts';
import type { FeedPage } from '../../../shared/feed.ts';
import { feedPageSchema } from '../../../shared/wire/feed.ts';
import { channelPaths } from '../../../shared/wire/register.ts';
import { describePostgres } from '../databases.ts';
import { tokenOf } from './fake-headquarters.ts';
import { adminToken, chain, makeWorld, value, type World } from './world.ts';

describePostgres('processes of one channel', (place) => {
  let world: World;
  let second: Channel;
  let db: ChannelDatabase;
  const log: string[] = [];
  beforeEach(async () => {
    const address = place.fresh();
    world = await makeWorld(address);
    const opened = await openChannelDatabase(address, world.clock.now());
    if (!opened.ok) throw new Error(opened.fault.code);
    db = opened.value;
    second = createChannel({
      db,
      headquarters: world.headquarters.url,
      channel: 'C-01',
      token: 'channel-token',
      adminToken,
      clock: world.clock,
      chance: { id: () => 'second'.padEnd(32, '0'), fraction: () => 0.5 },
      log: ({ text }) => log.push(text),
      settings: { timeout: 2000 },
    });
  });
  afterEach(async () => {
    await second.stop();
    await db.close();
    await world.end();
  });

  it('forward each register one at a time, and each entry once', async () => {
    const registers = ['R-01', 'R-02', 'R-03', 'R-04', 'R-05', 'R-06'];
    for (const register of registers) {
      await world.activate(register);
      await world.push(register, chain(register, 40));
    }
    const both = [world.channel(), second];
    await Promise.all(both.map((channel) => channel.forwardOnce()));
    world.clock.advance(1000);
    await Promise.all(both.map((channel) => channel.forwardOnce()));
    for (const register of registers)
      expect(world.headquarters.numbers(register)).toEqual(
        Array.from({ length: 40 }, (_, index) => index + 1),
      );
    const sizes = world.headquarters.pages.map((page) => page.size).filter((size) => size > 0);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(6 * 40);
  });

  it('apply a package once and whole, and both obey its reset', async () => {
    await world.activate('R-01');
    const rows = (version: number) =>
      Array.from({ length: 30 }, (_, index) => ({
        id: `p${index + 10}`,
        deleted: false,
        body: { version },
      }));
    const offer = (version: number): void => {
      world.headquarters.packages = ({ versions, page }): FeedPage | null =>
        versions['1110'] === version
          ? null
          : {
              job: '1110',
              version,
              full: true,
              rows: page === null ? rows(version).slice(0, 15) : rows(version).slice(15),
              next: page === null ? 'half' : null,
            };
    };
    const pullBoth = async (): Promise<void> => {
      await Promise.all([world.channel().pullOnce(), second.pullOnce()]);
      await Promise.all([world.channel().pullOnce(), second.pullOnce()]);
    };
    const handedOut = async (channel: Channel): Promise<FeedPage> => {
      const answer = await channel.app.inject({
        method: 'POST',
        url: channelPaths.feed,
        headers: { authorization: `Bearer ${tokenOf('R-01')}` },
        payload: { job: '1110', after: 0, page: null },
      });
      return value(feedPageSchema, { status: answer.statusCode, body: answer.json() });
    };
    offer(1);
    await pullBoth();
    for (const channel of [world.channel(), second])
      expect(await handedOut(channel)).toMatchObject({ version: 1, rows: rows(1) });
    offer(2);
    await pullBoth();
    // Cached: neither was told to reset.
    for (const channel of [world.channel(), second])
      expect((await handedOut(channel)).version).toBe(1);
    world.headquarters.resets = 1;
    await pullBoth();
    for (const channel of [world.channel(), second])
      expect((await handedOut(channel)).version).toBe(2);
  });
});
