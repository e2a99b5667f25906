import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Entry } from '../../../shared/entry.ts';
import { minor, mostMinor } from '../../../shared/money.ts';
import type { Sale } from '../../../shared/sale.ts';
import { retryParked } from '../../../server/headquarters/backlog.ts';
import { receivePage } from '../../../server/headquarters/entries.ts';
import type { Headquarters } from '../../../server/headquarters/headquarters.ts';
import { instrumentHistory } from '../../../server/headquarters/instrumentdetail.ts';
import { describeDatabases } from '../databases.ts';
import { makeClerk, type Clerk } from './clerk.ts';
import { accounts, answers, openExceptions, sale } from './desk.ts';
import { cardLine, cash, entryOf, goods, instrument, sealedSale } from './sealed.ts';
import { addCard, openWorld, unwrap, type TestWorld } from './world.ts';

describeDatabases('a sale that cannot be posted as it is', (place) => {
  let world: TestWorld;
  let clerk: Clerk;
  let log: string[];
  beforeEach(async () => {
    world = await openWorld(place);
    clerk = makeClerk(() => world, 'A');
    log = [];
  });
  afterEach(() => world.close());

  const logging = (): Headquarters => ({ ...world.now(), log: ({ text }) => log.push(text) });
  const pushTo = async (headquarters: Headquarters, entries: readonly Entry[]): Promise<void> => {
    unwrap(await receivePage(headquarters, { register: 'A', entries: [...entries] }));
  };
  const after = (entry: Entry): Entry =>
    entryOf('A', 2, [entry.hash], sale({ sale: 's2', register: 'A' }, [goods(100), cash(100)]));
  const paidByCard = async (change: (sale: Sale) => Sale = (sound) => sound): Promise<Entry> => {
    const pay = await clerk.lock('p1', { card: 'c1', sale: 's1' });
    const sound = sealedSale({ sale: 's1', register: 'A', grants: [pay] }, [
      goods(5000),
      instrument(pay, 5000),
    ]);
    return entryOf('A', 1, [], { kind: 'sale', sale: change(sound) });
  };

  it('adds no more to a card than a balance may be, and names the rest', async () => {
    await addCard(world.now(), 'c1', 5000);
    const fill = await clerk.lock('f1', {
      card: 'c1',
      sale: 's1',
      purpose: 'addValue',
      amount: minor(1000),
    });
    const forged = entryOf(
      'A',
      1,
      [],
      sale({ sale: 's1', register: 'A', grants: [fill] }, [
        cardLine('f1', 'addValue', mostMinor),
        cash(mostMinor),
      ]),
    );
    await pushTo(logging(), [forged, after(forged)]);
    expect(log).toEqual([]);
    expect(await answers(world)).toEqual(['A1 exception', 'A2 posted']);
    expect(await openExceptions(world)).toEqual([{ kind: 'saleFlaw', amount: 5000 }]);
    expect(await accounts(world)).toMatchObject({
      giftCardLiability: -mostMinor,
      exceptions: -5000,
    });
    const { instrument: card, locks } = unwrap(
      await instrumentHistory(world.now(), fill.grant.instrument.key),
    );
    expect(card).toMatchObject({ balance: mostMinor, lock: null });
    expect(locks.map((row) => row.state)).toEqual(['settled']);
  });

  it('books only its instruments when its own sums are past reckoning, and says so loudly', async () => {
    await addCard(world.now(), 'c1', 5000);
    const first = await paidByCard((sound) => ({
      ...sound,
      lines: sound.lines.flatMap((line) => {
        const huge = { ...line, net: minor(mostMinor) };
        return [huge, huge];
      }),
    }));
    await pushTo(logging(), [first, after(first)]);
    expect(await answers(world)).toEqual(['A1 posted', 'A2 posted']);
    expect(await openExceptions(world)).toEqual([{ kind: 'saleFlaw', amount: 5000 }]);
    expect(await accounts(world)).toEqual({
      opening: 5000,
      exceptions: -5000,
      cash: 100,
      sales: -100,
    });
    expect(log.map((line) => line.split(' ')[0])).toEqual([
      'portion.failed',
      'posting.failed',
      'posting.failed',
    ]);
    for (const line of log) expect(line).toContain('whole number of minor units');
  });

  it('is set aside with its lock named when a bug stops even that, and posts once the bug is gone', async () => {
    const card = await addCard(world.now(), 'c1', 5000);
    const first = await paidByCard();
    const sick = logging();
    const isSigned = (): boolean => {
      throw new TypeError('a bug of the tests');
    };
    await pushTo({ ...sick, keys: { ...sick.keys, isSigned } }, [first, after(first)]);
    expect(await answers(world)).toEqual(['A2 posted']);
    const [parked] = await world
      .now()
      .db.query.selectFrom('exception')
      .select(['kind', 'entry', 'detail'])
      .execute();
    expect(parked).toMatchObject({ kind: 'parked', entry: first.hash });
    expect(parked?.detail).toContain('cannot be posted: a bug of the tests');
    expect(log.map((line) => line.split(' ')[0])).toEqual([
      'portion.failed',
      ...Array.from({ length: 3 }, () => 'posting.failed'),
    ]);
    const history = unwrap(await instrumentHistory(world.now(), card.key));
    expect(history.instrument.lock).toMatchObject({ request: 'p1', parked: { number: 1 } });

    expect(await retryParked(world.now())).toBe(1);
    expect(await openExceptions(world)).toEqual([]);
    expect(await accounts(world)).toEqual({ opening: 5000, cash: 100, sales: -5100 });
  });

  it('is posted from the intact copy that comes while the damaged one waits to be posted', async () => {
    const first = entryOf('A', 1, [], sale({ sale: 's1', register: 'A' }, [goods(100), cash(100)]));
    const hurt = { ...first, content: first.content.replace('"sale"', '"sola"') };
    const now = logging();
    let looks = 0;
    const late = { ...now.clock, running: () => ((looks += 1) % 2 === 0 ? looks * 1_000_000 : 0) };
    // Twice the same damage takes its place; no time to set it aside.
    for (let time = 0; time < 2; time += 1)
      unwrap(await receivePage({ ...now, clock: late }, { register: 'A', entries: [hurt] }));
    expect(await answers(world)).toEqual([]);
    await pushTo(now, [first]);
    expect(await answers(world)).toEqual(['A1 posted']);
    expect(await openExceptions(world)).toEqual([]);
    expect(await accounts(world)).toEqual({ cash: 100, sales: -100 });
    const kept = await now.db.query.selectFrom('entry').select('content').execute();
    expect(kept).toEqual([{ content: first.content }]);
  });

  it.each(['ECONNREFUSED', 'SQLITE_FULL', 'SQLITE_IOERR_WRITE', '53100', '57P01'])(
    'waits when it is the database that does not work: %s',
    async (code) => {
      const first = entryOf(
        'A',
        1,
        [],
        sale({ sale: 's1', register: 'A' }, [goods(100), cash(100)]),
      );
      const now = logging();
      const sick: typeof now.db.transaction = async () => {
        throw Object.assign(new Error(`no database: ${code}`), { code });
      };
      const page = { register: 'A', entries: [first] };
      let looks = 0;
      const late = { ...now.clock, running: () => ((looks += 1) > 1 ? 1_000_000 : 0) };
      // Stored, and no time to post it.
      unwrap(await receivePage({ ...now, clock: late }, page));
      await expect(
        receivePage({ ...now, db: { ...now.db, transaction: sick } }, page),
      ).rejects.toThrow(code);
      expect(log).toEqual([]);
      expect(await answers(world)).toEqual([]);
      unwrap(await receivePage(now, page));
      expect(await answers(world)).toEqual(['A1 posted']);
    },
  );
});
