import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Held, Hold, Outcome } from '../../../shared/lock.ts';
import { zero } from '../../../shared/money.ts';
import { liveLocks } from '../../../server/headquarters/books.ts';
import type { Headquarters } from '../../../server/headquarters/headquarters.ts';
import { handleHold } from '../../../server/headquarters/holds.ts';
import { lockInstruments } from '../../../server/headquarters/instruments.ts';
import { describeDatabases, describePostgres } from '../databases.ts';
import { makeClerk } from './clerk.ts';
import { addCard, cardNumber, openWorld, unwrap, type TestWorld } from './world.ts';

const names = Array.from({ length: 40 }, (_, index) => `T${index + 1}`);

/** The register's first statement, which wants this card. */
const firstHold = (register: string, card: string): Hold => ({
  register,
  incarnation: 0,
  seq: 1,
  id: `${register}.1`,
  predecessors: [],
  epoch: 1,
  head: null,
  wants: [
    {
      request: `${register}-r`,
      kind: 'giftCard',
      purpose: 'pay',
      sale: `${register}-s`,
      cashier: 'emma',
      currency: 'USD',
      amount: zero,
      number: cardNumber(card),
    },
  ],
});

const outcomeOf = (held: Held, register: string): Outcome => {
  const outcome = held.results?.[`${register}-r`];
  if (outcome === undefined) throw new Error('the request was not answered');
  return outcome;
};

describeDatabases('HOLDs that come together', (place) => {
  let world: TestWorld;
  beforeEach(async () => {
    world = await openWorld(place, names);
    await addCard(world.now(), 'hot', 5000);
    await addCard(world.now(), 'cold', 5000);
  });
  afterEach(() => world.close());

  it('make one register the holder and refuse all others in its name, at two processes', async () => {
    const other = await world.another();
    const offices = place.kind === 'postgres' ? [world.now(), other] : [world.now()];
    const officeOf = (index: number): Headquarters =>
      offices[index % offices.length] ?? world.now();
    const ask = (): Promise<Outcome[]> =>
      Promise.all(
        names.map(async (name, index) =>
          outcomeOf(unwrap(await handleHold(officeOf(index), firstHold(name, 'hot'))), name),
        ),
      );
    const first = await ask();
    const holder = names[first.findIndex(({ state }) => state === 'granted')];
    const refused = first.flatMap((outcome) => (outcome.state === 'refused' ? outcome.fault : []));
    expect(refused).toHaveLength(names.length - 1);
    for (const fault of refused)
      expect(fault).toMatchObject({ code: 'instrument.locked', data: { register: `R-${holder}` } });
    expect([...(await liveLocks(world.now())).values()]).toEqual([`${holder}-r`]);
    expect(await ask(), 'said again they are answered the same').toEqual(first);
    await other.db.close();
  });

  it('are each answered as if alone: a stranger, another epoch, another card', async () => {
    const holds = [
      firstHold('T1', 'hot'),
      firstHold('nobody', 'hot'),
      { ...firstHold('T2', 'hot'), epoch: 7 },
      firstHold('T3', 'cold'),
      { ...firstHold('T4', 'hot'), wants: [] },
    ];
    const [first, stranger, old, cold, nothing] = await Promise.all(
      holds.map((hold) => handleHold(world.now(), hold)),
    );
    expect(first).toMatchObject({ value: { results: { 'T1-r': { state: 'granted' } } } });
    expect(stranger).toMatchObject({ fault: { code: 'device.unknown' } });
    expect(old).toEqual({ ok: true, value: { epoch: 1 } });
    expect(cold).toMatchObject({ value: { results: { 'T3-r': { state: 'granted' } } } });
    expect(nothing).toEqual({ ok: true, value: { epoch: 1, results: {} } });
  });

  it('give a card that one of them frees to another of them, or refuse it', async () => {
    const clerk = makeClerk(() => world, 'T1');
    await clerk.lock('T1-first', { card: 'hot' });
    const [, held] = await Promise.all([
      clerk.drop('T1-first'),
      handleHold(world.now(), firstHold('T2', 'hot')),
    ]);
    const outcome = outcomeOf(unwrap(held), 'T2');
    const live = [...(await liveLocks(world.now())).values()];
    expect(live).toEqual(outcome.state === 'granted' ? ['T2-r'] : []);
  });
});

describePostgres('A HOLD and rows that another message has', (place) => {
  let world: TestWorld;
  beforeEach(async () => {
    world = await openWorld(place, names);
    await addCard(world.now(), 'hot', 5000);
    await addCard(world.now(), 'cold', 5000);
  });
  afterEach(() => world.close());

  describe('while the row of a card is locked', () => {
    it('refuses the card at once when somebody holds it, and makes nobody else wait', async () => {
      const { key } = await addCard(world.now(), 'free', 5000);
      const { grant } = await makeClerk(() => world, 'T1').lock('r1', { card: 'hot' });
      const office = await world.another();
      const asked = office.db.transaction(async (act) => {
        await lockInstruments(act, [grant.instrument.key, key]);
        // Neither is answered after this transaction, which would wait for them for ever.
        const [refused, granted] = await Promise.all([
          handleHold(world.now(), firstHold('T2', 'hot')),
          handleHold(world.now(), firstHold('T3', 'cold')),
          // It has to wait, and does so by itself.
          Promise.race([handleHold(world.now(), firstHold('T4', 'free')), Promise.resolve()]),
        ]);
        return [outcomeOf(unwrap(refused), 'T2'), outcomeOf(unwrap(granted), 'T3')];
      });
      const [refused, granted] = await asked;
      expect(refused).toMatchObject({ fault: { code: 'instrument.locked' } });
      expect(granted).toMatchObject({ state: 'granted' });
      await office.db.close();
      const waited = await handleHold(world.now(), firstHold('T4', 'free'));
      expect(outcomeOf(unwrap(waited), 'T4')).toMatchObject({ state: 'granted' });
    });
  });
});
