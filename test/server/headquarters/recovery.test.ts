import { afterEach, beforeEach, expect, it } from 'vitest';
import { answersAfter } from '../../../server/headquarters/answers.ts';
import { chargeException } from '../../../server/headquarters/charging.ts';
import { breakLock, endWait } from '../../../server/headquarters/breaking.ts';
import { books } from '../../../server/headquarters/books.ts';
import { packageFor, runJob } from '../../../server/headquarters/distribution.ts';
import { receivePage } from '../../../server/headquarters/entries.ts';
import { currentEpoch } from '../../../server/headquarters/epoch.ts';
import { recoveryState } from '../../../server/headquarters/overview.ts';
import { setRegisterActive } from '../../../server/headquarters/registers.ts';
import { describeDatabases } from '../databases.ts';
import { makeClerk, type Clerk } from './clerk.ts';
import { entryOf, goods, instrument, sealedSale } from './sealed.ts';
import { addCard, openWorld, unwrap, type TestWorld } from './world.ts';

describeDatabases('recovery', (place) => {
  let world: TestWorld;
  let a: Clerk;
  let b: Clerk;
  beforeEach(async () => {
    world = await openWorld(place);
    a = makeClerk(() => world, 'A');
    b = makeClerk(() => world, 'B');
    await addCard(world.now(), 'c1', 5000);
  });
  afterEach(() => world.close());

  const state = () => recoveryState(world.now().db.query);

  it('begins by itself when the database has seen fewer starts than the file beside it', async () => {
    const backup = await world.backup();
    const another = await world.another();
    await another.db.close();
    expect(await currentEpoch(world.now().db.query)).toBe(1);
    await world.restore(backup, false);
    expect(await state()).toMatchObject({
      epoch: 2,
      recovering: true,
      awaited: [{ register: 'A' }, { register: 'B' }],
    });
  });

  it('grants nothing until every register has reported and its entries are posted', async () => {
    const backup = await world.backup();
    const pay = await a.lock('r1', { card: 'c1', sale: 's1' });
    const entry = entryOf('A', 1, [], {
      kind: 'sale',
      sale: sealedSale({ sale: 's1', register: 'A', grants: [pay] }, [
        goods(3000),
        instrument(pay, 3000),
      ]),
    });
    unwrap(await receivePage(world.now(), { register: 'A', entries: [entry] }));
    await world.restore(backup);

    expect(unwrap(await b.say(1))).toEqual({ epoch: 2 });
    unwrap(await b.say(2));
    expect((await state()).awaited.map((row) => row.register)).toEqual(['A']);
    unwrap(await a.say(2, { number: 1, hash: entry.hash }));
    expect(await state()).toMatchObject({
      recovering: true,
      awaited: [{ register: 'A', locks: 1, atRisk: 5000 }],
    });
    unwrap(await receivePage(world.now(), { register: 'A', entries: [entry] }));
    expect(await state()).toMatchObject({ recovering: false, awaited: [] });
    const [answer] = (await answersAfter(world.now(), 'C1', 1)).answers;
    expect(answer).toMatchObject({ state: 'posted', amounts: [{ taken: 3000, missing: 0 }] });
    expect((await books(world.now())).flaws).toEqual([]);
  });

  it('ends its wait for a lost register by two persons; what that one sold before is late', async () => {
    const backup = await world.backup();
    const pay = await a.lock('r1', { card: 'c1', sale: 's1' });
    await world.restore(backup);
    unwrap(await b.say(2));
    const approved = { by: 'ruth', second: 'ruth', reason: 'flood' };
    expect(await endWait(world.now(), 'A', approved)).toMatchObject({
      fault: { code: 'lock.secondPerson' },
    });
    expect(await setRegisterActive(world.now(), 'A', false, 'ruth')).toMatchObject({
      fault: { code: 'lock.secondPerson' },
    });
    unwrap(await endWait(world.now(), 'A', { ...approved, second: 'sam' }));
    expect((await state()).recovering).toBe(false);
    const entry = entryOf('A', 1, [], {
      kind: 'sale',
      sale: sealedSale({ sale: 's1', register: 'A', grants: [pay] }, [
        goods(3000),
        instrument(pay, 3000),
      ]),
    });
    unwrap(await receivePage(world.now(), { register: 'A', entries: [entry] }));
    expect((await answersAfter(world.now(), 'C1', 0)).answers).toMatchObject([
      { state: 'late', amounts: [{ taken: 3000 }] },
    ]);
  });

  it('remembers a break through a restore: the sale stays late and takes nothing from the next holder', async () => {
    const pay = await a.lock('r1', { card: 'c1', sale: 's1' });
    unwrap(await breakLock(world.now(), 'r1', { by: 'ruth', second: 'sam', reason: 'lost' }));
    await b.lock('q1', { card: 'c1', sale: 't1' });
    await world.restore(await world.backup());
    const sold = sealedSale({ sale: 's1', register: 'A', grants: [pay] }, [
      goods(3000),
      instrument(pay, 3000),
    ]);
    unwrap(await b.say(2));
    unwrap(
      await receivePage(world.now(), {
        register: 'A',
        entries: [entryOf('A', 1, [], { kind: 'sale', sale: sold })],
      }),
    );
    const page = await answersAfter(world.now(), 'C1', 0);
    expect(page.answers).toMatchObject([
      { state: 'exception', amounts: [{ taken: 0, missing: 3000 }] },
    ]);
    expect(unwrap(await b.say(2)).results?.['q1']?.state).toBe('granted');
  });

  it('charges no card for a shortfall while a promise of it may be forgotten', async () => {
    const pay = await a.lock('r1', { card: 'c1', sale: 's1' });
    unwrap(await breakLock(world.now(), 'r1', { by: 'ruth', second: 'sam', reason: 'lost' }));
    await b.lock('q1', { card: 'c1', sale: 't1' });
    const sold = sealedSale({ sale: 's1', register: 'A', grants: [pay] }, [
      goods(3000),
      instrument(pay, 3000),
    ]);
    const entry = entryOf('A', 1, [], { kind: 'sale', sale: sold });
    unwrap(await receivePage(world.now(), { register: 'A', entries: [entry] }));
    const { id } = await world
      .now()
      .db.query.selectFrom('exception')
      .select('id')
      .where('kind', '=', 'shortfall')
      .executeTakeFirstOrThrow();
    unwrap(await breakLock(world.now(), 'q1', { by: 'ruth', second: 'sam', reason: 'gave up' }));
    const backup = await world.backup();
    await b.lock('q2', { card: 'c1', sale: 't2' });
    await world.restore(backup);
    expect(await chargeException(world.now(), id, 'ruth')).toMatchObject({
      fault: { code: 'instrument.recovery' },
    });
    for (const register of ['A', 'B'])
      unwrap(await endWait(world.now(), register, { by: 'ruth', second: 'sam', reason: 'flood' }));
    unwrap(await chargeException(world.now(), id, 'ruth'));
    expect((await books(world.now())).flaws).toEqual([]);
  });

  it('stops granting when a channel has heard an answer that is not on record', async () => {
    const page = await answersAfter(world.now(), 'C1', 7);
    expect(page).toEqual({ answers: [], cursor: 0 });
    expect((await state()).halted).toContain('answer 7');
    expect(await a.ask('r1', { card: 'c1' })).toMatchObject({
      state: 'refused',
      fault: { code: 'instrument.recovery' },
    });
    await world.restore(await world.backup());
    expect(await state()).toMatchObject({ halted: null, epoch: 2 });
  });

  it('stops granting when a register holds a grant of this epoch that is not on record', async () => {
    const backup = await world.backup();
    await a.lock('r1', { card: 'c1' });
    await world.restore(backup, false);
    expect(unwrap(await a.say(1)).results).toEqual({ r1: { state: 'broken' } });
    expect((await state()).halted).toContain('R-A');
    expect(await b.ask('q1', { card: 'c1' })).toMatchObject({ state: 'refused' });
  });

  it('hands out versions that nobody has seen, whole', async () => {
    const request = { channel: 'C1', versions: {}, job: null, page: null };
    const backup = await world.backup();
    await runJob(world.now(), '1070', false, 'ruth');
    expect(unwrap(await packageFor(world.now(), request))).toMatchObject({
      job: '1070',
      version: 1,
      full: true,
      next: null,
      rows: [{ id: 'S1', deleted: false }],
    });
    await world.restore(backup);
    await runJob(world.now(), '1070', false, 'ruth');
    const page = unwrap(
      await packageFor(world.now(), { ...request, job: '1070', versions: { '1070': 1 } }),
    );
    expect(page).toMatchObject({ version: 1001, full: true });
  });

  it('breaks locks by two persons only, once', async () => {
    await a.lock('r1', { card: 'c1' });
    expect(
      await breakLock(world.now(), 'r1', { by: 'ruth', second: 'ruth', reason: 'no' }),
    ).toMatchObject({ fault: { code: 'lock.secondPerson' } });
    unwrap(await breakLock(world.now(), 'r1', { by: 'ruth', second: 'sam', reason: 'lost' }));
    expect(
      await breakLock(world.now(), 'r1', { by: 'ruth', second: 'sam', reason: 'lost' }),
    ).toMatchObject({ fault: { code: 'lock.none' } });
    expect(unwrap(await a.say()).results).toEqual({ r1: { state: 'broken' } });
    expect((await b.lock('q1', { card: 'c1' })).grant.token).toBe(2);
  });
});
