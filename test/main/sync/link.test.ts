import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nextLink, startLink, type LinkEvent, type LinkWatch } from '../../../main/sync/link.ts';
import type { OfflineProfile } from '../../../shared/parameters.ts';

const profile: OfflineProfile = {
  timeout: 4000,
  retries: 1,
  heartbeat: 2000,
  reconnect: 5000,
  slow: 3000,
  goodHeartbeats: 2,
};
const moment = (running: number): { at: string; running: number } => ({
  at: new Date(1_800_000_000_000 + running).toISOString(),
  running,
});
const fresh = (): LinkWatch => startLink(moment(0), { byHand: null, lost: null });

function after(watch: LinkWatch, ...events: readonly LinkEvent[]): LinkWatch {
  return events.reduce(
    (at, event, index) => nextLink(at, event, profile, moment((index + 1) * 1000)),
    watch,
  );
}

const beat = (ms = 10, realtime = true): LinkEvent => ({ event: 'heartbeat', ms, realtime });
const lost: LinkEvent = { event: 'channelFailed', what: 'push', code: 'channel.unreachable' };
const realtimeLost: LinkEvent = {
  event: 'realtimeFailed',
  what: 'hold',
  code: 'realtime.unreachable',
};
const online = (): LinkWatch => after(fresh(), beat());

it('starts offline and is online with the first good heartbeat', () => {
  expect(fresh().link.state).toBe('offline');
  const { link } = online();
  expect(link).toMatchObject({ state: 'online', lostAt: null, lastAnswer: moment(1000).at });
  expect(link.channel).toMatchObject({ up: true, lastSuccessWhat: 'heartbeat', lastSuccessMs: 10 });
});

it('is lost with the first call that fails, and says since when and why', () => {
  const { link } = nextLink(online(), lost, profile, moment(7000));
  expect(link).toMatchObject({ state: 'offline', since: moment(7000).at, lostAt: 7000 });
  expect(link.channel).toMatchObject({ up: false, lastErrorWhat: 'push: channel.unreachable' });
});

it('comes back only after several good heartbeats in a row', () => {
  const down = after(online(), lost);
  expect(after(down, beat()).link.state).toBe('offline');
  expect(after(down, beat(), lost, beat()).link.state).toBe('offline');
  expect(after(down, beat(), beat(3001), beat()).link.state).toBe('offline');
  expect(after(down, beat(), beat()).link.state).toBe('online');
});

it('after a start without the line needs several good heartbeats too', () => {
  expect(after(fresh(), lost, beat()).link.state).toBe('offline');
  expect(after(fresh(), lost, beat(), beat()).link.state).toBe('online');
});

it('tells the two links apart', () => {
  expect(after(online(), realtimeLost).link.state).toBe('realtimeDown');
  expect(after(online(), beat(10, false)).link.state).toBe('realtimeDown');
  expect(after(online(), realtimeLost, beat()).link.state).toBe('realtimeDown');
  expect(after(online(), realtimeLost, beat(), beat()).link.state).toBe('online');
  expect(
    after(online(), realtimeLost, beat(10, false), beat(), beat(10, false), beat()).link.state,
  ).toBe('realtimeDown');
});

it('counts a line as lost when most of the last answers were slow', () => {
  const slow = (ms: number): LinkEvent => ({
    event: 'channelAnswered',
    what: 'answers',
    ms,
    timed: true,
  });
  expect(after(online(), slow(5000), slow(5000), slow(10), slow(10)).link.state).toBe('online');
  expect(after(online(), slow(5000), slow(5000), slow(5000), slow(10)).link.state).toBe('offline');
  const page: LinkEvent = { event: 'channelAnswered', what: 'feed', ms: 9000, timed: false };
  expect(after(online(), page, page, page, page, page, page).link.state).toBe('online');
  const answer: LinkEvent = { event: 'realtimeAnswered', what: 'hold', ms: 3500 };
  expect(after(online(), answer, answer, answer, answer, answer).link.state).toBe('realtimeDown');
});

