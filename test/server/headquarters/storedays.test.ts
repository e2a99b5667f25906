/** Days of stores in two time zones: what is sold around both midnights is booked and reported on the day that it was there. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { books } from '../../../server/headquarters/books.ts';
import { writeBooks } from '../../../server/headquarters/ledger.ts';
import { saveStore } from '../../../server/headquarters/masters.ts';
import { saveRegister } from '../../../server/headquarters/registers.ts';
import { closeDays } from '../../../server/headquarters/reports/days.ts';
import { liabilityReport } from '../../../server/headquarters/reports/liability.ts';
import { movementReport } from '../../../server/headquarters/reports/movements.ts';
import { offlineShareReport } from '../../../server/headquarters/reports/offlineshare.ts';
import { poslogLines } from '../../../server/headquarters/poslog/poslog.ts';
import { describeDatabases } from '../databases.ts';
import { fillingUp, reach, type FillUp } from './fillingup.ts';
import { addCard, openWorld, unwrap, type TestWorld } from './world.ts';

const days = ['2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05'] as const;
/** Register A stands in New York, B in Shanghai. Filled up at an instant by an amount, on this day there. */
const sold = [
  ['B', '2026-03-02T15:59:59.000Z', 1, '2026-03-02'],
  ['B', '2026-03-02T16:00:00.000Z', 20, '2026-03-03'],
  ['B', '2026-03-02T23:00:00.000Z', 300, '2026-03-03'],
  ['A', '2026-03-03T01:00:00.000Z', 4000, '2026-03-02'],
  ['A', '2026-03-03T04:59:59.000Z', 50_000, '2026-03-02'],
  ['A', '2026-03-03T05:00:00.000Z', 600_000, '2026-03-03'],
] as const;

