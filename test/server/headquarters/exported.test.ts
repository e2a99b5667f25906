import { afterEach, beforeEach, expect, it } from 'vitest';
import { receiveExported } from '../../../server/headquarters/exported.ts';
import { describeDatabases } from '../databases.ts';
import { accounts, openExceptions, push, sale } from './desk.ts';
import { cash, entryOf, goods } from './sealed.ts';
import { openWorld, unwrap, type TestWorld } from './world.ts';

describeDatabases('a file of a dead register', (place) => {
  let world: TestWorld;
  beforeEach(async () => {
    world = await openWorld(place);
  });
  afterEach(() => world.close());

  const first = entryOf('A', 1, [], sale({ sale: 's1', register: 'A' }, [goods(100), cash(100)]));
  const second = entryOf(
    'A',
    2,
    [first.hash],
    sale({ sale: 's2', register: 'A' }, [goods(250), cash(250)]),
  );
  const file = { register: 'A', entries: [first, second], by: 'ruth', from: 'A.journal' };

  it('is posted once, whatever came before and however often it is imported', async () => {
    await push(world, 'A', first);
    const told = unwrap(await receiveExported(world.now(), file));
    expect(told).toEqual({ fresh: 1, known: 1, states: { posted: 2 } });
    expect(unwrap(await receiveExported(world.now(), file)).fresh).toBe(0);
    await push(world, 'A', second);
    expect(await accounts(world)).toEqual({ cash: 350, sales: -350 });
    expect(await openExceptions(world)).toEqual([]);
    const audit = await world
      .now()
      .db.query.selectFrom('audit')
      .select(['account', 'detail'])
      .where('act', '=', 'journal.imported')
      .orderBy('number')
      .execute();
    expect(audit.map(({ account, detail }) => `${account}: ${detail}`)).toEqual([
      'ruth: A: 2 entries from A.journal, 1 of them new',
      'ruth: A: 2 entries from A.journal, 0 of them new',
    ]);
  });

  it('is refused for a register that headquarters does not know', async () => {
    const told = await receiveExported(world.now(), { ...file, register: 'nobody' });
    expect(told).toMatchObject({ ok: false, fault: { code: 'device.unknown' } });
  });

  it('sets entries of another register aside', async () => {
    const told = unwrap(await receiveExported(world.now(), { ...file, register: 'B' }));
    expect(told.states).toEqual({ parked: 2 });
    expect(await accounts(world)).toEqual({});
  });
});
