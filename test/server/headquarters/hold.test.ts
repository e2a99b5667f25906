import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Outcome } from '../../../shared/lock.ts';
import { minor } from '../../../shared/money.ts';
import { blockInstrument } from '../../../server/headquarters/instruments.ts';
import { handleHold } from '../../../server/headquarters/holds.ts';
import { inquire } from '../../../server/headquarters/inquire.ts';
import { liveLocks } from '../../../server/headquarters/books.ts';
import { isOurs } from '../../../server/headquarters/grants.ts';
import { setRegisterActive } from '../../../server/headquarters/registers.ts';
import { describeDatabases } from '../databases.ts';
import { makeClerk, type Clerk } from './clerk.ts';
import { addCard, cardNumber, openWorld, unwrap, type TestWorld } from './world.ts';

const code = (outcome: Outcome): string =>
  outcome.state === 'refused' ? outcome.fault.code : outcome.state;

describeDatabases('HOLD', (place) => {
  let world: TestWorld;
  let a: Clerk;
  let b: Clerk;
  beforeEach(async () => {
    world = await openWorld(place);
    a = makeClerk(() => world, 'A');
    b = makeClerk(() => world, 'B');
  });
  afterEach(() => world.close());

  it('signs a grant that binds sale, register and balance, with growing tokens', async () => {
    const { key } = await addCard(world.now(), 'c1', 5000);
    const signed = await a.lock('r1', { card: 'c1', sale: 's1' });
    expect(signed.grant).toMatchObject({
      epoch: 1,
      request: 'r1',
      token: 1,
      purpose: 'pay',
      store: 'S1',
      register: 'A',
      sale: 's1',
      balance: 5000,
      currency: 'USD',
      reserved: null,
      version: 0,
      instrument: { key, kind: 'giftCard' },
    });
    expect(isOurs(world.now(), signed)).toBe(true);
    expect(isOurs(world.now(), { ...signed, grant: { ...signed.grant, sale: 's2' } })).toBe(false);
    await a.drop('r1');
    expect((await b.lock('r2', { card: 'c1' })).grant.token).toBe(2);
  });

  it('names who holds the card', async () => {
    await addCard(world.now(), 'c1', 5000);
    const { grant } = await a.lock('r1', { card: 'c1' });
    const refused = await b.ask('r2', { card: 'c1' });
    expect(refused).toEqual({
      state: 'refused',
      fault: {
        code: 'instrument.locked',
        retry: 'later',
        data: {
          store: 'Harbour Street',
          storeZh: '海港街',
          register: 'R-A',
          since: grant.grantedAt,
        },
      },
    });
  });

  it('knows the number of a memo no more in the same statement that gives the memo up', async () => {
    const memo = await a.ask('m1', { kind: 'creditMemo', purpose: 'issue' });
    if (memo.state !== 'granted') throw new Error(memo.state);
    const paid = { kind: 'creditMemo', number: memo.number } as const;
    expect(code(await b.ask('p1', paid))).toBe('instrument.unsettled');
    expect(code(await a.askInstead('m1', 'p2', paid))).toBe('instrument.unknown');
    expect(code(await b.ask('p3', paid))).toBe('instrument.unknown');
  });

  it('refuses with the named fault', async () => {
    const hq = world.now();
    await addCard(hq, 'empty', 0);
    await addCard(hq, 'euro', 100, { currency: 'EUR' });
    await addCard(hq, 'old', 100, { expires: '2026-01-01T00:00:00.000Z' });
    await addCard(hq, 'memo', 100, { kind: 'creditMemo' });
    const blocked = await addCard(hq, 'blocked', 100);
    unwrap(await blockInstrument(hq, blocked.key, true, 'stolen', 'ruth'));
    const cases: readonly (readonly [string, Parameters<Clerk['ask']>[1]])[] = [
      ['instrument.unknown', { card: 'nobody' }],
      ['instrument.number', { number: '1234567890123' }],
      ['instrument.empty', { card: 'empty' }],
      ['instrument.currency', { card: 'euro' }],
      ['instrument.expired', { card: 'old' }],
      ['instrument.kind', { card: 'memo' }],
      ['instrument.kind', { card: 'empty', kind: 'creditMemo' }],
      ['instrument.blocked', { card: 'blocked' }],
      ['instrument.exists', { card: 'empty', purpose: 'issue' }],
      [
        'instrument.tooMuch',
        { card: 'empty', purpose: 'addValue', amount: minor(9_999_999_999_999) },
      ],
    ];
    let count = 0;
    for (const [fault, want] of cases)
      expect(code(await a.ask(`r${(count += 1)}`, want)), `${fault} ${JSON.stringify(want)}`).toBe(
        fault,
      );
    expect((await liveLocks(hq)).size).toBe(0);
  });

  it('takes a PIN, counts wrong ones and locks after five', async () => {
    await addCard(world.now(), 'c1', 5000, { pin: '2468' });
    expect(code(await a.ask('r0', { card: 'c1' }))).toBe('instrument.pinNeeded');
    for (const n of [1, 2, 3, 4])
      expect(code(await a.ask(`w${n}`, { card: 'c1', pin: '0000' }))).toBe('instrument.wrongPin');
    const question = { register: 'B', kind: 'giftCard' as const, number: cardNumber('c1') };
    expect(await inquire(world.now(), { ...question, pin: '1111' })).toMatchObject({
      ok: false,
      fault: { code: 'instrument.wrongPin' },
    });
    expect(code(await a.ask('r1', { card: 'c1', pin: '2468' }))).toBe('instrument.pinLocked');
    world.clock.pass(16 * 60_000);
    expect(code(await a.ask('r2', { card: 'c1', pin: '2468' }))).toBe('granted');
    const balance = unwrap(await inquire(world.now(), { ...question, pin: '2468' }));
    expect(balance).toMatchObject({
      balance: 5000,
      state: 'open',
      lockedBy: { store: 'Harbour Street', register: 'R-A' },
    });
  });

  it('lets a register guess few unknown numbers', async () => {
    const guess = (n: number) =>
      inquire(world.now(), { register: 'A', kind: 'giftCard', number: cardNumber(`guess${n}`) });
    for (let n = 0; n < 10; n += 1)
      expect(await guess(n)).toMatchObject({ fault: { code: 'instrument.unknown' } });
    expect(await guess(10)).toMatchObject({ fault: { code: 'instrument.pinLocked' } });
    world.clock.pass(11 * 60_000);
    expect(await guess(11)).toMatchObject({ fault: { code: 'instrument.unknown' } });
  });

  it('lets nobody try numbers out by asking for locks either', async () => {
    await addCard(world.now(), 'c1', 5000);
    for (let n = 0; n < 10; n += 1)
      expect(code(await a.ask(`g${n}`, { card: `guess${n}` }))).toBe('instrument.unknown');
    expect(code(await a.ask('r1', { card: 'c1' }))).toBe('instrument.pinLocked');
    expect(code(await b.ask('q1', { card: 'c1' }))).toBe('granted');
  });

  it('answers a register that was rolled back with its newest statement, and alarms', async () => {
    await addCard(world.now(), 'c1', 5000);
    await a.lock('r1', { card: 'c1' });
    const held = unwrap(
      await handleHold(world.now(), {
        register: 'A',
        incarnation: 0,
        seq: 9,
        id: 'strange',
        predecessors: ['other'],
        epoch: 1,
        head: null,
        wants: [],
      }),
    );
    expect(held).toEqual({ epoch: 1, last: { incarnation: 0, seq: 1, id: 'A.0.1' } });
    expect((await liveLocks(world.now())).size).toBe(1);
    const alarms = () =>
      world.now().db.query.selectFrom('exception').select(['kind', 'closed_at']).execute();
    expect(await alarms()).toMatchObject([{ kind: 'rolledBack', closed_at: null }]);
    unwrap(await a.say());
    expect((await alarms())[0]?.closed_at).not.toBeNull();
  });

  it('knows no register that is strange or switched off', async () => {
    expect(await makeClerk(() => world, 'X').say()).toMatchObject({
      fault: { code: 'device.unknown' },
    });
    unwrap(await setRegisterActive(world.now(), 'A', false, 'ruth'));
    expect(await a.say()).toMatchObject({ fault: { code: 'device.unknown' } });
  });
});