describeDatabases('days of stores', (place) => {
  let world: TestWorld;
  let fill: FillUp;
  beforeEach(async () => {
    world = await openWorld(place);
    const name = { en: 'The Bund', zh: '外滩店' };
    const facts = { name, address: name, currency: 'USD', rates: [], channel: 'C1' };
    for (const [store, timeZone] of [
      ['S1', 'America/New_York'],
      ['S2', 'Asia/Shanghai'],
    ] as const)
      unwrap(await saveStore(world.now(), { ...facts, store, timeZone }));
    await saveRegister(world.now(), { id: 'B', name: 'R-B', store: 'S2' });
    fill = fillingUp(world);
  });
  afterEach(() => world.close());

  const sellAll = async (): Promise<void> => {
    await addCard(world.now(), 'c1', 7_000_000);
    for (const [register, at, amount] of sold) await fill(register, at, amount);
  };

  const movedOn = async (from: string, to = from): Promise<number> =>
    (await movementReport(world.now(), { from, to })).rows.reduce((sum, row) => sum + row.added, 0);
  const salesOn = async (day: string): Promise<number> =>
    (await offlineShareReport(world.now(), { from: day, to: day, by: 'day' })).rows.reduce(
      (sum, row) => sum + row.sales,
      0,
    );
  const expected = (day: string): number =>
    sold.reduce((sum, [, , amount, on]) => sum + (on === day ? amount : 0), 0);

  it('reports each sale on its day there, before and after the days are summed up, and all days make the ledger', async () => {
    await sellAll();
    const all = sold.reduce((sum, [, , amount]) => sum + amount, 0);
    const check = async (): Promise<void> => {
      for (const day of days) expect(await movedOn(day), day).toBe(expected(day));
      expect(await movedOn(days[0], '2026-03-05')).toBe(all);
      const { rows, days: ended } = await liabilityReport(world.now());
      expect(rows).toMatchObject([{ amount: 7_000_000 + all }]);
      const { accounts, flaws } = await books(world.now());
      expect(flaws).toEqual([]);
      expect(accounts).toContainEqual({
        ...{ account: 'giftCardLiability', currency: 'USD', balance: -7_000_000 - all },
      });
      // A day ends with what all days up to it moved, whichever way it is asked.
      for (const { day, amount } of ended.filter((row) => row.day >= '2026-03-02')) {
        const { balances } = await movementReport(world.now(), { from: day, to: day });
        expect(balances, day).toMatchObject([{ closing: amount }]);
      }
      expect(ended.find(({ day }) => day === '2026-03-02')?.amount).toBe(
        7_000_000 + expected('2026-03-02'),
      );
    };
    await check();
    reach(world, '2026-03-06T12:00:00.000Z');
    await closeDays(world.now());
    await check();
    expect(await salesOn('2026-03-02')).toBe(3);
    expect(await salesOn('2026-03-03')).toBe(3);
    expect(await movementReport(world.now(), { from: days[0], to: '2026-03-05' })).toMatchObject({
      rows: [
        { store: 'S2', timeZone: 'Asia/Shanghai' },
        { store: 'S1', timeZone: 'America/New_York' },
        { store: null, timeZone: null },
      ],
    });
  });

  it('sums a day up only when it is over in the last place on Earth', async () => {
    await sellAll();
    const summed = async () =>
      (await world.now().db.query.selectFrom('ledger_day').select('day').distinct().execute()).map(
        (row) => row.day,
      );
    // 12 hours after UTC's midnight, and one for messages on their way.
    reach(world, '2026-03-03T12:59:59.000Z');
    await closeDays(world.now());
    expect(await summed()).toEqual([]);
    reach(world, '2026-03-03T13:00:00.000Z');
    await closeDays(world.now());
    expect(await summed()).toEqual(['2026-03-02']);
    expect((await books(world.now())).flaws).toEqual([]);
    expect(await movedOn('2026-03-02')).toBe(expected('2026-03-02'));
    // At an instant, days that some places have not begun and others have ended are split.
    const owed = async (at: string) => (await liabilityReport(world.now(), at)).rows[0]?.amount;
    expect(await owed('2026-03-02T16:00:59.000Z')).toBe(7_000_021);
    expect(await owed('2026-03-03T01:00:59.000Z')).toBe(7_004_321);
  });

  it('shows the day that has begun in Shanghai as the last one, with all that is owed', async () => {
    await sellAll();
    reach(world, '2026-03-03T17:00:00.000Z');
    await fill('B', '2026-03-03T17:00:00.000Z', 9);
    const { days: ended } = await liabilityReport(world.now());
    expect(ended.slice(-2)).toMatchObject([
      { day: '2026-03-03', amount: 7_654_321 },
      { day: '2026-03-04', amount: 7_654_330 },
    ]);
    expect(ended).toHaveLength(30);
  });

  it('keeps the day of what was posted when a store moves, and opens a summed day again by the day of the store', async () => {
    await sellAll();
    reach(world, '2026-03-03T14:00:00.000Z');
    await closeDays(world.now());
    const name = { en: 'The Bund', zh: '外滩店' };
    unwrap(
      await saveStore(world.now(), {
        ...{ store: 'S1', name, address: name, currency: 'USD', rates: [], channel: 'C1' },
        timeZone: 'Pacific/Kiritimati',
      }),
    );
    expect(await movedOn('2026-03-02')).toBe(expected('2026-03-02'));
    // The clock is set back to where UTC's day was summed up, but that of the store was the next one.
    reach(world, '2026-03-02T20:00:00.000Z');
    await fill('A', '2026-03-02T20:00:00.000Z', 7);
    const summed = await world.now().db.query.selectFrom('ledger_day').select('day').execute();
    expect(summed.length).toBeGreaterThan(0);
    expect(await movedOn('2026-03-03')).toBe(expected('2026-03-03') + 7);
    reach(world, '2026-03-02T09:00:00.000Z');
    await fill('A', '2026-03-02T09:00:00.000Z', 8);
    expect(await world.now().db.query.selectFrom('ledger_day').selectAll().execute()).toEqual([]);
    reach(world, '2026-03-08T14:00:00.000Z');
    expect(await movedOn('2026-03-02')).toBe(expected('2026-03-02') + 8);
    expect((await books(world.now())).flaws).toEqual([]);
  });

  it('leaves a book of a version that knew no zones on its day of UTC', async () => {
    const { key } = await addCard(world.now(), 'c1', 100);
    await world.now().db.transaction(async (act) => {
      await act.updateTable('instrument').set({ balance: 170 }).where('key', '=', key).execute();
      const book = {
        ...{ id: 'old', act: 'sale', entry: null, register: 'B', sale: null, receipt: null },
        ...{ at: '2026-03-02T23:30:00.000Z', day: null },
      };
      const line = { book: 'old', currency: 'USD' };
      await writeBooks(act, {
        books: [book],
        postings: [
          {
            ...line,
            line: 1,
            account: 'cash',
            amount: 70,
            instrument: null,
            act: null,
            balance: null,
          },
          {
            ...{ ...line, line: 2, account: 'giftCardLiability', amount: -70 },
            ...{ instrument: key, act: 'addValue', balance: 170 },
          },
        ],
      });
    });
    reach(world, '2026-03-03T00:30:00.000Z');
    for (let time = 0; time < 2; time += 1) {
      expect([await movedOn('2026-03-02'), await movedOn('2026-03-03')]).toEqual([70, 0]);
      reach(world, '2026-03-06T00:30:00.000Z');
      await closeDays(world.now());
    }
  });

  it('exports the day on which the store completed the sale', async () => {
    await sellAll();
    const lines: string[] = [];
    const period = { from: '2026-03-01T00:00:00.000Z', to: '2026-03-05T00:00:00.000Z' };
    for await (const line of poslogLines(world.now(), period)) lines.push(line);
    const told = lines.flatMap((line) => /<BusinessDayDate>(.*?)</.exec(line)?.[1] ?? []);
    expect(told).toEqual(sold.map(([, , , day]) => day));
  });
});
