/** What head office does to cards by hand: correct, write off, find. The books stay sound after each act. */
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fault } from '../../../shared/fault.ts';
import { minor } from '../../../shared/money.ts';
import { adjustInstrument } from '../../../server/headquarters/adjusting.ts';
import { listAudit } from '../../../server/headquarters/audit.ts';
import { books } from '../../../server/headquarters/books.ts';
import { expireAll, expireInstrument } from '../../../server/headquarters/expiring.ts';
import { instrumentHistory } from '../../../server/headquarters/instrumentdetail.ts';
import { findByNumber, instrumentRows } from '../../../server/headquarters/instrumentrows.ts';
import { blockInstrument } from '../../../server/headquarters/instruments.ts';
import { describeDatabases } from '../databases.ts';
import { makeClerk, type Clerk } from './clerk.ts';
import { accounts, push, sale } from './desk.ts';
import { entryOf, goods, instrument } from './sealed.ts';
import { addCard, cardNumber, openWorld, unwrap, type TestWorld } from './world.ts';

const long = '2026-01-31T23:59:59.999Z';

describeDatabases('cards in the hand of head office', (place) => {
  let world: TestWorld;
  let a: Clerk;
  beforeEach(async () => {
    world = await openWorld(place);
    a = makeClerk(() => world, 'A');
  });
  afterEach(() => world.close());

  const balanceOf = async (key: string): Promise<number> =>
    unwrap(await instrumentHistory(world.now(), key)).instrument.balance;
  const adjust = async (key: string, change: number, balance: number) =>
    adjustInstrument(
      world.now(),
      {
        ...{ key, change: minor(change), balance: minor(balance) },
        ...{ reason: 'correction' as const, note: 'ticket 12' },
      },
      'ruth',
    );

  it('corrects a balance against the adjustments account, with who and why', async () => {
    const { key } = await addCard(world.now(), 'c1', 500);
    expect(await adjust(key, 250, 500)).toEqual({ ok: true, value: undefined });
    expect(await adjust(key, -50, 750)).toMatchObject({ ok: true });
    expect(await accounts(world)).toEqual({
      adjustments: 200,
      giftCardLiability: -700,
      opening: 500,
    });
    const { postings } = unwrap(await instrumentHistory(world.now(), key));
    expect(postings.map(({ act, change, balance }) => [act, change, balance])).toEqual([
      ['opening', 500, 500],
      ['adjust', 250, 750],
      ['adjust', -50, 700],
    ]);
    expect(postings[2]?.made).toEqual({ by: 'ruth', reason: 'correction', note: 'ticket 12' });
    const [audited] = unwrap(await listAudit(world.now().db.query, { limit: 1 })).rows;
    expect(audited).toMatchObject({ act: 'instrument.adjusted', account: 'ruth' });
    expect(audited?.detail).toContain('by -0.50 to 7.00 USD, correction: ticket 12');
  });

  it('takes no more than is there, puts on no more than may be, and corrects only what was seen', async () => {
    const { key } = await addCard(world.now(), 'c1', 500);
    expect(await adjust(key, 0, 500)).toMatchObject({ fault: { code: 'amount.invalid' } });
    expect(await adjust(key, -501, 500)).toMatchObject({
      fault: { code: 'instrument.belowZero', data: { balance: 500 } },
    });
    expect(await adjust(key, 100_000_000_000, 500)).toMatchObject({
      fault: { code: 'instrument.tooMuch' },
    });
    expect(await adjust(key, 10, 490)).toMatchObject({ fault: { code: 'instrument.changed' } });
    expect(await adjust('0'.repeat(64), 10, 0)).toMatchObject({
      fault: { code: 'instrument.unknown' },
    });
    expect(await balanceOf(key)).toBe(500);
  });

  it('leaves a card alone that a sale holds, and every card while locks may be forgotten', async () => {
    const { key } = await addCard(world.now(), 'c1', 500, { expires: '2026-03-02T09:00:00.000Z' });
    const grant = await a.lock('r1', { card: 'c1' });
    world.clock.pass(3 * 3_600_000);
    const held = { fault: { code: 'instrument.locked', data: { register: 'R-A' } } };
    expect(await adjust(key, 100, 500)).toMatchObject(held);
    expect(await expireInstrument(world.now(), key, 'gone', 'ruth')).toMatchObject(held);
    expect(unwrap(await expireAll(world.now(), world.clock.now(), 'job'))).toMatchObject({
      count: 0,
      kept: 1,
    });
    // The sale that holds it loses nothing, although validity has ended meanwhile.
    const sold = sale({ sale: 'sale-r1', register: 'A', grants: [grant] }, [
      goods(300),
      instrument(grant, 300),
    ]);
    await push(world, 'A', entryOf('A', 1, [], sold));
    expect(await balanceOf(key)).toBe(200);
    await world.restore(await world.backup());
    const recovering = { fault: { code: 'instrument.recovery' } };
    expect(await adjust(key, 100, 200)).toMatchObject(recovering);
    expect(await expireInstrument(world.now(), key, 'gone', 'ruth')).toMatchObject(recovering);
    expect(await expireAll(world.now(), world.clock.now(), 'job')).toMatchObject(recovering);
    expect(await balanceOf(key)).toBe(200);
  });

  it('writes off what is left once validity is over, and not before', async () => {
    const gone = await addCard(world.now(), 'c1', 500, { expires: long });
    const good = await addCard(world.now(), 'c2', 700);
    const off = (key: string) => expireInstrument(world.now(), key, 'validity over', 'ruth');
    expect(await off(good.key)).toEqual({ ok: false, fault: fault('instrument.notExpired') });
    expect(await off(gone.key)).toMatchObject({ ok: true });
    expect(await off(gone.key)).toEqual({ ok: false, fault: fault('instrument.empty') });
    expect(await accounts(world)).toEqual({
      breakage: -500,
      giftCardLiability: -700,
      opening: 1200,
    });
  });

  it('writes off all that are due, once, whoever runs it how often; blocked ones wait for a person', async () => {
    await addCard(world.now(), 'c1', 500, { expires: long });
    await addCard(world.now(), 'c2', 40, { expires: long, kind: 'creditMemo' });
    await addCard(world.now(), 'c3', 60, { expires: long, currency: 'EUR' });
    await addCard(world.now(), 'c4', 900, { expires: '2027-01-01T00:00:00.000Z' });
    const blocked = await addCard(world.now(), 'c5', 70, { expires: long });
    unwrap(await blockInstrument(world.now(), blocked.key, true, 'fraud?', 'ruth'));
    const now = world.clock.now();
    const due = { count: 3, kept: 0 };
    expect(unwrap(await expireAll(world.now(), now, 'job', true))).toMatchObject(due);
    const second = await world.another();
    const runs = await Promise.all([
      expireAll(world.now(), now, 'job'),
      expireAll(second, now, 'job'),
    ]);
    await second.db.close();
    expect(runs.map(unwrap).reduce((sum, run) => sum + run.count, 0)).toBe(3);
    expect(unwrap(await expireAll(world.now(), now, 'job'))).toMatchObject({ count: 0, kept: 0 });
    expect((await books(world.now())).accounts.filter((row) => row.account === 'breakage')).toEqual(
      [
        { account: 'breakage', currency: 'EUR', balance: -60 },
        { account: 'breakage', currency: 'USD', balance: -540 },
      ],
    );
    expect((await books(world.now())).flaws).toEqual([]);
  });

  it('keeps the books sound whatever is corrected, written off and spent in whatever order', async () => {
    const act = fc.record({
      what: fc.constantFrom('adjust', 'expire', 'spend'),
      card: fc.constantFrom('p1', 'p2', 'p3'),
      amount: fc.integer({ min: -600, max: 600 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 14 }), async (acts) => {
        const own = await openWorld(place);
        const clerk = makeClerk(() => own, 'A');
        const keys = new Map<string, string>();
        for (const [name, expires] of [
          ['p1', undefined],
          ['p2', '2026-03-02T08:30:00.000Z'],
          ['p3', long],
        ] as const)
          keys.set(name, (await addCard(own.now(), name, 400, expires ? { expires } : {})).key);
        const expected = new Map([...keys.keys()].map((name) => [name, 400]));
        let before: string[] = [];
        const allowed: [boolean, boolean][] = [];
        for (const [index, { what, card, amount }] of acts.entries()) {
          own.clock.pass(5 * 60_000);
          const key = keys.get(card) ?? '';
          const balance = expected.get(card) ?? 0;
          if (what === 'adjust') {
            const done = await adjustInstrument(
              own.now(),
              { key, change: minor(amount), balance: minor(balance), reason: 'other', note: 'x' },
              'ruth',
            );
            allowed.push([done.ok, amount !== 0 && balance + amount >= 0]);
            if (done.ok) expected.set(card, balance + amount);
          } else if (what === 'expire') {
            const done = await expireInstrument(own.now(), key, 'x', 'ruth');
            if (done.ok) expected.set(card, 0);
          } else {
            const asked = await clerk.ask(`q${index}`, { card });
            if (asked.state !== 'granted') continue;
            const price = Math.min(Math.abs(amount) + 1, balance);
            const entry = entryOf(
              'A',
              before.length + 1,
              before.slice(-1),
              sale({ sale: `sale-q${index}`, register: 'A', grants: [asked.grant] }, [
                goods(price),
                instrument(asked.grant, price),
              ]),
            );
            await push(own, 'A', entry);
            await clerk.drop(`q${index}`);
            before = [...before, entry.hash];
            expected.set(card, balance - price);
          }
        }
        const found = await books(own.now());
        const rows = await own.now().db.query.selectFrom('instrument').select('balance').execute();
        await own.close();
        expect(found.flaws).toEqual([]);
        expect(allowed.filter(([was, should]) => was !== should)).toEqual([]);
        expect(rows.map((row) => row.balance).toSorted((x, y) => x - y)).toEqual(
          [...expected.values()].toSorted((x, y) => x - y),
        );
      }),
      { numRuns: 8 },
    );
  }, 60_000);

  it('finds one by its whole number, and lists by last four, state and holder, page by page', async () => {
    const card = await addCard(world.now(), 'c1', 500);
    await addCard(world.now(), 'c2', 0);
    expect(await findByNumber(world.now(), cardNumber('c1').replace(/(\d{4})/g, '$1 '))).toEqual({
      ok: true,
      value: { key: card.key, kind: 'giftCard' },
    });
    expect(await findByNumber(world.now(), '1234')).toMatchObject({
      fault: { code: 'instrument.number' },
    });
    expect(await findByNumber(world.now(), cardNumber('c9'))).toMatchObject({
      fault: { code: 'instrument.unknown' },
    });
    await a.lock('r1', { card: 'c1' });
    const list = async (show: 'all' | 'open' | 'closed' | 'locked', text = '') =>
      instrumentRows(world.now(), { kind: 'giftCard', show, text });
    expect((await list('all')).counts).toEqual({
      ...{ all: 2, open: 1, closed: 1, locked: 1, expired: 0, blocked: 0 },
    });
    expect((await list('open')).rows.map((row) => row.last4)).toEqual([card.last4]);
    expect((await list('closed')).rows).toHaveLength(1);
    for (const text of [card.last4, 'r-a', 'sale-r1'])
      expect((await list('locked', text)).rows[0]?.lock).toMatchObject({
        ...{ registerName: 'R-A', sale: 'sale-r1', balance: 500, owes: 0, parked: null },
      });
    expect((await list('all', 'R-B')).rows).toEqual([]);
    expect((await list('all')).liability).toEqual([{ currency: 'USD', amount: 500 }]);
  });

  it('shows the chain of remainders from both its ends', async () => {
    await addCard(world.now(), 'm1', 1000, { kind: 'creditMemo' });
    const grant = await a.lock('r1', { card: 'm1', kind: 'creditMemo' });
    const sold = sale({ sale: 'sale-r1', register: 'A', grants: [grant] }, [
      goods(400),
      instrument(grant, 400),
    ]);
    await push(world, 'A', entryOf('A', 1, [], sold));
    const old = unwrap(await instrumentHistory(world.now(), grant.grant.instrument.key));
    expect(old.into).toMatchObject({ balance: 600, state: 'open', sale: 'sale-r1' });
    expect(old.from).toBeNull();
    const rest = unwrap(await instrumentHistory(world.now(), old.into?.key ?? ''));
    expect(rest.from).toMatchObject({ key: grant.grant.instrument.key, state: 'used' });
    expect(rest.postings).toMatchObject([{ act: 'remainder', change: 600, receipt: 'R-sale-r1' }]);
  });

  it('gives a long history page by page, each posting once', async () => {
    const { key } = await addCard(world.now(), 'c1', 1);
    for (let n = 1; n <= 130; n += 1) unwrap(await adjust(key, 1, n));
    const newest = unwrap(await instrumentHistory(world.now(), key));
    const balances = newest.postings.map((row) => row.balance);
    let { older } = newest;
    // One that is made meanwhile moves nothing.
    unwrap(await adjust(key, 1, 131));
    while (older !== null) {
      const page = unwrap(await instrumentHistory(world.now(), key, { after: older, limit: 20 }));
      balances.unshift(...page.postings.map((row) => row.balance));
      older = page.older;
    }
    expect(balances).toEqual(Array.from({ length: 131 }, (_, n) => n + 1));
    for (const after of ['2026~b~c', 'WyJhIiwiYiIsImMiXQ'])
      expect(await instrumentHistory(world.now(), key, { after, limit: 20 })).toMatchObject({
        fault: { code: 'wire.malformed', data: { at: 'after' } },
      });
  });
});
