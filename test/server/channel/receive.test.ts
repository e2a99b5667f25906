import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import type { Entry } from '../../../shared/entry.ts';
import { hashText } from '../../../shared/hash.ts';
import { haveSchema, lostEntriesSchema } from '../../../shared/wire/journal.ts';
import { channelPaths } from '../../../shared/wire/register.ts';
import { chain, damage, makeWorld, value, type World } from './world.ts';
import { describeDatabases } from '../databases.ts';

describeDatabases('entries from registers', (place) => {
  let world: World;
  beforeEach(async () => {
    world = await makeWorld(place.fresh());
    await world.activate('R-01');
  });
  afterEach(async () => {
    await world.end();
  });

  const head = (entry: Entry | undefined, number: number) => ({ hash: entry?.hash, number });

  it('stores a page and answers what it has', async () => {
    const entries = chain('R-01', 3);
    expect(await world.push('R-01', entries)).toEqual({
      heads: [head(entries[2], 3)],
      lacks: [],
      entries: 3,
    });
    expect(value(haveSchema, await world.get('R-01', channelPaths.have)).entries).toBe(3);
  });

  it('answers the same to the same page, and to a page that overlaps', async () => {
    const entries = chain('R-01', 5);
    await world.push('R-01', entries.slice(0, 3));
    await world.push('R-01', entries.slice(0, 3));
    expect(await world.push('R-01', entries.slice(1))).toEqual({
      heads: [head(entries[4], 5)],
      lacks: [],
      entries: 5,
    });
  });

  it('keeps what it has over a restart', async () => {
    const entries = chain('R-01', 4);
    await world.push('R-01', entries);
    await world.restart();
    expect(await world.push('R-01', [])).toEqual({
      heads: [head(entries[3], 4)],
      lacks: [],
      entries: 4,
    });
  });

  it('names what is lacking and puts late predecessors in their place', async () => {
    const entries = chain('R-01', 6);
    const gap = await world.push('R-01', [...entries.slice(0, 2), ...entries.slice(4)]);
    expect(gap).toEqual({ heads: [head(entries[1], 2)], lacks: [entries[3]?.hash], entries: 4 });
    const filled = await world.push('R-01', entries.slice(2, 4));
    expect(filled).toEqual({ heads: [head(entries[5], 6)], lacks: [], entries: 6 });
  });

  it('holds both branches of a restored register, and their meeting', async () => {
    const trunk = chain('R-01', 2);
    const from = { number: 3, previous: [trunk[1]?.hash ?? ''] };
    const left = chain('R-01', 2, { ...from, note: 'lost' });
    const right = chain('R-01', 1, { ...from, note: 'after the restore' });
    await world.push('R-01', [...trunk, ...left]);
    const both = await world.push('R-01', right);
    expect(both.heads).toEqual([head(right[0], 3), head(left[1], 4)]);
    const meeting = chain('R-01', 1, { number: 5, previous: both.heads.map((each) => each.hash) });
    expect((await world.push('R-01', meeting)).heads).toEqual([head(meeting[0], 5)]);

    const known = [right[0]?.hash];
    const told = await world.post('R-01', channelPaths.lost, { register: 'R-01', known });
    expect(value(lostEntriesSchema, told).entries).toEqual([...left, ...meeting]);
  });

  it('takes 500 entries at once, and refuses 501', async () => {
    const entries = chain('R-01', 501);
    expect((await world.push('R-01', entries.slice(0, 500))).entries).toBe(500);
    const told = await world.post('R-01', channelPaths.push, { register: 'R-01', entries });
    expect(told.status).toBe(400);
  });

  it('asks again for an entry that was damaged on the way', async () => {
    const entries = chain('R-01', 4);
    const hurt = entries.map((entry, index) => (index === 1 ? damage(entry) : entry));
    expect(await world.push('R-01', hurt)).toEqual({
      heads: [head(entries[0], 1)],
      lacks: [entries[1]?.hash],
      entries: 3,
    });
    expect(await world.push('R-01', entries.slice(1))).toEqual({
      heads: [head(entries[3], 4)],
      lacks: [],
      entries: 4,
    });
  });

  it('lets an entry that is damaged at its sender block nothing, and takes a good copy that comes later', async () => {
    const entries = chain('R-01', 4);
    const hurt = entries.map((entry, index) => (index === 1 ? damage(entry) : entry));
    await world.push('R-01', hurt);
    const again = await world.push('R-01', hurt);
    expect(again.lacks).toEqual([]);
    expect(again.heads).toContainEqual(head(entries[3], 4));
    await world.push('R-01', entries.slice(1, 2));
    const told = await world.post('R-01', channelPaths.lost, { register: 'R-01', known: [] });
    expect(value(lostEntriesSchema, told).entries).toEqual(entries);
  });

  it("files an entry that cannot be read, or that is another register's, and goes on", async () => {
    const odd = { hash: hashText('no JSON'), content: 'no JSON' };
    const foreign = chain('R-09', 1);
    const after = chain('R-01', 1, { number: 1, previous: [odd.hash] });
    const have = await world.push('R-01', [odd, ...foreign, ...after]);
    expect(have).toMatchObject({ lacks: [], entries: 3 });
  });

  it('lets no register speak for another, and no stranger at all', async () => {
    await world.activate('R-02');
    const fault = z.object({ fault: z.object({ code: z.literal('device.unknown') }) });
    const entries = chain('R-02', 1);
    for (const told of [
      await world.post('R-01', channelPaths.push, { register: 'R-02', entries }),
      await world.post('R-03', channelPaths.push, { register: 'R-03', entries: [] }),
      await world.get('R-03', channelPaths.have),
    ]) {
      expect(told.status).toBe(401);
      expect(fault.safeParse(told.body).success).toBe(true);
    }
  });

  it('takes pages of one register that arrive at the same time', async () => {
    const entries = chain('R-01', 60);
    const pages = [
      entries.slice(0, 30),
      entries.slice(20, 50),
      entries.slice(40),
      entries.slice(0, 60),
    ];
    await Promise.all(pages.map((page) => world.push('R-01', page)));
    expect(await world.push('R-01', [])).toEqual({
      heads: [head(entries[59], 60)],
      lacks: [],
      entries: 60,
    });
  });

  it('has the same chain whatever order and however often entries come', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.nat({ max: 11 }), { minLength: 1, maxLength: 6 }), { maxLength: 8 }),
        async (pages) => {
          run += 1;
          const register = `R-${100 + run}`;
          await world.activate(register);
          const trunk = chain(register, 6);
          const branch = chain(register, 6, {
            number: 4,
            previous: [trunk[2]?.hash ?? ''],
            note: 'branch',
          });
          const all = [...trunk, ...branch];
          for (const page of pages)
            await world.push(
              register,
              page.flatMap((index) => all[index] ?? []),
            );
          const have = await world.push(register, all);
          expect(have).toEqual({
            heads: [head(trunk[5], 6), head(branch[5], 9)],
            lacks: [],
            entries: 12,
          });
        },
      ),
      { numRuns: 25 },
    );
  });
});
