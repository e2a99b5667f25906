import { afterEach, beforeEach, expect, it } from 'vitest';
import { answersSchema } from '../../../shared/wire/journal.ts';
import { channelPaths } from '../../../shared/wire/register.ts';
import { chain, damage, makeWorld, value, type World } from './world.ts';
import { describeDatabases } from '../databases.ts';

describeDatabases('entries on their way to headquarters', (place) => {
  let world: World;
  beforeEach(async () => {
    world = await makeWorld(place.fresh());
    for (const register of ['R-01', 'R-02']) await world.activate(register);
  });
  afterEach(async () => {
    await world.end();
  });

  const upTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);

  it('forwards what came in, in order, each entry once', async () => {
    await world.push('R-01', chain('R-01', 3));
    await world.push('R-02', chain('R-02', 2));
    expect((await world.channel().forwardOnce()).moved).toBe(5);
    expect(world.headquarters.numbers('R-01')).toEqual([1, 2, 3]);
    expect(world.headquarters.numbers('R-02')).toEqual([1, 2]);
    expect((await world.channel().forwardOnce()).moved).toBe(0);
    expect(world.headquarters.pages.length).toBe(2);
  });

  it('forwards a long journal in pages of 500', async () => {
    const entries = chain('R-01', 1200);
    for (let from = 0; from < 1200; from += 500)
      await world.push('R-01', entries.slice(from, from + 500));
    await world.channel().forwardOnce();
    expect(world.headquarters.numbers('R-01')).toEqual(upTo(1200));
    expect(world.headquarters.pages.map((page) => page.size)).toEqual([500, 500, 200]);
  });

  it('takes "too many requests" as later: no entry is left out, and none is asked for before', async () => {
    await world.push('R-01', chain('R-01', 3));
    world.headquarters.busy = 1;
    const held = await world.channel().forwardOnce();
    expect(held).toMatchObject({ moved: 0, down: false });
    expect((held.next ?? 0) - world.clock.running()).toBe(30_000);
    world.clock.advance(29_999);
    expect((await world.channel().forwardOnce()).moved).toBe(0);
    expect(world.headquarters.pages).toEqual([]);
    world.clock.advance(1);
    expect((await world.channel().forwardOnce()).moved).toBe(3);
    expect(world.headquarters.pages.map((page) => page.size)).toEqual([3]);
    expect(world.log.filter((line) => line.includes('refused'))).toEqual([]);
  });

  it('waits for a predecessor that it lacks itself', async () => {
    const entries = chain('R-01', 4);
    await world.push('R-01', [...entries.slice(0, 1), ...entries.slice(2)]);
    await world.channel().forwardOnce();
    expect(world.headquarters.numbers('R-01')).toEqual([1]);
    await world.push('R-01', entries.slice(1, 2));
    await world.channel().forwardOnce();
    expect(world.headquarters.numbers('R-01')).toEqual([1, 2, 3, 4]);
  });

  it('forwards both branches of a restored register', async () => {
    const trunk = chain('R-01', 3);
    const branch = chain('R-01', 2, {
      number: 3,
      previous: [trunk[1]?.hash ?? ''],
      note: 'branch',
    });
    await world.push('R-01', trunk);
    await world.channel().forwardOnce();
    await world.push('R-01', branch);
    await world.channel().forwardOnce();
    expect(world.headquarters.numbers('R-01')).toEqual([1, 2, 3, 3, 4]);
  });

  it('is held up in no lane by the poison of another, and tries the poison again later', async () => {
    const entries = chain('R-01', 20);
    const poison = entries[9]?.hash ?? '';
    world.headquarters.poison.add(poison);
    await world.push('R-01', entries);
    await world.push('R-02', chain('R-02', 3));
    await world.channel().forwardOnce();
    expect(world.headquarters.numbers('R-02')).toEqual([1, 2, 3]);
    expect(world.headquarters.numbers('R-01')).toEqual(upTo(9));
    expect(
      world.log.some((line) => line.includes('forward.refused') && line.includes(poison)),
    ).toBe(true);
    world.headquarters.poison.clear();
    for (let round = 0; round < 4; round += 1) {
      world.clock.advance(60_000);
      await world.channel().forwardOnce();
    }
    expect(world.headquarters.numbers('R-01')).toEqual(upTo(20));
  });

  it('sends an unreadable entry in its place and what comes after it', async () => {
    const entries = chain('R-01', 5).map((entry, index) => (index === 2 ? damage(entry) : entry));
    await world.push('R-01', entries);
    await world.push('R-01', entries);
    await world.channel().forwardOnce();
    expect(world.headquarters.numbers('R-01')).toEqual([1, 2, 3, 4, 5]);
  });

  it('is woken by an intact copy of what went up damaged, and sends it once; a refusal is tried again later', async () => {
    const entries = chain('R-01', 3);
    const [, second] = entries;
    const hurt = entries.map((entry) => (entry === second ? damage(entry) : entry));
    await world.push('R-01', hurt);
    await world.push('R-01', hurt);
    await world.channel().forwardOnce();
    world.headquarters.poison.add(second?.hash ?? '');
    await world.push('R-01', entries);
    expect(await world.channel().forwardOnce()).toMatchObject({ moved: 0, down: false });
    world.headquarters.poison.clear();
    world.clock.advance(60_000);
    expect((await world.channel().forwardOnce()).moved).toBe(1);
    await world.push('R-01', hurt);
    await world.push('R-01', entries);
    expect((await world.channel().forwardOnce()).moved).toBe(0);
    expect(world.headquarters.pages.map((page) => page.size)).toEqual([3, 1, 1]);
  });

  it('sends after headquarters comes back what came in meanwhile', async () => {
    await world.channel().pullOnce();
    await world.headquarters.stop();
    await world.push('R-01', chain('R-01', 2));
    expect((await world.channel().forwardOnce()).down).toBe(true);
    expect((await world.channel().pullOnce()).ok).toBe(false);
    await world.headquarters.start();
    expect((await world.channel().pullOnce()).ok).toBe(true);
    await world.channel().forwardOnce();
    expect(world.headquarters.numbers('R-01')).toEqual([1, 2]);
  });

  it('forwards everything again after headquarters was restored, and brings the answers again', async () => {
    await world.push('R-01', chain('R-01', 3));
    await world.channel().forwardOnce();
    await world.channel().pullOnce();
    const first = value(answersSchema, await world.get('R-01', `${channelPaths.answers}?after=0`));
    expect(first.answers.map((answer) => answer.number)).toEqual([1, 2, 3]);
    world.headquarters.restore();
    await world.channel().pullOnce();
    await world.channel().forwardOnce();
    await world.channel().pullOnce();
    expect(world.headquarters.numbers('R-01')).toEqual([1, 2, 3]);
    const again = value(
      answersSchema,
      await world.get('R-01', `${channelPaths.answers}?after=${first.cursor}`),
    );
    expect(again.answers.map((answer) => answer.number)).toEqual([1, 2, 3]);
    expect(again.cursor).toBeGreaterThan(first.cursor);
  });

  it('is filled up by its registers after it lost everything, and loses no answer', async () => {
    const entries = chain('R-01', 6);
    await world.push('R-01', entries);
    await world.channel().forwardOnce();
    await world.channel().pullOnce();
    const told = value(answersSchema, await world.get('R-01', `${channelPaths.answers}?after=0`));

    await world.restart(place.fresh());
    await world.activate('R-01');
    expect(await world.push('R-01', [])).toEqual({ heads: [], lacks: [], entries: 0 });
    await world.push('R-01', entries.slice(0, 3));
    await world.channel().forwardOnce();
    const more = [
      ...entries.slice(3),
      ...chain('R-01', 2, { number: 7, previous: [entries[5]?.hash ?? ''] }),
    ];
    await world.push('R-01', more);
    await world.channel().forwardOnce();
    await world.channel().pullOnce();
    expect(world.headquarters.numbers('R-01')).toEqual(upTo(8));
    expect(world.log.filter((line) => line.startsWith('forward.refused'))).toEqual([]);
    const since = value(
      answersSchema,
      await world.get('R-01', `${channelPaths.answers}?after=${told.cursor}`),
    );
    expect(since.answers.map((answer) => answer.number)).toEqual(expect.arrayContaining([7, 8]));
    const whole = value(answersSchema, await world.get('R-01', `${channelPaths.answers}?after=0`));
    expect(whole.answers.length).toBe(8);
  });

  it('hands each register its own answers, once, however many there are', async () => {
    const entries = chain('R-01', 700);
    await world.push('R-01', entries.slice(0, 500));
    await world.push('R-01', entries.slice(500));
    await world.push('R-02', chain('R-02', 2));
    await world.channel().forwardOnce();
    await world.channel().pullOnce();
    const seen: number[] = [];
    let cursor = 0;
    for (;;) {
      const page = value(
        answersSchema,
        await world.get('R-01', `${channelPaths.answers}?after=${cursor}`),
      );
      if (page.answers.length === 0) break;
      seen.push(...page.answers.map((answer) => answer.number));
      cursor = page.cursor;
    }
    expect(seen.toSorted((a, b) => a - b)).toEqual(upTo(700));
    const other = value(answersSchema, await world.get('R-02', `${channelPaths.answers}?after=0`));
    expect(other.answers.map((answer) => answer.register)).toEqual(['R-02', 'R-02']);
  });

  it('forwards by itself within moments once it is started', async () => {
    world.channel().start();
    await world.push('R-01', chain('R-01', 2));
    await expect.poll(() => world.headquarters.numbers('R-01'), { timeout: 5000 }).toEqual([1, 2]);
    await expect
      .poll(
        async () =>
          value(answersSchema, await world.get('R-01', `${channelPaths.answers}?after=0`)).answers
            .length,
        { timeout: 5000 },
      )
      .toBe(2);
  });
});
