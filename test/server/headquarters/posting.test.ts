import { afterEach, beforeEach, expect, it } from 'vitest';
import { minor } from '../../../shared/money.ts';
import { breakLock } from '../../../server/headquarters/breaking.ts';
import { chargeException } from '../../../server/headquarters/charging.ts';
import { instrumentHistory } from '../../../server/headquarters/instrumentdetail.ts';
import { numberKey } from '../../../server/headquarters/numbers.ts';
import { describeDatabases } from '../databases.ts';
import { makeClerk, type Clerk } from './clerk.ts';
import { accounts, answers, openExceptions, push, sale } from './desk.ts';
import type { Move } from '../../../shared/move.ts';
import { back, cardLine, cash, entryOf, goods, instrument, sealedSale } from './sealed.ts';
import { addCard, cardNumber, openWorld, unwrap, type TestWorld } from './world.ts';

describeDatabases('posting', (place) => {
  let world: TestWorld;
  let clerks: Readonly<Record<'A' | 'B', Clerk>>;
  beforeEach(async () => {
    world = await openWorld(place);
    clerks = { A: makeClerk(() => world, 'A'), B: makeClerk(() => world, 'B') };
  });
  afterEach(() => world.close());

  it('debits tenders less change and credits goods', async () => {
    await push(
      world,
      'A',
      entryOf('A', 1, [], sale({ sale: 's1', register: 'A' }, [goods(1250), cash(2000)])),
    );
    expect(await accounts(world)).toEqual({ cash: 1250, sales: -1250 });
    expect(await answers(world)).toEqual(['A1 posted']);
  });

  it('books checks, foreign money and what rounding to coins brought or cost, each to its own', async () => {
    const foreign = { currency: 'EUR', rate: 1_250_000, amount: minor(500) };
    const tenders: Move[] = [
      { move: 'addTender', tender: { kind: 'check', amount: minor(300), number: '7' } },
      { move: 'addTender', tender: { kind: 'currency', amount: minor(625), foreign } },
      cash(330),
    ];
    const sold = sale({ sale: 's1', register: 'A', coin: 5 }, [goods(1253), ...tenders]);
    await push(world, 'A', entryOf('A', 1, [], sold));
    expect(await accounts(world)).toEqual({
      cash: 330,
      check: 300,
      'currency:EUR': 625,
      rounding: -2,
      sales: -1253,
    });
    expect(await openExceptions(world)).toEqual([]);
  });

  it('pays with a gift card and cash, issues a card and fills it up', async () => {
    await addCard(world.now(), 'c1', 5000);
    const pay = await clerks.A.lock('p1', { card: 'c1', sale: 's1' });
    await push(
      world,
      'A',
      entryOf(
        'A',
        1,
        [],
        sale({ sale: 's1', register: 'A', grants: [pay] }, [
          goods(8000),
          instrument(pay, 5000),
          cash(3000),
        ]),
      ),
    );
    expect(await accounts(world)).toEqual({ opening: 5000, cash: 3000, sales: -8000 });

    const issue = await clerks.B.lock('i1', {
      card: 'n1',
      sale: 's2',
      purpose: 'issue',
      amount: minor(2500),
    });
    const first = entryOf(
      'B',
      1,
      [],
      sale({ sale: 's2', register: 'B', grants: [issue] }, [
        cardLine('i1', 'issue', 2500),
        cash(2500),
      ]),
    );
    await push(world, 'B', first);
    const fill = await clerks.B.lock('f1', {
      card: 'n1',
      sale: 's3',
      purpose: 'addValue',
      amount: minor(500),
    });
    await push(
      world,
      'B',
      entryOf(
        'B',
        2,
        [first.hash],
        sale({ sale: 's3', register: 'B', grants: [fill] }, [
          cardLine('f1', 'addValue', 500),
          cash(500),
        ]),
      ),
    );
    expect(await accounts(world)).toEqual({
      opening: 5000,
      cash: 6000,
      sales: -8000,
      giftCardLiability: -3000,
    });
    const history = unwrap(
      await instrumentHistory(world.now(), numberKey(world.now().keys, cardNumber('n1'))),
    );
    expect(history.postings.map(({ act, change, balance }) => [act, change, balance])).toEqual([
      ['issue', 2500, 2500],
      ['addValue', 500, 3000],
    ]);
    expect(history.locks.map((row) => row.state)).toEqual(['settled', 'settled']);
    expect(await openExceptions(world)).toEqual([]);
  });

  it('issues a memo for a return under its reserved number, which pays later and leaves a remainder', async () => {
    const asked = await clerks.A.ask('m1', { kind: 'creditMemo', purpose: 'issue', sale: 's1' });
    if (asked.state !== 'granted') throw new Error(asked.state);
    const { grant: issue, number } = asked;
    const unsettled = await clerks.B.ask('q0', { kind: 'creditMemo', number });
    expect(unsettled).toMatchObject({
      fault: { code: 'instrument.unsettled', data: { register: 'R-A' } },
    });
    const first = entryOf(
      'A',
      1,
      [],
      sale({ sale: 's1', register: 'A', grants: [issue] }, [back(4000), instrument(issue, -4000)]),
    );
    await push(world, 'A', first);
    expect(await accounts(world)).toEqual({ sales: 4000, creditMemoLiability: -4000 });

    const pay = await clerks.B.lock('q1', { kind: 'creditMemo', number, sale: 't1' });
    expect(pay.grant).toMatchObject({ balance: 4000, version: 1 });
    await push(
      world,
      'B',
      entryOf(
        'B',
        1,
        [],
        sale({ sale: 't1', register: 'B', grants: [pay] }, [goods(1500), instrument(pay, 1500)]),
      ),
    );
    expect(await accounts(world)).toEqual({ sales: 2500, creditMemoLiability: -2500 });
    const remainder = pay.grant.reserved;
    const history = unwrap(await instrumentHistory(world.now(), remainder?.key ?? ''));
    expect(history.instrument).toMatchObject({
      balance: 2500,
      kind: 'creditMemo',
      last4: remainder?.last4,
      state: 'open',
    });
    expect(await openExceptions(world)).toEqual([]);
  });

  it('names and books aside what does not balance, and settles the card all the same', async () => {
    await addCard(world.now(), 'c1', 5000);
    const pay = await clerks.A.lock('p1', { card: 'c1', sale: 's1' });
    const sound = sealedSale({ sale: 's1', register: 'A', grants: [pay] }, [
      goods(5000),
      instrument(pay, 5000),
    ]);
    await push(
      world,
      'A',
      entryOf('A', 1, [], {
        kind: 'sale',
        sale: {
          ...sound,
          tenders: sound.tenders.map((tender) => ({ ...tender, amount: minor(4000) })),
        },
      }),
    );
    expect(await openExceptions(world)).toEqual([{ kind: 'saleFlaw', amount: 5000 }]);
    expect(await accounts(world)).toEqual({
      opening: 5000,
      exceptions: 1000,
      giftCardLiability: -1000,
      sales: -5000,
    });
    expect(await answers(world)).toEqual(['A1 posted']);
  });

  it('names a breach of the completion rule', async () => {
    await addCard(world.now(), 'c1', 5000);
    const pay = await clerks.A.lock('p1', { card: 'c1', sale: 's1' });
    const completion = {
      offline: true,
      rule: 'parameter',
      link: 'offline',
      linkSince: '2026-03-02T09:00:00.000Z',
      lastAnswer: null,
      parameterVersion: 0,
    } as const;
    await push(
      world,
      'A',
      entryOf(
        'A',
        1,
        [],
        sale({ sale: 's1', register: 'A', grants: [pay], completion }, [
          goods(5000),
          instrument(pay, 5000),
        ]),
      ),
    );
    expect(await openExceptions(world)).toEqual([{ kind: 'ruleBreach', amount: 5000 }]);
    expect(await answers(world)).toEqual(['A1 posted']);
  });

  it('trusts no grant that it did not sign', async () => {
    await addCard(world.now(), 'c1', 5000);
    const pay = await clerks.A.lock('p1', { card: 'c1', sale: 's1' });
    const forged = { ...pay, grant: { ...pay.grant, request: 'p2', sale: 's2' } };
    await push(
      world,
      'B',
      entryOf(
        'B',
        1,
        [],
        sale({ sale: 's2', register: 'B', grants: [forged] }, [
          goods(5000),
          instrument(forged, 5000),
        ]),
      ),
    );
    expect(await openExceptions(world)).toEqual([{ kind: 'ungranted', amount: 5000 }]);
    expect(await answers(world)).toEqual(['B1 exception']);
    expect(await accounts(world)).toEqual({
      opening: 5000,
      giftCardLiability: -5000,
      exceptions: 5000,
      sales: -5000,
    });
  });

  it("takes nothing from another register's live lock, and lets a person charge the card later", async () => {
    const card = await addCard(world.now(), 'c1', 5000);
    const pay = await clerks.A.lock('p1', { card: 'c1', sale: 's1' });
    unwrap(await breakLock(world.now(), 'p1', { by: 'ruth', second: 'sam', reason: 'lost' }));
    await clerks.B.lock('q1', { card: 'c1', sale: 't1' });
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
    expect(await answers(world)).toEqual(['A1 exception']);
    const [shortfall] = await world
      .now()
      .db.query.selectFrom('exception')
      .select(['id', 'other_register'])
      .where('kind', '=', 'shortfall')
      .execute();
    expect(shortfall?.other_register).toBe('B');
    expect(await chargeException(world.now(), shortfall?.id ?? '', 'ruth')).toMatchObject({
      ok: false,
      fault: { code: 'instrument.locked' },
    });
    unwrap(await breakLock(world.now(), 'q1', { by: 'ruth', second: 'sam', reason: 'gave up' }));
    unwrap(await chargeException(world.now(), shortfall?.id ?? '', 'ruth'));
    expect(await openExceptions(world)).toEqual([]);
    expect(await accounts(world)).toEqual({ opening: 5000, sales: -5000 });
    expect(
      unwrap(await instrumentHistory(world.now(), card.key)).postings.map((row) => row.act),
    ).toEqual(['opening', 'charge']);
  });
});
