import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { totals } from '../../../shared/cart.ts';
import { fault } from '../../../shared/fault.ts';
import type { Grant, Held, HoldRef, Outcome } from '../../../shared/lock.ts';
import { minor } from '../../../shared/money.ts';
import { answerCursor, saveAnswers } from '../../../main/database/answers.ts';
import { closeOpenCart, readOpenCart } from '../../../main/database/carts.ts';
import { applyHeld, type Heard } from '../../../main/database/grants.ts';
import { lastHold, nextHold } from '../../../main/database/holds.ts';
import { readIdentity, saveEpoch } from '../../../main/database/identity.ts';
import {
  dropLock,
  findLock,
  latestBroken,
  latestRefusal,
  spendLocks,
} from '../../../main/database/locks.ts';
import { openTill, type Till } from '../sync/till.ts';

let till: Till;
beforeEach(() => {
  till = openTill();
});
afterEach(() => till.close());

const send = (): HoldRef => nextHold(till.db, till.chance);
const hear = (held: Held, hold: HoldRef = send()): Heard =>
  applyHeld(till.db, hold, held, { verify: till.verify, seal: till.seal, at: till.clock.now() });
const results = (outcomes: Record<string, Outcome>): Held => ({ epoch: 1, results: outcomes });
const granted = (request: string, facts: Partial<Grant> = {}, number?: string): Outcome => ({
  state: 'granted',
  grant: till.grant(request, facts),
  ...(number === undefined ? {} : { number }),
});
const tenders = (): unknown => readOpenCart(till.db)?.tenders;

it('R1: a grant makes the request held and adds the tender, as much as is due', () => {
  till.sell(3000);
  till.ask('a1');
  expect(hear(results({ a1: granted('a1') }))).toEqual({
    heard: 'results',
    held: ['a1'],
    invalid: [],
  });
  expect(till.state('a1')).toBe('held');
  expect(tenders()).toMatchObject([
    {
      kind: 'giftCard',
      request: 'a1',
      purpose: 'pay',
      last4: '0017',
      amount: 3000,
      balance: 5000,
      reservedLast4: null,
    },
  ]);
  expect(lastHold(till.db)?.answered).toBe(true);
});

it('R1: the tender is the least of what is wanted, due and there', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 9000 }),
      fc.integer({ min: 1, max: 9000 }),
      fc.option(fc.integer({ min: 1, max: 9000 })),
      fc.uuid(),
      (price, balance, wish, request) => {
        const sale = `sale-${request}`;
        till.sell(price, sale);
        till.ask(request, { intent: { as: 'tender', amount: wish === null ? null : minor(wish) } });
        hear(results({ [request]: granted(request, { balance: minor(balance) }) }));
        const cart = readOpenCart(till.db);
        expect(cart && totals(cart).paid).toBe(Math.min(price, balance, wish ?? price));
        dropLock(till.db, request);
        closeOpenCart(till.db);
      },
    ),
    { numRuns: 40 },
  );
});

it.each<[string, Partial<Grant>]>([
  ['another request', { request: 'other' }],
  ['another sale', { sale: 'sale-9' }],
  ['another register', { register: 'S01-R03' }],
  ['another purpose', { purpose: 'refundTo' }],
  ['another currency', { currency: 'EUR' }],
  ['an older epoch', { epoch: 0 }],
  ['a newer epoch', { epoch: 2 }],
  ['another instrument', { instrument: { kind: 'giftCard', key: 'a'.repeat(64), last4: '9999' } }],
])('R1: a grant for %s does not count', (_, facts) => {
  till.sell(3000);
  till.ask('a1');
  expect(hear(results({ a1: granted('a1', facts) }))).toMatchObject({ held: [], invalid: ['a1'] });
  expect([till.state('a1'), tenders()]).toEqual(['asked', []]);
});

it('R1: a signature that does not verify does not count', () => {
  till.sell(3000);
  till.ask('a1');
  const grant = { ...till.grant('a1'), signature: Buffer.alloc(64).toString('base64') };
  expect(hear(results({ a1: { state: 'granted', grant } }))).toMatchObject({ invalid: ['a1'] });
  const raised = {
    ...till.grant('a1'),
    grant: { ...till.grant('a1').grant, balance: minor(900_000) },
  };
  expect(hear(results({ a1: { state: 'granted', grant: raised } }))).toMatchObject({
    invalid: ['a1'],
  });
  expect(till.state('a1')).toBe('asked');
});

it('R1: a grant that comes after the cashier gave up adds nothing', () => {
  till.sell(3000);
  till.ask('a1');
  const hold = send();
  const late = results({ a1: granted('a1') });
  dropLock(till.db, 'a1');
  expect(hear(late, hold)).toMatchObject({ held: [], invalid: [] });
  expect([till.state('a1'), tenders()]).toEqual(['gone', []]);
});

it('R1: the same answer twice adds one tender', () => {
  till.sell(8000);
  till.ask('a1');
  const held = results({ a1: granted('a1') });
  hear(held);
  hear(held);
  expect(tenders()).toHaveLength(1);
});

it('gives a card back that finds nothing due any more', () => {
  till.sell(0);
  till.ask('a1');
  hear(results({ a1: granted('a1') }));
  expect(till.state('a1')).toBe('gone');
  expect(latestRefusal(till.db)).toMatchObject({ fault: { code: 'tender.nothingDue' } });
});

