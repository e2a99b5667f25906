import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  findHold,
  isStated,
  lastHold,
  markAnswered,
  nextHold,
  reopenAfter,
} from '../../../main/database/holds.ts';
import { saveEpoch, saveIncarnation } from '../../../main/database/identity.ts';
import { dropLock, holdLock, spendLocks } from '../../../main/database/locks.ts';
import { recover } from '../../../main/database/recovery.ts';
import { openTill, type Till } from '../sync/till.ts';

let till: Till;
beforeEach(() => {
  till = openTill();
});
afterEach(() => till.close());

const next = (): ReturnType<typeof nextHold> => nextHold(till.db, till.chance);
const hold = (request: string): void =>
  holdLock(till.db, request, {
    grant: till.grant(request),
    heldAt: '2026-11-22T10:00:02.000Z',
    sealedNumber: null,
  });

it('states the wants and the head, without number and PIN', () => {
  till.sell(1000);
  const entry = till.commit();
  till.ask('a1');
  expect(next()).toMatchObject({
    register: 'S01-R02',
    incarnation: 0,
    seq: 1,
    epoch: 1,
    predecessors: [],
    head: { number: 1, hash: entry.hash },
    wants: [
      {
        request: 'a1',
        kind: 'giftCard',
        purpose: 'pay',
        sale: 'sale-1',
        cashier: 'mei',
        currency: 'USD',
        amount: 0,
      },
    ],
  });
  expect(JSON.stringify(next())).not.toContain('6001234567890017');
});

it('is the same HOLD while nothing differs, though a request moves on', () => {
  till.ask('a1');
  const first = next();
  expect(next().id).toBe(first.id);
  hold('a1');
  expect(next()).toMatchObject({ id: first.id, seq: first.seq, wants: [{ request: 'a1' }] });
  spendLocks(till.db, ['a1']);
  expect(next().id).toBe(first.id);
});

it.each([
  ['wants', (): void => dropLock(till.db, 'a1')],
  ['epoch', (): void => saveEpoch(till.db, 2)],
  ['incarnation', (): void => saveIncarnation(till.db, 1)],
])('is a new HOLD when the %s differ', (_, change) => {
  till.ask('a1');
  const first = next();
  change();
  expect(isStated(till.db)).toBe(false);
  const second = next();
  expect(second).toMatchObject({ seq: first.seq + 1, predecessors: [first.id] });
  expect(second.id).not.toBe(first.id);
});

it('names its predecessors back to the last one answered', () => {
  const ids = ['a1', 'a2', 'a3', 'a4'].map((request) => {
    till.ask(request);
    const { id } = next();
    dropLock(till.db, request);
    return id;
  });
  const [first, second, third, fourth] = ids;
  expect(next().predecessors).toEqual([first, second, third, fourth]);
  markAnswered(till.db, third ?? '');
  expect(next().predecessors).toEqual([third, fourth]);
  const named = findHold(till.db, second ?? '');
  expect(named).not.toBeNull();
  if (named !== null) reopenAfter(till.db, named);
  expect(next().predecessors).toEqual([second, third, fourth]);
});

it('carries grants until headquarters answered a HOLD of the epoch; those of the open sale always', () => {
  till.ask('a1');
  hold('a1');
  spendLocks(till.db, ['a1']);
  till.ask('a2');
  hold('a2');
  const carried = (): (boolean | undefined)[] =>
    next().wants.map((want) => want.grant !== undefined);
  expect(carried()).toEqual([true, true]);
  markAnswered(till.db, next().id);
  expect(carried()).toEqual([false, true]);
  saveEpoch(till.db, 2);
  expect(carried()).toEqual([true, true]);
});

it('is above the seq of a HOLD that the register lost (section 6)', () => {
  next();
  expect(recover(till.db, { hold: { incarnation: 3, seq: 40, id: 'lost' } }).ok).toBe(true);
  expect(next()).toMatchObject({ incarnation: 4, seq: 41, predecessors: ['lost'] });
});

it('numbers without gaps and never names an unknown predecessor, whatever happens', () => {
  let round = 0;
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('ask', 'drop', 'answer', 'epoch'), { maxLength: 30 }),
      (acts) => {
        round += 1;
        let count = 0;
        let epoch = round * 1000;
        for (const act of acts) {
          const before = lastHold(till.db);
          if (act === 'ask') {
            if (count > 0) dropLock(till.db, `p${round}-${count}`);
            count += 1;
            till.ask(`p${round}-${count}`);
          }
          if (act === 'drop' && count > 0) dropLock(till.db, `p${round}-${count}`);
          if (act === 'epoch') saveEpoch(till.db, (epoch += 1));
          const made = next();
          expect(made.seq - (before?.seq ?? 0)).toBe(made.id === before?.id ? 0 : 1);
          expect(new Set([...made.predecessors, made.id]).size).toBe(made.predecessors.length + 1);
          for (const id of made.predecessors)
            expect(findHold(till.db, id)?.seq).toBeLessThan(made.seq);
          if (act === 'answer') markAnswered(till.db, made.id);
        }
        if (count > 0) dropLock(till.db, `p${round}-${count}`);
      },
    ),
    { numRuns: 30 },
  );
});