it('stays disconnected by hand whatever answers, until somebody connects', () => {
  const byHand = after(online(), { event: 'disconnected', by: 'Mei Lin' });
  expect(byHand.link).toMatchObject({ state: 'byHand', byHand: 'Mei Lin', nextTry: null });
  expect(after(byHand, beat(), beat(), beat()).link.state).toBe('byHand');
  const connected = after(byHand, { event: 'connected' });
  expect(connected.link).toMatchObject({ state: 'offline', byHand: null });
  expect(after(connected, beat()).link.state).toBe('online');
  expect(startLink(moment(0), { byHand: 'Mei Lin', lost: null }).link).toMatchObject({
    state: 'byHand',
    byHand: 'Mei Lin',
  });
});

it('does not shorten a loss by a restart', () => {
  const carried = startLink(moment(500), {
    byHand: null,
    lost: { since: moment(-90_000).at, ms: 90_000 },
  });
  expect(carried.link).toMatchObject({
    state: 'offline',
    lostAt: -89_500,
    since: moment(-90_000).at,
  });
  expect(after(carried, beat()).link.state).toBe('offline');
});

it('names the next try only while it tries', () => {
  const due: LinkEvent = { event: 'tryDue', next: moment(9000).at };
  expect(after(online(), due).link.nextTry).toBeNull();
  expect(after(online(), lost, due).link.nextTry).toBe(moment(9000).at);
  expect(after(online(), lost, due, beat(), beat()).link.nextTry).toBeNull();
});

const events = fc.array(
  fc.oneof(
    fc.record({
      event: fc.constant('heartbeat' as const),
      ms: fc.integer({ min: 0, max: 5000 }),
      realtime: fc.boolean(),
    }),
    fc.record({
      event: fc.constant('channelAnswered' as const),
      what: fc.constant('push'),
      ms: fc.integer({ min: 0, max: 5000 }),
      timed: fc.boolean(),
    }),
    fc.record({
      event: fc.constant('realtimeAnswered' as const),
      what: fc.constant('hold'),
      ms: fc.integer({ min: 0, max: 5000 }),
    }),
    fc.constant(lost),
    fc.constant(realtimeLost),
    fc.constant<LinkEvent>({ event: 'disconnected', by: 'Mei' }),
    fc.constant<LinkEvent>({ event: 'connected' }),
    fc.constant<LinkEvent>({ event: 'tryDue', next: moment(1).at }),
  ),
  { maxLength: 60 },
);

it('is consistent after any history', () => {
  fc.assert(
    fc.property(events, (history) => {
      let watch = fresh();
      let good = 0;
      history.forEach((event, index) => {
        const before = watch.link;
        const wasUntried = watch.untried;
        watch = nextLink(watch, event, profile, moment((index + 1) * 1000));
        const { link } = watch;
        const expected =
          link.byHand !== null
            ? 'byHand'
            : !link.channel.up
              ? 'offline'
              : link.realtime.up
                ? 'online'
                : 'realtimeDown';
        expect(link.state).toBe(expected);
        expect(link.lostAt === null).toBe(link.state === 'online');
        const tries = link.state === 'offline' || link.state === 'realtimeDown';
        expect(tries || link.nextTry === null).toBe(true);
        expect(link.state !== before.state || link.since === before.since).toBe(true);
        const goesOn = before.lostAt !== null && link.lostAt !== null;
        expect(!goesOn || link.lostAt === before.lostAt).toBe(true);
        // Only a good heartbeat brings a link back, and only the second in a row once it was lost.
        const isBeat = event.event === 'heartbeat';
        const isGood = isBeat && event.ms <= profile.slow && event.realtime;
        if (isBeat) good = isGood ? good + 1 : 0;
        const cameBack = link.state === 'online' && before.state !== 'online';
        expect(!cameBack || (isGood && (wasUntried || good >= profile.goodHeartbeats))).toBe(true);
      });
    }),
    { numRuns: 500 },
  );
});