it('keeps the reserved number of a memo sealed, and its last four in the tender', () => {
  till.sell(3000);
  till.ask('a1', { kind: 'creditMemo' });
  hear(
    results({
      a1: granted('a1', { reserved: { key: 'b'.repeat(64), last4: '8816' } }, '6011000000008816'),
    }),
  );
  expect(findLock(till.db, 'a1')?.sealedNumber).toBe('sealed 8816');
  expect(tenders()).toMatchObject([{ kind: 'creditMemo', amount: 3000, reservedLast4: '8816' }]);
});

it('a refund goes onto a new memo with the sign of what is due', () => {
  till.sell(-2500);
  till.ask('a1', {
    kind: 'creditMemo',
    purpose: 'issue',
    last4: '',
    intent: { as: 'tender', amount: minor(-2500) },
  });
  const reserved = { key: 'a'.repeat(64), last4: '8816' };
  hear(results({ a1: granted('a1', { balance: minor(0), reserved }) }));
  expect(tenders()).toMatchObject([
    { kind: 'creditMemo', purpose: 'issue', amount: -2500, last4: '8816', reservedLast4: '8816' },
  ]);
});

it('a card that is sold becomes a line', () => {
  till.sell(0);
  till.ask('a1', { purpose: 'issue', intent: { as: 'line', amount: minor(2000) } });
  hear(results({ a1: granted('a1', { balance: minor(0) }) }));
  expect(readOpenCart(till.db)?.lines).toMatchObject([
    { kind: 'giftCard', purpose: 'issue', request: 'a1', amount: 2000, last4: '0017' },
  ]);
});

it('R2: a refusal ends the request with its reason', () => {
  till.sell(3000);
  till.ask('a1');
  const refusal = fault('instrument.locked', {
    store: 'Harbour Street',
    register: 'R05',
    since: '2026-11-22T10:00:00.000Z',
  });
  hear(results({ a1: { state: 'refused', fault: refusal } }));
  expect(latestRefusal(till.db)).toMatchObject({ request: 'a1', state: 'refused', fault: refusal });
});

it('R5: names the own sale, or this one, that holds the card', () => {
  const refused: Outcome = {
    state: 'refused',
    fault: fault('instrument.locked', { store: 'S', register: 'R02', since: 'x' }),
  };
  till.sell(3000);
  till.ask('a1');
  hear(results({ a1: granted('a1', { balance: minor(1000) }) }));
  till.ask('a2');
  hear(results({ a2: refused }));
  expect(latestRefusal(till.db)).toMatchObject({ fault: { code: 'instrument.twice' } });
  till.commit();
  till.sell(1000, 'sale-2');
  till.ask('a3');
  hear(results({ a3: refused }));
  expect(latestRefusal(till.db)).toMatchObject({
    fault: { code: 'instrument.ownSale', data: { receipt: 'R02-000001' } },
  });
  till.ask('a4', { last4: '4444' });
  hear(results({ a4: refused }));
  expect(latestRefusal(till.db)).toMatchObject({ fault: { code: 'instrument.locked' } });
});

it.each(['broken', 'superseded'] as const)(
  'R3: a held lock that is %s takes its tender out and is told',
  (state) => {
    till.sell(3000);
    till.ask('a1');
    hear(results({ a1: granted('a1') }));
    hear(results({ a1: { state } }));
    expect([till.state('a1'), tenders()]).toEqual(['gone', []]);
    expect(latestBroken(till.db)).toMatchObject({
      request: 'a1',
      read: false,
      fault: { code: 'lock.broken', data: { last4: '0017' } },
    });
  },
);

it('R3: a spent one that is broken stays spent', () => {
  till.sell(3000);
  till.ask('a1');
  hear(results({ a1: granted('a1') }));
  spendLocks(till.db, ['a1']);
  hear(results({ a1: { state: 'broken' } }));
  expect(till.state('a1')).toBe('spent');
});

it('R9: a newer epoch is stored, answers are heard anew, and the HOLD is written anew', () => {
  saveAnswers(till.db, [], 70);
  const hold = send();
  expect(hear({ epoch: 5 }, hold)).toEqual({ heard: 'epoch' });
  expect([readIdentity(till.db)?.epoch, answerCursor(till.db)]).toEqual([5, 0]);
  expect(nextHold(till.db, till.chance)).toMatchObject({ epoch: 5, seq: hold.seq + 1 });
});

it('R9: an answer of an older epoch is ignored', () => {
  till.sell(3000);
  till.ask('a1');
  const old = results({ a1: granted('a1') });
  saveEpoch(till.db, 2);
  expect(hear(old)).toEqual({ heard: 'ignored' });
  expect(till.state('a1')).toBe('asked');
});

it('R9: last with a known id resends with predecessors back to it; an answer to an older HOLD is ignored', () => {
  const first = send();
  hear(results({}), first);
  till.ask('a1');
  const second = nextHold(till.db, till.chance);
  hear(results({}), second);
  dropLock(till.db, 'a1');
  const third = nextHold(till.db, till.chance);
  expect(third.predecessors).toEqual([second.id]);
  expect(hear({ epoch: 1, last: third }, second)).toEqual({ heard: 'ignored' });
  expect(hear({ epoch: 1, last: first }, third)).toEqual({ heard: 'resend' });
  expect(nextHold(till.db, till.chance)).toMatchObject({
    id: third.id,
    predecessors: [first.id, second.id],
  });
});

it('R9: last with an unknown id means that the register was rolled back, unless it knows so already', () => {
  const lost = { incarnation: 0, seq: 9, id: 'lost' };
  expect(hear({ epoch: 1, last: lost })).toEqual({ heard: 'rolledBack', last: lost });
  expect(hear({ epoch: 1, last: { ...lost, incarnation: -1 } })).toEqual({ heard: 'ignored' });
});
