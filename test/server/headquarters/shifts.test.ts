import { afterEach, beforeEach, expect, it } from 'vitest';
import { retryParked } from '../../../server/headquarters/backlog.ts';
import { shiftRows } from '../../../server/headquarters/shiftrows.ts';
import type { Entry, EntryBody } from '../../../shared/entry.ts';
import { minor, zero } from '../../../shared/money.ts';
import { addSums, type ShiftAct } from '../../../shared/shift.ts';
import { shiftSums } from '../../../shared/shiftsums.ts';
import { describeDatabases } from '../databases.ts';
import { accounts, answers, openExceptions, push } from './desk.ts';
import { cash, entryOf, goods, sealedSale } from './sealed.ts';
import { openWorld, unwrap, type TestWorld } from './world.ts';

const told = (did: ShiftAct): EntryBody => ({
  kind: 'shift',
  shift: { shift: 'shift-1', number: 1, by: 'emma', did },
});
const opened = told({ act: 'opened', currency: 'USD', amount: minor(10_000), counts: [] });
const dropped = told({
  act: 'safeDrop',
  amount: minor(500),
  counts: [],
  bag: '',
  note: '',
});
const sold = (id: string, price: number): EntryBody => ({
  kind: 'sale',
  sale: {
    ...sealedSale({ sale: id, register: 'A' }, [goods(price), cash(price)]),
    shift: 'shift-1',
  },
});
const closed = (bodies: readonly EntryBody[], counted: number): EntryBody =>
  told({
    act: 'closed',
    currency: 'USD',
    sums: addSums(...bodies.map(shiftSums)),
    declared: [{ kind: 'cash', amount: minor(counted), counts: [] }],
    pending: 2,
  });

/** Entries of register A in one chain. */
function chain(bodies: readonly EntryBody[]): Entry[] {
  const entries: Entry[] = [];
  for (const body of bodies) {
    const previous = entries.at(-1);
    entries.push(entryOf('A', entries.length + 1, previous ? [previous.hash] : [], body));
  }
  return entries;
}

describeDatabases('shifts', (place) => {
  let world: TestWorld;
  beforeEach(async () => {
    world = await openWorld(place);
  });
  afterEach(() => world.close());

  it('accepts a shift and finds its figures in what it posted', async () => {
    const bodies = [opened, sold('s1', 1250), dropped, sold('s2', 300)];
    await push(world, 'A', ...chain([...bodies, closed(bodies, 11_000)]));
    expect(await openExceptions(world)).toEqual([]);
    expect(await answers(world)).toEqual([1, 2, 3, 4, 5].map((number) => `A${number} posted`));
    expect(await accounts(world)).toEqual({ cash: 1550, sales: -1550 });
    const { rows: shifts } = unwrap(await shiftRows(world.now().db.query, 'A'));
    expect(shifts).toMatchObject([
      {
        id: 'shift-1',
        state: 'closed',
        sales: 2,
        total: 1550,
        expectedCash: 11_050,
        difference: -50,
        agrees: true,
      },
    ]);
    expect(unwrap(await shiftRows(world.now().db.query, 'B')).rows).toEqual([]);
  });

  it('follows a shift through all its states', async () => {
    const acts: ShiftAct[] = [
      { act: 'declared', tenders: [] },
      { act: 'suspended' },
      { act: 'resumed' },
      { act: 'blindClosed' },
    ];
    await push(world, 'A', ...chain([opened, ...acts.map(told)]));
    const { rows: shifts } = unwrap(await shiftRows(world.now().db.query, null));
    expect(shifts).toMatchObject([
      { state: 'blindClosed', difference: null, expectedCash: 10_000 },
    ]);
    expect(await openExceptions(world)).toEqual([]);
  });

  it('names the difference of a closing that does not fit, and answers it as an exception', async () => {
    const bodies = [opened, sold('s1', 1250)];
    const wrong = closed([...bodies, sold('s9', 99)], 11_000);
    await push(world, 'A', ...chain([...bodies, wrong]));
    expect(await openExceptions(world)).toMatchObject([{ kind: 'shiftDifference', amount: 1349 }]);
    expect((await answers(world)).at(-1)).toBe('A3 exception');
    const { rows: shifts } = unwrap(await shiftRows(world.now().db.query, 'A'));
    expect(shifts).toMatchObject([{ agrees: false }]);
  });

  it('takes the difference back when an entry that was set aside can be read after all', async () => {
    const bodies = [opened, sold('s1', 1250), sold('s2', 300)];
    const entries = chain([...bodies, closed(bodies, 11_550)]);
    const [first, second, third, last] = entries;
    if (!first || !second || !third || !last) throw new Error('there are four entries');
    const damaged = { ...second, content: `${second.content} ` };
    await push(world, 'A', first, damaged, third, last);
    await push(world, 'A', damaged);
    expect(await openExceptions(world)).toMatchObject([
      { kind: 'parked' },
      { kind: 'shiftDifference' },
    ]);
    await push(world, 'A', second);
    await retryParked(world.now());
    expect(await openExceptions(world)).toEqual([]);
    const { rows: shifts } = unwrap(await shiftRows(world.now().db.query, 'A'));
    expect(shifts).toMatchObject([{ agrees: true, total: 1550, difference: zero }]);
  });
});
