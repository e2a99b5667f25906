/** Reports: reckoned from postings, the same whether days are summed up already or not. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Completion } from '../../../shared/completion.ts';
import { minor } from '../../../shared/money.ts';
import { adjustInstrument } from '../../../server/headquarters/adjusting.ts';
import { books } from '../../../server/headquarters/books.ts';
import { expireInstrument } from '../../../server/headquarters/expiring.ts';
import { instrumentHistory } from '../../../server/headquarters/instrumentdetail.ts';
import { closeDays } from '../../../server/headquarters/reports/days.ts';
import { liabilityReport } from '../../../server/headquarters/reports/liability.ts';
import { lockAgeReport } from '../../../server/headquarters/reports/lockage.ts';
import { movementReport } from '../../../server/headquarters/reports/movements.ts';
import { offlineShareReport } from '../../../server/headquarters/reports/offlineshare.ts';
import { describeDatabases } from '../databases.ts';
import { makeClerk } from './clerk.ts';
import { push, sale } from './desk.ts';
import { cardLine, cash, entryOf, goods, instrument } from './sealed.ts';
import { addCard, openWorld, unwrap, type TestWorld } from './world.ts';

const hour = 3_600_000;
const at = '2026-03-02T09:00:00.000Z';
const offline: Completion = {
  ...{ offline: true, rule: 'noInstrument', link: 'offline', linkSince: at, lastAnswer: at },
  parameterVersion: 0,
};

describeDatabases('reports', (place) => {
  let world: TestWorld;
  beforeEach(async () => {
    world = await openWorld(place);
  });
  afterEach(() => world.close());

  /** Three days: a card and a memo are made, filled, spent, corrected, written off. Answers an instant in the middle of the second day. */
  const threeDays = async (): Promise<string> => {
    const a = makeClerk(() => world, 'A');
    const card = await addCard(world.now(), 'c1', 500);
    const gone = await addCard(world.now(), 'c2', 90, { expires: '2026-03-04T00:00:00.000Z' });
    await addCard(world.now(), 'm1', 1000, { kind: 'creditMemo' });
    world.clock.pass(24 * hour);
    const memo = await a.lock('r1', { card: 'm1', kind: 'creditMemo' });
    const first = entryOf(
      'A',
      1,
      [],
      sale({ sale: 'sale-r1', register: 'A', grants: [memo] }, [goods(400), instrument(memo, 400)]),
    );
    await push(world, 'A', first);
    await a.drop('r1');
    const middle = world.clock.now();
    const grant = await a.lock('r2', { card: 'c1', purpose: 'addValue', amount: minor(200) });
    const second = entryOf(
      'A',
      2,
      [first.hash],
      sale({ sale: 'sale-r2', register: 'A', grants: [grant] }, [
        cardLine('r2', 'addValue', 200),
        cash(200),
      ]),
    );
    await push(world, 'A', second);
    world.clock.pass(24 * hour);
    unwrap(
      await adjustInstrument(
        world.now(),
        {
          ...{ key: card.key, change: minor(-50), balance: minor(700) },
          ...{ reason: 'correction' as const, note: 'x' },
        },
        'ruth',
      ),
    );
    unwrap(await expireInstrument(world.now(), gone.key, 'x', 'ruth'));
    return middle;
  };

  it('tells what is owed at any instant, from summed days and from single postings alike', async () => {
    const middle = await threeDays();
    const now = world.clock.now();
    const owed = async (instant: string) =>
      (await liabilityReport(world.now(), instant)).rows.map(({ kind, amount }) => [kind, amount]);
    const expected = [
      ['giftCard', 650],
      ['creditMemo', 600],
    ];
    expect(await owed(now)).toEqual(expected);
    expect(await owed(middle)).toEqual([
      ['giftCard', 590],
      ['creditMemo', 600],
    ]);
    expect(await owed('2026-03-02T23:59:59.999Z')).toEqual([
      ['giftCard', 590],
      ['creditMemo', 1000],
    ]);
    expect(await owed('2026-03-01T00:00:00.000Z')).toEqual([]);
    const { days } = await liabilityReport(world.now(), now);
    expect(days.filter((row) => row.kind === 'giftCard').slice(-4)).toMatchObject([
      { day: '2026-03-01', amount: 0 },
      { day: '2026-03-02', amount: 590 },
      { day: '2026-03-03', amount: 790 },
      { day: '2026-03-04', amount: 650 },
    ]);
    await world.now().db.query.deleteFrom('ledger_day').execute();
    expect(await owed(now)).toEqual(expected);
  });

  it('tells what a period moved by kind and store, and that it leads from opening to closing', async () => {
    await threeDays();
    const report = await movementReport(world.now(), { from: '2026-03-03', to: '2026-03-04' });
    expect(report.rows).toMatchObject([
      { kind: 'giftCard', store: 'S1', storeName: { en: 'Harbour Street' }, added: 200 },
      { kind: 'giftCard', store: null, expired: -90, adjusted: -50, issued: 0 },
      { kind: 'creditMemo', store: 'S1', redeemed: -400, issued: 0 },
    ]);
    expect(report.balances).toEqual([
      { kind: 'giftCard', currency: 'USD', opening: 590, closing: 650 },
      { kind: 'creditMemo', currency: 'USD', opening: 1000, closing: 600 },
    ]);
    for (const { kind, opening, closing } of report.balances)
      expect(
        report.rows
          .filter((row) => row.kind === kind)
          .reduce(
            (sum, row) => sum + row.issued + row.added + row.redeemed + row.expired + row.adjusted,
            Number(opening),
          ),
      ).toBe(closing);
  });

  it('sums a day up again when the clock was set back into it', async () => {
    const { key } = await addCard(world.now(), 'c1', 500);
    world.clock.pass(48 * hour);
    await closeDays(world.now());
    const summed = () => world.now().db.query.selectFrom('ledger_day').selectAll().execute();
    expect(await summed()).toMatchObject([{ day: '2026-03-02', amount: 500 }]);
    world.clock.pass(-47 * hour);
    await addCard(world.now(), 'c2', 70);
    expect(await summed()).toEqual([]);
    world.clock.pass(47 * hour);
    await closeDays(world.now());
    expect(await summed()).toMatchObject([{ day: '2026-03-02', amount: 570, count: 2 }]);
    expect((await books(world.now())).flaws).toEqual([]);
    await world.now().db.query.updateTable('ledger_day').set({ amount: 1 }).execute();
    expect((await books(world.now())).flaws).toEqual([
      'the sums of 2026-03-02 giftCard USD are not those of its postings',
    ]);
    expect(unwrap(await instrumentHistory(world.now(), key)).postings).toHaveLength(1);
  });

  it('sums months up, opens one again with its days, and holds them against their days', async () => {
    const { query } = world.now().db;
    const at = () => liabilityReport(world.now());
    const amounts = async () => (await at()).rows.map(({ amount }) => amount);
    await addCard(world.now(), 'c1', 500);
    world.clock.pass(70 * 24 * hour);
    await addCard(world.now(), 'c2', 30);
    expect(await amounts()).toEqual([530]);
    const summed = () => query.selectFrom('ledger_month').select(['month', 'amount']).execute();
    expect(await summed()).toEqual([{ month: '2026-03', amount: 500 }]);
    // The months' sums are what is read: a day before them counts no more.
    await query.updateTable('ledger_day').set({ amount: 1 }).execute();
    expect(await amounts()).toEqual([530]);
    expect((await books(world.now())).flaws).toEqual([
      'the sums of 2026-03-02 giftCard USD are not those of its postings',
      'the sums of 2026-03 giftCard USD are not those of its days',
    ]);
    world.clock.pass(-70 * 24 * hour);
    await addCard(world.now(), 'c3', 7);
    expect(await summed()).toEqual([]);
    world.clock.pass(70 * 24 * hour);
    expect(await amounts()).toEqual([537]);
    expect(await summed()).toEqual([{ month: '2026-03', amount: 507 }]);
    expect((await books(world.now())).flaws).toEqual([]);
  });

  it('tells the share of sales completed offline by day, store and register', async () => {
    const sold = (register: string, number: number, before: readonly string[], away: boolean) =>
      entryOf(
        register,
        number,
        before,
        sale(
          { sale: `s-${register}${number}`, register, ...(away ? { completion: offline } : {}) },
          [goods(100), cash(100)],
        ),
      );
    const one = sold('A', 1, [], false);
    await push(world, 'A', one, sold('A', 2, [one.hash], true));
    await push(world, 'B', sold('B', 1, [], false));
    const share = async (by: 'day' | 'store' | 'register') =>
      (await offlineShareReport(world.now(), { from: '2026-03-02', to: '2026-03-02', by })).rows;
    expect(await share('day')).toMatchObject([{ day: '2026-03-02', sales: 3, offline: 1 }]);
    expect(await share('store')).toMatchObject([{ store: 'S1', sales: 3, offline: 1 }]);
    expect(await share('register')).toMatchObject([
      { registerName: 'R-A', sales: 2, offline: 1 },
      { registerName: 'R-B', sales: 1, offline: 0 },
    ]);
    // The same entry again is the same sale.
    await push(world, 'A', one);
    expect(await share('store')).toMatchObject([{ sales: 3 }]);
  });

  it('tells how long locks have been there, the oldest first', async () => {
    for (const name of ['c1', 'c2', 'c3']) await addCard(world.now(), name, 500);
    const a = makeClerk(() => world, 'A');
    await a.lock('r1', { card: 'c1' });
    world.clock.pass(8 * 24 * hour);
    await a.lock('r2', { card: 'c2' });
    world.clock.pass(2 * hour);
    await a.lock('r3', { card: 'c3' });
    const report = await lockAgeReport(world.now());
    expect(report.rows.map(({ age, count, amount }) => [age, count, amount])).toEqual([
      ['hour', 1, 500],
      ['day', 1, 500],
      ['longer', 1, 500],
    ]);
    expect(report.oldest.map((row) => row.sale)).toEqual(['sale-r1', 'sale-r2', 'sale-r3']);
  });
});
