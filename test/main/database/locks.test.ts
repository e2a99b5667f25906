import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fault } from '../../../shared/fault.ts';
import { minor } from '../../../shared/money.ts';
import {
  ask,
  dropLock,
  dropLocks,
  endLock,
  findLock,
  forgetNumbers,
  holdLock,
  latestBroken,
  latestRefusal,
  locksOf,
  markDone,
  markRead,
  openAsk,
  spendLocks,
  startLocks,
  wanted,
} from '../../../main/database/locks.ts';
import { saveOpenCart } from '../../../main/database/carts.ts';
import { lockRow, openTill, type Till } from '../sync/till.ts';

let till: Till;
beforeEach(() => {
  till = openTill();
});
afterEach(() => till.close());

const hold = (request: string): void =>
  holdLock(till.db, request, {
    grant: till.grant(request),
    heldAt: '2026-11-22T10:00:02.000Z',
    sealedNumber: 'sealed',
  });

it('keeps a request as it was asked', () => {
  const row = lockRow('a1', {
    kind: 'creditMemo',
    purpose: 'issue',
    last4: '',
    amount: minor(500),
    intent: { as: 'tender', amount: minor(-500) },
  });
  expect(ask(till.db, row)).toEqual({ ok: true, value: undefined });
  expect(openAsk(till.db)).toEqual(row);
  expect(locksOf(till.db, 'sale-1')).toEqual([row]);
});

it('has one open ask at a time', () => {
  till.ask('a1');
  expect(ask(till.db, lockRow('a2'))).toMatchObject({ ok: false, fault: { code: 'ask.pending' } });
  dropLock(till.db, 'a1');
  expect(ask(till.db, lockRow('a2')).ok).toBe(true);
  expect(() => ask(till.db, { ...lockRow('a1'), state: 'asked' })).not.toThrow();
});

it('never asks a request id again (R2)', () => {
  till.ask('a1');
  endLock(till.db, 'a1', 'refused', fault('instrument.empty'));
  expect(() => ask(till.db, lockRow('a1'))).toThrow(/UNIQUE/);
});

it('tells the newest refusal until it is read, and a broken lock apart from it', () => {
  till.ask('a1');
  endLock(till.db, 'a1', 'refused', fault('instrument.empty'));
  till.ask('a2');
  hold('a2');
  endLock(till.db, 'a2', 'gone', fault('lock.broken', { last4: '0017' }));
  till.ask('a3');
  dropLock(till.db, 'a3');
  expect(latestRefusal(till.db)).toMatchObject({
    request: 'a1',
    fault: { code: 'instrument.empty' },
  });
  expect(latestBroken(till.db)).toMatchObject({
    request: 'a2',
    state: 'gone',
    fault: { code: 'lock.broken' },
  });
  markRead(till.db);
  expect([latestRefusal(till.db), latestBroken(till.db)]).toEqual([null, null]);
});

it('spends only what is held, all or nothing (R6)', () => {
  till.ask('a1');
  hold('a1');
  till.ask('a2');
  expect(() => spendLocks(till.db, ['a1', 'a2'])).toThrow('must hold');
  expect(till.state('a1')).toBe('held');
  spendLocks(till.db, ['a1']);
  expect(() => spendLocks(till.db, ['a1'])).toThrow('must hold');
  markDone(till.db, 'a1');
  markDone(till.db, 'a2');
  expect([till.state('a1'), till.state('a2')]).toEqual(['done', 'asked']);
});

it('learns the number of a new memo with its grant, and forgets the sealed one once it is printed', () => {
  till.ask('a1', { kind: 'creditMemo', purpose: 'issue', last4: '' });
  hold('a1');
  expect(findLock(till.db, 'a1')).toMatchObject({ last4: '8816', sealedNumber: 'sealed' });
  forgetNumbers(till.db, 'sale-1');
  expect(findLock(till.db, 'a1')?.sealedNumber).toBeNull();
});

it('drops what a voided sale asked for and held, and nothing else', () => {
  till.ask('a1');
  hold('a1');
  spendLocks(till.db, ['a1']);
  till.ask('a2');
  hold('a2');
  till.ask('a3');
  dropLocks(till.db, 'sale-1');
  expect(['a1', 'a2', 'a3'].map(till.state)).toEqual(['spent', 'gone', 'gone']);
});

it('at process start drops the ask, and what is held without its cart (R8)', () => {
  const cart = till.sell(3000);
  till.ask('a1');
  hold('a1');
  till.ask('a2');
  hold('a2');
  till.ask('a3');
  const tender = {
    tender: 9,
    kind: 'giftCard' as const,
    request: 'a2',
    purpose: 'pay' as const,
    last4: '0017',
    amount: minor(100),
    balance: minor(100),
    reservedLast4: null,
  };
  saveOpenCart(till.db, { ...cart, tenders: [tender] });
  startLocks(till.db);
  expect(['a1', 'a2', 'a3'].map(till.state)).toEqual(['gone', 'held', 'gone']);
  startLocks(till.db);
  expect(till.state('a2')).toBe('held');
});

function throws(work: () => unknown): boolean {
  try {
    work();
    return false;
  } catch (error) {
    return error instanceof Error;
  }
}

it('wants exactly asked, held and spent, whatever was done', () => {
  const acts = fc.array(
    fc.tuple(
      fc.constantFrom('ask', 'hold', 'refuse', 'drop', 'spend', 'done', 'start'),
      fc.integer({ min: 0, max: 5 }),
    ),
    { maxLength: 25 },
  );
  let sale = 0;
  fc.assert(
    fc.property(acts, (history) => {
      sale += 1;
      const id = (n: number): string => `s${sale}-${n}`;
      // The same refusal again changes nothing.
      const legal = { hold: ['asked'], refuse: ['asked', 'refused'], spend: ['held'] };
      for (const [act, n] of history) {
        const state = till.state(id(n));
        const work = {
          ask: () => ask(till.db, lockRow(id(n), { sale: `s${sale}` })),
          hold: () => hold(id(n)),
          refuse: () => endLock(till.db, id(n), 'refused', fault('instrument.empty')),
          drop: () => dropLock(till.db, id(n)),
          spend: () => spendLocks(till.db, [id(n)]),
          done: () => markDone(till.db, id(n)),
          start: () => startLocks(till.db),
        }[act];
        const allowed =
          act === 'ask'
            ? state === undefined || openAsk(till.db) !== null
            : act in legal
              ? legal[act as keyof typeof legal].includes(state ?? '')
              : true;
        expect(throws(work)).toBe(!allowed);
        const open = locksOf(till.db, `s${sale}`).filter((row) =>
          ['asked', 'held', 'spent'].includes(row.state),
        );
        expect(wanted(till.db).filter((row) => row.sale === `s${sale}`)).toEqual(open);
        expect(open.filter((row) => row.state === 'asked').length).toBeLessThanOrEqual(1);
      }
      startLocks(till.db);
    }),
    { numRuns: 40 },
  );
});
