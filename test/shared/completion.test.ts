import { describe, expect, test } from 'vitest';
import { mayAsk, mayComplete } from '../../shared/completion.ts';
import { minor } from '../../shared/money.ts';
import { adding, cartAfter, link, lock, parameters, payingCard } from './sample.ts';

const now = { running: 0, pending: 0 };
const hour = 3_600_000;
const plain = cartAfter(adding('mug', 1450));
const withCard = cartAfter(adding('mug', 1450), payingCard('r1', 1000));
const closed = parameters({});
const open = parameters({ completeOffline: true });
const answer = (...given: Parameters<typeof mayComplete>): string => {
  const result = mayComplete(...given);
  return result.ok
    ? `${result.value.rule}${result.value.offline ? ', offline' : ''}`
    : result.fault.code;
};

describe('mayComplete', () => {
  test.each(['online', 'realtimeDown', 'offline', 'byHand'] as const)(
    'a sale without an instrument may always be completed: %s',
    (state) => {
      expect(answer(plain, link(state), closed, [], now)).toBe(
        state === 'online' ? 'noInstrument' : 'noInstrument, offline',
      );
    },
  );

  test('with the real-time service the switch does not matter', () => {
    expect(answer(withCard, link('online'), closed, [lock('r1')], now)).toBe('reachable');
  });

  test.each(['realtimeDown', 'offline', 'byHand'] as const)('%s: the switch decides', (state) => {
    expect(answer(withCard, link(state), open, [lock('r1')], now)).toBe('parameter, offline');
    expect(answer(withCard, link(state), closed, [lock('r1')], now)).toBe('completion.notAllowed');
  });

  test.each([
    [],
    [lock('r1', { state: 'asked' })],
    [lock('r1', { state: 'gone' })],
    [lock('r1', { verified: false })],
    [lock('r2')],
  ])('without a verified live lock never: %o', (...locks) => {
    expect(answer(withCard, link('offline'), open, locks, now)).toBe('completion.unverified');
    expect(answer(withCard, link('online'), open, locks, now)).toBe('completion.unverified');
  });

  test('each kind has its own switch', () => {
    const both = cartAfter(
      adding('mug', 1450),
      payingCard('r1', 500),
      payingCard('r2', 500, 900, 'creditMemo'),
    );
    const locks = [lock('r1'), lock('r2', { kind: 'creditMemo', last4: '9082' })];
    const result = mayComplete(
      both,
      link('offline'),
      parameters({ completeOffline: true }, {}),
      locks,
      now,
    );
    expect(result).toMatchObject({
      ok: false,
      fault: {
        code: 'completion.notAllowed',
        data: { kind: 'creditMemo', last4: '9082', version: 214 },
      },
    });
  });

  test.each([
    [{ mostPerSale: minor(1000) }, now, 'parameter, offline'],
    [{ mostPerSale: minor(999) }, now, 'completion.overAmount'],
    [{ mostHours: 8 }, { running: 8 * hour, pending: 0 }, 'parameter, offline'],
    [{ mostHours: 8 }, { running: 8 * hour + 1, pending: 0 }, 'completion.overHours'],
    [{ mostPending: 3 }, { running: 0, pending: 2 }, 'parameter, offline'],
    [{ mostPending: 3 }, { running: 0, pending: 3 }, 'completion.overPending'],
  ])('the limit %o at %o: %s', (limit, at, expected) => {
    expect(
      answer(
        withCard,
        link('offline'),
        parameters({ completeOffline: true, ...limit }),
        [lock('r1')],
        at,
      ),
    ).toBe(expected);
  });

  test('limits do not bind while the real-time service answers', () => {
    expect(
      answer(withCard, link('online'), parameters({ mostPerSale: minor(1) }), [lock('r1')], now),
    ).toBe('reachable');
  });

  test('a gift card that is sold counts towards its limit', () => {
    const selling = cartAfter({
      move: 'addInstrument',
      line: { purpose: 'issue', request: 'r1', last4: '4417', amount: minor(2500) },
    });
    expect(
      answer(
        selling,
        link('offline'),
        parameters({ completeOffline: true, mostPerSale: minor(2000) }),
        [lock('r1', { purpose: 'issue' })],
        now,
      ),
    ).toBe('completion.overAmount');
  });
});

test('an instrument is asked for online only', () => {
  expect(mayAsk(link('online')).ok).toBe(true);
  for (const state of ['realtimeDown', 'offline', 'byHand'] as const) {
    expect(mayAsk(link(state))).toMatchObject({
      fault: { code: 'instrument.offline', retry: 'later' },
    });
  }
});
