import { afterEach, beforeEach, expect, it } from 'vitest';
import type { EntryBody } from '../../../shared/entry.ts';
import { minor } from '../../../shared/money.ts';
import { channelPaths } from '../../../shared/wire/register.ts';
import {
  storeJournalSchema,
  storeSaleSchema,
  type StoreJournal,
  type StoreSale,
} from '../../../shared/wire/storesales.ts';
import { describeDatabases } from '../databases.ts';
import { cash, entryOf, goods, sealedSale } from '../headquarters/sealed.ts';
import { teaBack } from '../headquarters/teaback.ts';
import { makeWorld, type World } from './world.ts';

const number = (register: string, id: string): string =>
  `${register.replace('-', '')}-00000${id.slice(1)}`;
const sold = (id: string, register: string, price = 500, at = 0): EntryBody => ({
  kind: 'sale',
  sale: {
    ...sealedSale({ sale: id, register, receipt: number(register, id) }, [
      goods(price),
      cash(price),
    ]),
    committedAt: `2026-03-02T09:0${at}:00.000Z`,
  },
});
const returned = (id: string, register: string, receipt: string): EntryBody => ({
  kind: 'sale',
  sale: sealedSale({ sale: id, register, receipt: number(register, id) }, [
    teaBack(receipt),
    cash(-500),
  ]),
});
const anything = {
  ...{ text: null, amount: null, tender: null, cashier: null, offline: false },
  ...{ from: null, to: null, before: null, limit: 50 },
};

describeDatabases('the sales of a store at its channel', (place) => {
  let world: World;
  beforeEach(async () => {
    world = await makeWorld(place.fresh());
    await world.activate('R-01');
    await world.activate('R-02');
  });
  afterEach(() => world.end());

  const journal = async (register: string, asked: object): Promise<StoreJournal> =>
    storeJournalSchema.parse(
      (await world.post(register, channelPaths.storeJournal, { ...anything, ...asked })).body,
    );
  const sale = async (register: string, receipt: string): Promise<StoreSale> =>
    storeSaleSchema.parse((await world.post(register, channelPaths.storeSale, { receipt })).body);

  it('lists the sales of all registers, newest first, page by page, and finds one', async () => {
    const first = entryOf('R-01', 1, [], sold('s1', 'R-01', 500, 1));
    await world.push('R-01', [first, entryOf('R-01', 2, [first.hash], sold('s2', 'R-01', 700, 3))]);
    await world.push('R-02', [entryOf('R-02', 1, [], sold('s3', 'R-02', 900, 2))]);
    const all = await journal('R-02', {});
    expect(all.rows.map((row) => row.receipt)).toEqual(['R01-000002', 'R02-000003', 'R01-000001']);
    const [top] = all.rows;
    const rest = await journal('R-02', { before: { at: top?.at, hash: top?.hash } });
    expect(rest.rows.map((row) => row.total)).toEqual([900, 500]);
    expect((await journal('R-02', { text: 'r01-000001' })).rows).toHaveLength(1);
    expect((await journal('R-02', { text: '3' })).rows).toHaveLength(1);
    expect((await journal('R-02', { amount: 700 })).rows).toHaveLength(1);
    expect((await journal('R-02', { text: '77' })).rows).toEqual([]);
    expect((await journal('R-02', { tender: 'cash' })).rows).toHaveLength(3);
    expect((await journal('R-02', { tender: 'card' })).rows).toEqual([]);
    expect((await journal('R-02', { cashier: 'emma' })).rows).toHaveLength(3);
    expect((await journal('R-02', { offline: true })).rows).toEqual([]);
  });

  it("tells another register's sale, and what came back of it elsewhere only", async () => {
    await world.push('R-01', [entryOf('R-01', 1, [], sold('s1', 'R-01'))]);
    await world.push('R-02', [entryOf('R-02', 1, [], returned('s4', 'R-02', 'R01-000001'))]);
    const told = await sale('R-01', 'r01-000001');
    expect(told.sale).toMatchObject({ receipt: 'R01-000001', total: 500, grants: [] });
    expect(told.elsewhere).toEqual([{ line: 1, quantity: 1000, paid: minor(500), tax: 0 }]);
    expect((await sale('R-02', 'R01-000001')).elsewhere).toEqual([]);
    expect(await sale('R-02', 'R09-000001')).toMatchObject({ sale: null, elsewhere: [] });
  });

  it('looks again into what it stored before a restart', async () => {
    await world.push('R-01', [entryOf('R-01', 1, [], sold('s1', 'R-01'))]);
    await world.restart();
    expect((await journal('R-01', {})).rows).toHaveLength(1);
  });
});
