/** What head office allows of gift cards and memos, as headquarters holds registers to it. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { minor, mostMinor } from '../../../shared/money.ts';
import { defaultParameters } from '../../../shared/parameters.ts';
import { monthsLater, openPolicy, type GiftCardPolicy } from '../../../shared/policy.ts';
import { parametersSchema } from '../../../shared/wire/feed.ts';
import { applyParameters, parameterState } from '../../../server/headquarters/parameters.ts';
import { findInstrument } from '../../../server/headquarters/instruments.ts';
import { issueInstrument } from '../../../server/headquarters/issuing.ts';
import { issueInstrumentSchema } from '../../../shared/wire/instruments.ts';
import { describeDatabases } from '../databases.ts';
import { makeClerk, type Clerk } from './clerk.ts';
import { push, sale } from './desk.ts';
import { back, cardLine, cash, entryOf, goods, instrument } from './sealed.ts';
import { addCard, cardNumber, openWorld, unwrap, type TestWorld } from './world.ts';

it('reads parameters of before there was a policy as they were', () => {
  const { policy: _policy, ...old } = defaultParameters;
  expect(parametersSchema.parse(old).policy).toEqual(openPolicy);
  expect(
    parametersSchema.parse({ ...old, policy: { giftCard: { validMonths: 12 } } }),
  ).toMatchObject({
    policy: {
      giftCard: { validMonths: 12, ranges: [], oneTime: false },
      creditMemo: { validMonths: null },
    },
  });
});

it('adds months to a day, and takes the last day of a month that is too short', () => {
  expect(monthsLater('2026-01-31T10:00:00.000Z', 1)).toBe('2026-02-28T10:00:00.000Z');
  expect(monthsLater('2026-11-29T10:00:00.000Z', 24)).toBe('2028-11-29T10:00:00.000Z');
  expect(monthsLater('2026-11-29T10:00:00.000Z', null)).toBeNull();
});

describeDatabases('card policy', (place) => {
  let world: TestWorld;
  let clerk: Clerk;
  beforeEach(async () => {
    world = await openWorld(place);
    clerk = makeClerk(() => world, 'A');
  });
  afterEach(() => world.close());

  const rule = async (giftCard: Partial<GiftCardPolicy>, memoMonths: number | null = null) => {
    const { saved } = await parameterState(world.now().db.query);
    const { posting, offlineProfile } = saved;
    const policy = {
      giftCard: { ...openPolicy.giftCard, ...giftCard },
      creditMemo: { validMonths: memoMonths },
    };
    unwrap(
      await applyParameters(
        world.now(),
        { base: saved.version, posting, offlineProfile, policy },
        'ruth',
      ),
    );
  };
  const refusal = async (request: string, want: object): Promise<unknown> => {
    const outcome = await clerk.ask(request, { purpose: 'issue', amount: minor(2000), ...want });
    return outcome.state === 'refused' ? [outcome.fault.code, outcome.fault.data] : outcome.state;
  };

  it('issues only numbers of its ranges, with a PIN where one is needed', async () => {
    const number = cardNumber('c1');
    await rule({ ranges: [{ from: number, until: number }], pinNeeded: true });
    expect(await refusal('r1', { card: 'c2', pin: '4711' })).toEqual(['instrument.range', {}]);
    expect(await refusal('r2', { card: 'c1' })).toEqual(['instrument.pinNeeded', {}]);
    const grant = await clerk.lock('r3', {
      card: 'c1',
      purpose: 'issue',
      amount: minor(2000),
      sale: 's1',
      pin: '4711',
    });
    const sold = sale({ sale: 's1', register: 'A', grants: [grant] }, [
      cardLine('r3', 'issue', 2000),
      cash(2000),
    ]);
    await push(world, 'A', entryOf('A', 1, [], sold));
    expect(await refusal('r4', { card: 'c1', purpose: 'pay', amount: minor(0) })).toEqual([
      'instrument.pinNeeded',
      {},
    ]);
    expect(await refusal('r5', { card: 'c1', purpose: 'pay', pin: '4711', amount: minor(0) })).toBe(
      'granted',
    );
  });

  it('holds amounts to the least and the most, and fills a one-time card once', async () => {
    await addCard(world.now(), 'c1', 8000);
    await rule({ leastAmount: minor(1000), mostBalance: minor(10_000) });
    expect(await refusal('r1', { card: 'c2', amount: minor(999) })).toEqual([
      'instrument.leastAmount',
      { least: 1000 },
    ]);
    expect(await refusal('r2', { card: 'c2', amount: minor(10_001) })).toEqual([
      'instrument.tooMuch',
      { most: 10_000 },
    ]);
    expect(await refusal('r3', { card: 'c1', purpose: 'addValue', amount: minor(2001) })).toEqual([
      'instrument.tooMuch',
      { most: 10_000 },
    ]);
    await rule({ oneTime: true });
    expect(await refusal('r4', { card: 'c1', purpose: 'addValue' })).toEqual([
      'instrument.oneTime',
      {},
    ]);
    // What a customer gets back is no filling.
    expect(await refusal('r5', { card: 'c1', purpose: 'refundTo', amount: minor(1) })).toBe(
      'granted',
    );
  });

  it('holds head office itself to it: number, PIN, amount and validity of what it issues', async () => {
    const number = cardNumber('c1');
    await rule(
      {
        ...{ ranges: [{ from: number, until: number }], pinNeeded: true, validMonths: 12 },
        ...{ leastAmount: minor(1000), mostBalance: minor(10_000) },
      },
      6,
    );
    const card = { kind: 'giftCard', number, amount: minor(2000), currency: 'USD', pin: '4711' };
    const issue = async (more: object): Promise<unknown> => {
      const made = issueInstrumentSchema.parse({ ...card, ...more });
      const issued = await issueInstrument(world.now(), made, 'ruth');
      return issued.ok ? findInstrument(world.now().db.query, issued.value.key) : issued.fault;
    };
    expect(await issue({ number: cardNumber('c2') })).toMatchObject({ code: 'instrument.range' });
    expect(await issue({ pin: undefined })).toMatchObject({ code: 'instrument.pinNeeded' });
    const [least, most] = [{ least: 1000 }, { most: 10_000 }];
    expect(await issue({ amount: 999 })).toMatchObject({
      ...{ code: 'instrument.leastAmount', data: least },
    });
    expect(await issue({ amount: 10_001 })).toMatchObject({
      ...{ code: 'instrument.tooMuch', data: most },
    });
    expect(await issue({})).toMatchObject({ expires: expect.stringMatching(/^2027-03-02T/) });
    // A memo has neither range nor PIN, its own validity, and an end that is told counts.
    const memo = { kind: 'creditMemo', number: cardNumber('m1'), pin: undefined, amount: 10_001 };
    expect(await issue(memo)).toMatchObject({ expires: expect.stringMatching(/^2026-09-02T/) });
    const expires = '2030-01-01T23:59:59.999Z';
    expect(await issue({ ...memo, number: cardNumber('m2'), expires })).toMatchObject({ expires });
    const all = { ...memo, number: cardNumber('m3'), amount: mostMinor };
    expect(await issue(all)).toMatchObject({ code: 'instrument.tooMuch' });
  });

  it('pays out as much as it says where the store says nothing', async () => {
    await addCard(world.now(), 'c1', 500);
    await rule({ cashOutMost: minor(499) });
    expect(await refusal('r1', { card: 'c1', purpose: 'cashOut', amount: minor(0) })).toEqual([
      'instrument.cashOutMost',
      { most: 499 },
    ]);
    await rule({ cashOutMost: minor(500) });
    expect(await refusal('r2', { card: 'c1', purpose: 'cashOut', amount: minor(0) })).toBe(
      'granted',
    );
  });

  it('dates what is issued, and lets a remainder be worth no longer than its memo', async () => {
    await rule({ validMonths: 12 }, 6);
    const card = await clerk.lock('r1', {
      card: 'c1',
      purpose: 'issue',
      amount: minor(2000),
      sale: 's1',
    });
    const first = sale({ sale: 's1', register: 'A', grants: [card] }, [
      cardLine('r1', 'issue', 2000),
      cash(2000),
    ]);
    const one = entryOf('A', 1, [], first);
    await push(world, 'A', one);
    const of = async (key: string) => findInstrument(world.now().db.query, key);
    expect((await of(card.grant.instrument.key))?.expires).toMatch(/^2027-03-02T/);

    const memo = await clerk.lock('r2', {
      kind: 'creditMemo',
      purpose: 'issue',
      amount: minor(3000),
      sale: 's2',
    });
    const returned = sale({ sale: 's2', register: 'A', grants: [memo] }, [
      back(3000),
      instrument(memo, -3000),
    ]);
    const two = entryOf('A', 2, [one.hash], returned);
    await push(world, 'A', two);
    const issued = await of(memo.grant.instrument.key);
    expect(issued?.expires).toMatch(/^2026-09-02T/);
    // A later rule changes nothing of what is out already.
    await rule({ validMonths: 12 }, 1);
    await addCard(world.now(), 'm1', 5000, {
      kind: 'creditMemo',
      expires: '2026-05-01T00:00:00.000Z',
    });
    const pay = await clerk.lock('r3', { card: 'm1', kind: 'creditMemo', sale: 's3' });
    const spent = sale({ sale: 's3', register: 'A', grants: [pay] }, [
      goods(2000),
      instrument(pay, 2000),
    ]);
    await push(world, 'A', entryOf('A', 3, [two.hash], spent));
    expect(await of(pay.grant.reserved?.key ?? '')).toMatchObject({
      balance: 3000,
      expires: '2026-05-01T00:00:00.000Z',
    });
    expect((await of(memo.grant.instrument.key))?.expires).toBe(issued?.expires);
  });
});
