/** Entries that can never be posted, on their whole way: a channel's tables, its forwarding, headquarters' door, headquarters' tables. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isEntryIntact, type Entry } from '../../shared/entry.ts';
import { headquartersPaths } from '../../shared/wire/channel.ts';
import { pushSchema } from '../../shared/wire/journal.ts';
import { createChannel, type Channel } from '../../server/channel/channel.ts';
import { openChannelDatabase } from '../../server/channel/open.ts';
import { receivePage } from '../../server/channel/receive.ts';
import { writeSetting } from '../../server/channel/settings.ts';
import type { ChannelDatabase } from '../../server/channel/tables.ts';
import { headquartersApp } from '../../server/headquarters/app.ts';
import { have } from '../../server/headquarters/entries.ts';
import { listen } from '../../server/http/listen.ts';
import { describeDatabases } from './databases.ts';
import { accounts, answers, openExceptions, sale } from './headquarters/desk.ts';
import { cash, entryOf, goods } from './headquarters/sealed.ts';
import { channelToken, openWorld, unwrap, type TestWorld } from './headquarters/world.ts';

/** Milliseconds after which the channel looks at every register again; longer than an entry rests that was not taken. */
const recheck = 20_000;

describeDatabases('entries that can never be posted', (place) => {
  let world: TestWorld;
  let channel: Channel;
  let db: ChannelDatabase;
  let begin: () => Promise<void>;
  let close: () => Promise<void>;
  /** Pages with entries that reached headquarters, and what happens while one is on its way. */
  let pushes: Entry[][];
  let onPush: (entries: readonly Entry[]) => Promise<unknown>;
  beforeEach(async () => {
    world = await openWorld(place);
    const log: string[] = [];
    pushes = [];
    onPush = async () => undefined;
    const app = headquartersApp({
      headquarters: world.now(),
      log: ({ text }) => void log.push(text),
      page: undefined,
    });
    app.addHook('preHandler', async ({ url: path, body }) => {
      if (path !== headquartersPaths.push) return;
      const { entries } = pushSchema.parse(body);
      if (entries.length === 0) return;
      pushes.push([...entries]);
      await onPush(entries);
    });
    const url = await listen(app, 0);
    db = unwrap(await openChannelDatabase(place.fresh(), world.clock.now()));
    const make = (): Channel =>
      createChannel({
        db,
        headquarters: url,
        channel: 'C1',
        token: channelToken,
        adminToken: 'administrators-token-0123456789',
        clock: world.clock,
        chance: { id: () => '0'.repeat(32), fraction: () => 0.5 },
        log: () => undefined,
        settings: { recheck },
      });
    channel = make();
    begin = async () => {
      await channel.stop();
      channel = make();
    };
    close = async () => {
      await channel.stop();
      await app.close();
      await world.close();
      await db.close();
      expect(log).toEqual([]);
    };
  });
  afterEach(() => close());

  const sold = (
    register: string,
    number: number,
    before: Entry | null,
    price = 100,
    id = `s-${register}-${number}`,
  ): Entry =>
    entryOf(
      register,
      number,
      before === null ? [] : [before.hash],
      sale({ sale: id, register }, [goods(price), cash(price)]),
    );
  const hurt = (entry: Entry): Entry => ({
    ...entry,
    content: entry.content.replace('"sale"', '"sa\u0000le"'),
  });
  /** What the register sends until the channel has it, and then the channel until headquarters has it. */
  const send = async (register: string, entries: readonly Entry[]): Promise<void> => {
    for (let time = 0; time < 2; time += 1)
      await receivePage(db, register, entries, world.clock.now());
    for (let round = 0; round < 3; round += 1) {
      world.clock.pass(recheck);
      await channel.forwardOnce();
    }
  };

  it('are set aside and named, and what comes after them is posted', async () => {
    const first = sold('A', 1, null);
    const second = sold('A', 2, first, 10_000);
    const third = sold('A', 3, second);
    const foreign = sold('B', 4, third, 20_000);
    const fifth = sold('A', 5, foreign);
    await send('A', [first, hurt(second), third, foreign, fifth]);

    expect((await answers(world)).toSorted()).toEqual(['A1 posted', 'A3 posted', 'A5 posted']);
    expect(await accounts(world)).toEqual({ cash: 300, sales: -300 });
    const exceptions = await world
      .now()
      .db.query.selectFrom('exception')
      .select(['kind', 'register', 'entry', 'entry_number', 'detail'])
      .orderBy('entry_number')
      .execute();
    expect(exceptions).toMatchObject([
      { kind: 'parked', register: 'A', entry: second.hash, entry_number: 2 },
      { kind: 'parked', register: 'A', entry: foreign.hash, entry_number: 4 },
    ]);
    expect(exceptions.map((row) => row.detail)).toEqual([
      expect.stringContaining('is damaged'),
      expect.stringContaining('belongs to register B'),
    ]);
    expect(await have(world.now().db.query, 'A')).toMatchObject({ entries: 5, lacks: [] });
    expect((await channel.forwardOnce()).next).toBeNull();
  });

  it('are posted once an intact copy reaches the channel, also after it began again, and are sent anew once', async () => {
    const first = sold('A', 1, null);
    const second = sold('A', 2, first, 10_000);
    const third = sold('A', 3, second);
    await send('A', [first, hurt(second), third]);
    expect((await answers(world)).toSorted()).toEqual(['A1 posted', 'A3 posted']);
    await receivePage(db, 'A', [second], world.clock.now());
    await begin();
    const before = pushes.length;
    await send('A', [hurt(second), third, second]);
    expect((await answers(world)).toSorted()).toEqual(['A1 posted', 'A2 posted', 'A3 posted']);
    expect(await accounts(world)).toEqual({ cash: 10_200, sales: -10_200 });
    expect(await openExceptions(world)).toEqual([]);
    expect(await have(world.now().db.query, 'A')).toMatchObject({ entries: 3, lacks: [] });
    await begin();
    await send('A', [second]);
    expect(pushes.slice(before)).toEqual([[second]]);
    // A restored headquarters may have the damaged copy again.
    await writeSetting(db.query, 'epoch', 2);
    await send('A', []);
    expect(pushes.slice(before)).toEqual([[second], [second]]);
  });

  it.each(['first', 'second'])(
    'are posted when the intact copy comes while the damaged one is on its %s way to headquarters',
    async (which) => {
      const first = sold('A', 1, null);
      const second = sold('A', 2, first, 10_000);
      await receivePage(db, 'A', [first, hurt(second)], world.clock.now());
      await receivePage(db, 'A', [first, hurt(second)], world.clock.now());
      const ways = which === 'first' ? 1 : 2;
      let came = 0;
      onPush = async (entries) => {
        came += entries.every(isEntryIntact) ? 0 : 1;
        if (came === ways) await receivePage(db, 'A', [second], world.clock.now());
      };
      await send('A', []);
      expect(came).toBe(ways);
      expect((await answers(world)).toSorted()).toEqual(['A1 posted', 'A2 posted']);
      expect(await openExceptions(world)).toEqual([]);
      const before = pushes.length;
      await send('A', [second]);
      expect(pushes.slice(before)).toEqual([]);
    },
  );

  it('do not take the place of the same entry in the chain that it belongs to', async () => {
    const own = sold('B', 1, null);
    await send('A', [own, sold('A', 2, own)]);
    await send('B', [own, sold('B', 2, own)]);
    expect(await answers(world)).toEqual(['A2 posted', 'B1 posted', 'B2 posted']);
    expect(await openExceptions(world)).toEqual([{ kind: 'parked', amount: null }]);
  });
});
