import { afterEach, beforeEach, expect, it } from 'vitest';
import { readOpenCart } from '../../../main/database/carts.ts';
import { readIdentity } from '../../../main/database/identity.ts';
import { dropLock, latestRefusal } from '../../../main/database/locks.ts';
import {
  forgetAnswered,
  giveUpAsk,
  hearHeld,
  isHoldOwed,
  prepareHold,
} from '../../../main/sync/locks.ts';
import { openTill, type Till } from './till.ts';

let till: Till;
beforeEach(() => {
  till = openTill();
});
afterEach(() => till.close());

it('carries number and PIN of the ask only in what is sent, and forgets them with the answer', () => {
  till.sell(3000);
  till.ask('a1');
  till.numbers.set('a1', { number: '6001234567890017', pin: '2468' });
  const hold = prepareHold(till);
  expect(hold.wants).toMatchObject([{ request: 'a1', number: '6001234567890017', pin: '2468' }]);
  expect(
    hearHeld(till, hold, {
      epoch: 1,
      results: { a1: { state: 'granted', grant: till.grant('a1') } },
    }),
  ).toEqual({ ok: true, value: 'results' });
  expect(till.numbers.size).toBe(0);
  expect(prepareHold(till).wants).not.toMatchObject([{ number: '6001234567890017' }]);
  const file = till.db.sql.serialize();
  expect([file.includes('6001234567890017'), file.includes('2468')]).toEqual([false, false]);
});

it('asks for a new memo without a number', () => {
  till.sell(-1000);
  till.ask('a1', { kind: 'creditMemo', purpose: 'issue', last4: '' });
  till.numbers.set('a1', { number: null, pin: null });
  expect(prepareHold(till).wants[0]).not.toHaveProperty('number');
});

it('gives up an ask whose number memory lost, and says so', () => {
  till.ask('a1');
  till.numbers.clear();
  expect(prepareHold(till).wants).toEqual([]);
  expect(latestRefusal(till.db)).toMatchObject({
    request: 'a1',
    state: 'gone',
    fault: { code: 'instrument.noAnswer' },
  });
});

it('owes a HOLD until one that states the wants is answered', () => {
  expect(isHoldOwed(till.db)).toBe(true);
  const first = prepareHold(till);
  expect(isHoldOwed(till.db)).toBe(true);
  hearHeld(till, first, { epoch: 1, results: {} });
  expect(isHoldOwed(till.db)).toBe(false);
  till.ask('a1');
  expect(isHoldOwed(till.db)).toBe(true);
  dropLock(till.db, 'a1');
  expect(isHoldOwed(till.db)).toBe(false);
});

it('gives an ask up after its time: gone, told, and wanted no more', () => {
  till.sell(3000);
  till.ask('a1');
  const first = prepareHold(till);
  expect([giveUpAsk(till, 'a1'), giveUpAsk(till, 'a1')]).toEqual([true, false]);
  expect([till.state('a1'), till.numbers.size]).toEqual(['gone', 0]);
  expect(latestRefusal(till.db)).toMatchObject({
    fault: { code: 'instrument.noAnswer', data: { last4: '0017' } },
  });
  const second = prepareHold(till);
  expect(second).toMatchObject({ seq: 2, predecessors: [first.id], wants: [] });
  hearHeld(till, first, {
    epoch: 1,
    results: { a1: { state: 'granted', grant: till.grant('a1') } },
  });
  expect([till.state('a1'), readOpenCart(till.db)?.tenders]).toEqual(['gone', []]);
});

it('ends an ask whose grant does not count, so that the next HOLD frees it', () => {
  till.sell(3000);
  till.ask('a1');
  const hold = prepareHold(till);
  hearHeld(till, hold, {
    epoch: 1,
    results: { a1: { state: 'granted', grant: till.grant('a1', { sale: 'sale-9' }) } },
  });
  expect(latestRefusal(till.db)).toMatchObject({ state: 'gone', fault: { code: 'grant.invalid' } });
  expect(prepareHold(till).wants).toEqual([]);
});

it('after an unknown HOLD: a new incarnation, no cart, nothing asked or held (section 6)', () => {
  till.sell(3000);
  till.ask('a1');
  const hold = prepareHold(till);
  expect(hearHeld(till, hold, { epoch: 1, last: { incarnation: 0, seq: 90, id: 'lost' } })).toEqual(
    { ok: true, value: 'rolledBack' },
  );
  expect([readOpenCart(till.db), till.state('a1'), readIdentity(till.db)?.incarnation]).toEqual([
    null,
    'gone',
    1,
  ]);
  expect(prepareHold(till)).toMatchObject({ incarnation: 1, seq: 91, wants: [] });
  expect(hearHeld(till, hold, { epoch: 1, last: { incarnation: 0, seq: 90, id: 'lost' } })).toEqual(
    { ok: true, value: 'ignored' },
  );
  expect(readIdentity(till.db)?.incarnation).toBe(1);
});

it('keeps the numbers of what is asked for', () => {
  till.ask('a1');
  till.numbers.set('old', { number: '1', pin: null });
  forgetAnswered(till);
  expect([...till.numbers.keys()]).toEqual(['a1']);
});
