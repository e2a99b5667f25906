import { afterEach, beforeEach, expect, it } from 'vitest';
import { done, fail, fault, ok, type Result } from '../../../shared/fault.ts';
import type { Held, Hold } from '../../../shared/lock.ts';
import { defaultParameters } from '../../../shared/parameters.ts';
import { saveAnswers } from '../../../main/database/answers.ts';
import { readOpenCart } from '../../../main/database/carts.ts';
import { dropLock, latestBroken, latestRefusal } from '../../../main/database/locks.ts';
import { makeActivity, type Activity } from '../../../main/sync/activity.ts';
import { makeHolding, type Holding } from '../../../main/sync/holding.ts';
import { link } from '../../shared/sample.ts';
import { handTimers } from './handtime.ts';
import { openTill, type Till } from './till.ts';

type Sent = {
  readonly hold: Hold;
  readonly signal: AbortSignal;
  readonly answer: (held: Result<Held>) => void;
};

let till: Till;
let sent: Sent[];
let timers: ReturnType<typeof handTimers>;
let holding: Holding;
let activity: Activity;
let line: ReturnType<typeof link>;
let settled: Result<void>;
let settles: number;
const { offlineProfile: profile } = defaultParameters;

beforeEach(() => {
  till = openTill();
  sent = [];
  timers = handTimers(till.time);
  line = link('online');
  settled = done;
  settles = 0;
  holding = makeHolding({
    ...till,
    timers,
    link: () => line,
    profile: () => profile,
    signal: () => new AbortController().signal,
    ready: async () => Promise.resolve(done),
    settle: async () => {
      settles += 1;
      return Promise.resolve(settled);
    },
    unsure: () => undefined,
    channel: {
      hold: async (hold, signal = new AbortController().signal) =>
        new Promise((resolve) => {
          sent.push({ hold, signal, answer: resolve });
          signal.addEventListener('abort', () => resolve(fail('channel.disconnected')));
        }),
    },
  });
  activity = makeActivity(holding.turn, {
    timers,
    alarm: (error) => {
      throw error;
    },
    pause: 1000,
  });
});
afterEach(async () => {
  sent.at(-1)?.answer(fail('channel.disconnected'));
  await activity.stop();
  till.close();
});

const wake = async (): Promise<void> => {
  holding.interrupt();
  activity.wake();
  await timers.advance(0);
};
const answer = async (held: Result<Held>): Promise<void> => {
  sent.at(-1)?.answer(held);
  await timers.advance(0);
};
const granted = (request: string): Result<Held> =>
  ok({ epoch: 1, results: { [request]: { state: 'granted', grant: till.grant(request) } } });
const nothing: Result<Held> = ok({ epoch: 1, results: {} });
const down = fail('realtime.unreachable');

async function hold(request: string): Promise<void> {
  till.sell(3000);
  till.ask(request);
  await wake();
  await answer(granted(request));
}

it('states its wants once per connection, and again only when they change', async () => {
  await wake();
  await answer(nothing);
  await wake();
  expect(sent).toHaveLength(1);
  holding.force();
  await wake();
  expect(sent.map((one) => one.hold.id)).toEqual([sent[0]?.hold.id, sent[0]?.hold.id]);
  await answer(nothing);
  await hold('a1');
  expect(sent).toHaveLength(3);
  expect(till.state('a1')).toBe('held');
});

it('repeats the same HOLD until it is answered', async () => {
  till.sell(3000);
  till.ask('a1');
  await wake();
  await answer(down);
  await timers.advance(300);
  await answer(down);
  await timers.advance(500);
  expect(sent.map((one) => one.hold.id)).toEqual(Array.from({ length: 3 }, () => sent[0]?.hold.id));
  await answer(granted('a1'));
  expect(till.state('a1')).toBe('held');
});

it('gives an ask up after the time-outs of the profile, tells the cashier, and wants it no more', async () => {
  till.sell(3000);
  till.ask('a1');
  await wake();
  await timers.advance(profile.timeout * (profile.retries + 1));
  expect(sent[0]?.signal.aborted).toBe(true);
  expect(latestRefusal(till.db)).toMatchObject({
    request: 'a1',
    state: 'gone',
    fault: { code: 'instrument.noAnswer' },
  });
  expect(sent.at(-1)?.hold).toMatchObject({ seq: 2, wants: [] });
  await answer(nothing);
  expect(readOpenCart(till.db)?.tenders).toEqual([]);
});

