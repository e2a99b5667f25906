import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Entry } from '../../../shared/entry.ts';
import { hashText } from '../../../shared/hash.ts';
import { have, receivePage } from '../../../server/headquarters/entries.ts';
import { handleHold } from '../../../server/headquarters/holds.ts';
import { instrumentHistory } from '../../../server/headquarters/instrumentdetail.ts';
import { numberKey } from '../../../server/headquarters/numbers.ts';
import { postLeftovers } from '../../../server/headquarters/backlog.ts';
import { describeDatabases } from '../databases.ts';
import { makeClerk, type Clerk } from './clerk.ts';
import { accounts, answers, openExceptions, push, sale } from './desk.ts';
import { cash, entryOf, goods, instrument } from './sealed.ts';
import { addCard, cardNumber, openWorld, unwrap, type TestWorld } from './world.ts';

describeDatabases('the chain', (place) => {
  let world: TestWorld;
  let clerks: Readonly<Record<'A' | 'B', Clerk>>;
  beforeEach(async () => {
    world = await openWorld(place);
    clerks = { A: makeClerk(() => world, 'A'), B: makeClerk(() => world, 'B') };
  });
  afterEach(() => world.close());

  it('sets an unreadable entry aside, keeps its lock, and goes on with the chain', async () => {
    await addCard(world.now(), 'c1', 5000);
    await clerks.A.lock('p1', { card: 'c1', sale: 's1' });
    const text = `{"body":{"kind":"future","grants":["p1"]},"number":1,"previous":[],"register":"A"}`;
    const parked = { content: text, hash: hashText(text) };
    await push(
      world,
      'A',
      parked,
      entryOf('A', 2, [parked.hash], sale({ sale: 's2', register: 'A' }, [goods(100), cash(100)])),
    );
    expect(await openExceptions(world)).toEqual([{ kind: 'parked', amount: null }]);
    expect(await answers(world)).toEqual(['A2 posted']);
    const detail = unwrap(
      await instrumentHistory(world.now(), numberKey(world.now().keys, cardNumber('c1'))),
    );
    expect(detail.instrument.lock).toMatchObject({ request: 'p1', parked: { number: 1 } });
    expect(await have(world.now().db.query, 'A')).toMatchObject({
      entries: 2,
      lacks: [],
      heads: [{ number: 2 }],
    });
  });

  it('tells what it lacks, and posts once it is there', async () => {
    const first = entryOf('A', 1, [], {
      kind: 'audit',
      audit: { act: 'drawer', staff: 'emma', note: '' },
    });
    const second = entryOf(
      'A',
      2,
      [first.hash],
      sale({ sale: 's1', register: 'A' }, [goods(100), cash(100)]),
    );
    await push(world, 'A', second);
    expect(await have(world.now().db.query, 'A')).toEqual({
      heads: [{ number: 2, hash: second.hash }],
      lacks: [first.hash],
      entries: 1,
    });
    expect(await answers(world)).toEqual([]);
    await push(world, 'A', { ...first, content: `${first.content} ` });
    expect((await have(world.now().db.query, 'A')).entries).toBe(1);
    await push(world, 'A', first, first);
    expect(await answers(world)).toEqual(['A1 posted', 'A2 posted']);
    expect(await have(world.now().db.query, 'A')).toEqual({
      heads: [{ number: 2, hash: second.hash }],
      lacks: [],
      entries: 2,
    });
  });

  it('sets aside what comes damaged twice, and posts it when an intact copy comes after all', async () => {
    const first = entryOf('A', 1, [], sale({ sale: 's1', register: 'A' }, [goods(100), cash(100)]));
    const second = entryOf(
      'A',
      2,
      [first.hash],
      sale({ sale: 's2', register: 'A' }, [goods(100), cash(100)]),
    );
    const damaged = { ...first, content: `${first.content} ` };
    await push(world, 'A', damaged, second);
    await push(world, 'A', { ...first, content: `${first.content}  ` });
    expect(await answers(world)).toEqual([]);
    await push(world, 'A', damaged);
    expect(await answers(world)).toEqual(['A2 posted']);
    expect(await openExceptions(world)).toEqual([{ kind: 'parked', amount: null }]);
    await push(world, 'A', first);
    expect(await answers(world)).toEqual(['A2 posted', 'A1 posted']);
    expect(await openExceptions(world)).toEqual([]);
    expect(await have(world.now().db.query, 'A')).toEqual({
      heads: [{ number: 2, hash: second.hash }],
      lacks: [],
      entries: 2,
    });
  });

  it('goes on with what was left waiting when the channel is heard again', async () => {
    const first = entryOf('A', 1, [], sale({ sale: 's1', register: 'A' }, [goods(100), cash(100)]));
    const second = entryOf(
      'A',
      2,
      [first.hash],
      sale({ sale: 's2', register: 'A' }, [goods(100), cash(100)]),
    );
    const now = world.now();
    let looks = 0;
    const stopped = {
      ...now,
      clock: { ...now.clock, running: () => ((looks += 1) > 1 ? 1_000_000 : 0) },
    };
    unwrap(await receivePage(stopped, { register: 'A', entries: [first, second] }));
    expect(await answers(world)).toEqual([]);
    expect((await have(now.db.query, 'A')).entries).toBe(2);
    await postLeftovers(now, 'C1');
    expect(await answers(world)).toEqual(['A1 posted', 'A2 posted']);
  });

  it('posts a long chain that came from its end to its beginning', async () => {
    const chain: Entry[] = [];
    for (let number = 1; number <= 40; number += 1) {
      const previous = chain.at(-1);
      chain.push(
        entryOf(
          'A',
          number,
          previous ? [previous.hash] : [],
          sale({ sale: `s${number}`, register: 'A' }, [goods(100), cash(100)]),
        ),
      );
    }
    const [first, ...others] = chain;
    await push(world, 'A', ...others.toReversed());
    expect(await answers(world)).toEqual([]);
    await push(world, 'A', ...(first ? [first] : []));
    expect(await answers(world)).toEqual(chain.map((_, index) => `A${index + 1} posted`));
    expect(await accounts(world)).toEqual({ cash: 4000, sales: -4000 });
  });

  it('closes the exception of a restored register when the lost sale arrives after all', async () => {
    await addCard(world.now(), 'c1', 5000);
    const pay = await clerks.A.lock('p1', { card: 'c1', sale: 's1' });
    const hold = {
      register: 'A',
      incarnation: 1,
      seq: 1,
      id: 'new-life',
      predecessors: [],
      epoch: 1,
      head: null,
      wants: [],
    };
    unwrap(await handleHold(world.now(), hold));
    expect(await openExceptions(world)).toEqual([{ kind: 'restored', amount: 5000 }]);
    await push(
      world,
      'A',
      entryOf(
        'A',
        1,
        [],
        sale({ sale: 's1', register: 'A', grants: [pay] }, [goods(5000), instrument(pay, 5000)]),
      ),
    );
    expect(await openExceptions(world)).toEqual([]);
    expect(await answers(world)).toEqual(['A1 late']);
    expect(await accounts(world)).toEqual({ opening: 5000, sales: -5000 });
  });

  it('names the same number and the same sale under two hashes, and posts both', async () => {
    const one = entryOf('A', 1, [], sale({ sale: 's1', register: 'A' }, [goods(100), cash(100)]));
    const other = entryOf('A', 1, [], sale({ sale: 's2', register: 'A' }, [goods(300), cash(300)]));
    const again = entryOf(
      'A',
      2,
      [one.hash, other.hash],
      sale({ sale: 's1', register: 'A' }, [goods(700), cash(700)]),
    );
    await push(world, 'A', one, other, again);
    const rows = await world
      .now()
      .db.query.selectFrom('exception')
      .select(['kind', 'amount', 'other_amount'])
      .orderBy('at')
      .execute();
    expect(rows).toEqual([
      { kind: 'numberTwice', amount: 100, other_amount: 300 },
      { kind: 'saleTwice', amount: 100, other_amount: 700 },
    ]);
    expect(await accounts(world)).toEqual({ cash: 1100, sales: -1100 });
  });
});