it('gives it up in time though the line is gone, and though it was cut by hand', async () => {
  till.ask('a1');
  line = link('offline');
  await wake();
  await answer(fail('channel.unreachable'));
  await timers.advance(4000);
  await answer(fail('channel.unreachable'));
  line = link('byHand');
  await timers.advance(4000);
  expect(till.state('a1')).toBe('gone');
});

it('breaks off what it asks when the cashier gives up, and asks for the next card at once', async () => {
  till.sell(3000);
  till.ask('a1');
  await wake();
  dropLock(till.db, 'a1');
  till.ask('a2');
  await wake();
  await timers.advance(0);
  expect(sent[0]?.signal.aborted).toBe(true);
  expect(sent.at(-1)?.hold).toMatchObject({
    predecessors: [sent[0]?.hold.id],
    wants: [{ request: 'a2' }],
  });
  await answer(granted('a2'));
  expect(till.state('a2')).toBe('held');
});

it('says nothing while the service is away, and everything when it is back', async () => {
  await hold('a1');
  line = link('realtimeDown');
  dropLock(till.db, 'a1');
  await wake();
  expect(sent).toHaveLength(1);
  line = link('online');
  holding.force();
  await wake();
  expect(sent.at(-1)?.hold.wants).toEqual([]);
});

it('writes a new HOLD for a newer epoch, with the grants (R9)', async () => {
  await hold('a1');
  holding.force();
  await wake();
  await answer(ok({ epoch: 4 }));
  expect(sent.at(-1)?.hold).toMatchObject({
    epoch: 4,
    seq: 2,
    wants: [{ request: 'a1', grant: { grant: { request: 'a1' } } }],
  });
});

it('states a held lock again from time to time, and so hears that it was broken (R3)', async () => {
  await hold('a1');
  await timers.advance(profile.heartbeat * 10 - 1);
  expect(sent).toHaveLength(1);
  await timers.advance(1);
  expect(sent).toHaveLength(2);
  await answer(ok({ epoch: 1, results: { a1: { state: 'broken' } } }));
  expect(latestBroken(till.db)).toMatchObject({ request: 'a1' });
  await timers.advance(0);
  expect(sent.at(-1)?.hold.wants).toEqual([]);
});

async function sellWithCard(): Promise<string> {
  await hold('a1');
  const entry = till.commit();
  till.sell(1000, 'sale-2');
  till.ask('a2');
  return entry.hash;
}

it('before it asks for a card that an own sale holds, it sends that sale (R5)', async () => {
  const hash = await sellWithCard();
  await wake();
  expect([settles, sent.length]).toEqual([1, 1]);
  saveAnswers(
    till.db,
    [
      {
        register: 'S01-R02',
        hash,
        number: 1,
        state: 'posted',
        amounts: [],
        at: '2026-11-22T10:05:00.000Z',
      },
    ],
    1,
  );
  await timers.advance(200);
  expect(sent.at(-1)?.hold.wants).toMatchObject([{ request: 'a2' }]);
});

it('names the own sale when it cannot be sent (R5)', async () => {
  await sellWithCard();
  settled = fail('channel.unreachable');
  await wake();
  expect(latestRefusal(till.db)).toMatchObject({
    request: 'a2',
    fault: { code: 'instrument.ownSale', data: { receipt: 'R02-000001' } },
  });
});

it('asks all the same when the own sale is not answered in time, and lets headquarters decide (R5)', async () => {
  await sellWithCard();
  await wake();
  await timers.advance(4200);
  expect(sent.at(-1)?.hold.wants).toMatchObject([{ request: 'a1' }, { request: 'a2' }]);
  await answer(
    ok({
      epoch: 1,
      results: {
        a2: {
          state: 'refused',
          fault: fault('instrument.locked', { register: 'R02', store: 'S', since: 'x' }),
        },
      },
    }),
  );
  expect(latestRefusal(till.db)).toMatchObject({ fault: { code: 'instrument.ownSale' } });
});
