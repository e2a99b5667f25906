/**
 * The two links as a state machine (DESIGN section 9): `nextLink` is the whole decision of when a line counts as lost and when as back.
 * It does nothing itself; the worker feeds it what its calls met and shows what comes out.
 */
import { never, type FaultCode } from '../../shared/fault.ts';
import type { Instant } from '../../shared/identity.ts';
import type { Link, LinkFacts, LinkState } from '../../shared/link.ts';
import type { OfflineProfile } from '../../shared/parameters.ts';
import { median } from './pace.ts';

/** When something happened: by the wall clock for people, in running milliseconds for limits. */
export type Moment = { readonly at: Instant; readonly running: number };

export type LinkEvent =
  /** The channel answered a heartbeat; `realtime`: it reaches headquarters. */
  | { readonly event: 'heartbeat'; readonly ms: number; readonly realtime: boolean }
  /** The channel answered another call. `timed`: small enough that its time tells of the line. */
  | {
      readonly event: 'channelAnswered';
      readonly what: string;
      readonly ms: number;
      readonly timed: boolean;
    }
  /** Headquarters answered through the channel. */
  | { readonly event: 'realtimeAnswered'; readonly what: string; readonly ms: number }
  | { readonly event: 'channelFailed'; readonly what: string; readonly code: FaultCode }
  | { readonly event: 'realtimeFailed'; readonly what: string; readonly code: FaultCode }
  | { readonly event: 'disconnected'; readonly by: string }
  | { readonly event: 'connected' }
  | { readonly event: 'tryDue'; readonly next: Instant | null };

/** One link's memory: times of its last answers, and good heartbeats in a row since it was lost. */
type Watch = { readonly times: readonly number[]; readonly good: number };

/** What the register knows of its line. `untried`: nothing was heard or lost since start, so the first good heartbeat is enough. */
export type LinkWatch = {
  readonly link: Link;
  readonly untried: boolean;
  readonly channel: Watch;
  readonly realtime: Watch;
};

/** So many answers decide whether the line is slow. */
const window = 5;
const quiet: Watch = { times: [], good: 0 };
const unknown: LinkFacts = {
  up: false,
  lastSuccess: null,
  lastSuccessWhat: null,
  lastSuccessMs: null,
  lastError: null,
  lastErrorWhat: null,
};

/** What is carried over a restart: who disconnected by hand, and since when and for how many running ms the service was lost. */
export type Carried = {
  readonly byHand: string | null;
  readonly lost: { readonly since: Instant; readonly ms: number } | null;
};

/** A register that has just started: nothing is reached yet. A restart does not shorten a loss (PROTOCOL R7). */
export function startLink(now: Moment, carried: Carried): LinkWatch {
  const link: Link = {
    state: carried.byHand === null ? 'offline' : 'byHand',
    since: carried.lost?.since ?? now.at,
    lostAt: now.running - (carried.lost?.ms ?? 0),
    byHand: carried.byHand,
    channel: unknown,
    realtime: unknown,
    lastAnswer: null,
    nextTry: null,
  };
  return { link, untried: carried.lost === null, channel: quiet, realtime: quiet };
}

/** The link after an event. Pure. While disconnected by hand only `connected` changes its state. */
export function nextLink(
  watch: LinkWatch,
  event: LinkEvent,
  profile: OfflineProfile,
  now: Moment,
): LinkWatch {
  switch (event.event) {
    case 'heartbeat':
      return settled(beaten(watch, event, profile, now), watch, now);
    case 'channelAnswered': {
      const channel = timed(watch.channel, event.timed ? event.ms : undefined);
      const facts = succeeded(watch.link.channel, event.what, event.ms, now);
      return settled(
        slowed({ ...watch, channel, link: { ...watch.link, channel: facts } }, profile),
        watch,
        now,
      );
    }
    case 'realtimeAnswered': {
      const realtime = timed(watch.realtime, event.ms);
      const link: Link = {
        ...watch.link,
        channel: succeeded(watch.link.channel, event.what, event.ms, now),
        realtime: succeeded(watch.link.realtime, event.what, event.ms, now),
        lastAnswer: now.at,
      };
      return settled(slowed({ ...watch, realtime, link }, profile), watch, now);
    }
    case 'channelFailed': {
      const channel = failed(watch.link.channel, event, now);
      const realtime = { ...watch.link.realtime, up: false };
      return settled(
        {
          untried: false,
          channel: quiet,
          realtime: quiet,
          link: { ...watch.link, channel, realtime },
        },
        watch,
        now,
      );
    }
    case 'realtimeFailed': {
      const realtime = failed(watch.link.realtime, event, now);
      return settled(
        { ...watch, untried: false, realtime: quiet, link: { ...watch.link, realtime } },
        watch,
        now,
      );
    }
    case 'disconnected': {
      const link: Link = {
        ...watch.link,
        byHand: event.by,
        channel: { ...watch.link.channel, up: false },
        realtime: { ...watch.link.realtime, up: false },
      };
      return settled({ untried: false, channel: quiet, realtime: quiet, link }, watch, now);
    }
    case 'connected':
      // A person asked for the line: one good heartbeat shows it.
      return watch.link.byHand === null
        ? watch
        : settled({ ...watch, untried: true, link: { ...watch.link, byHand: null } }, watch, now);
    case 'tryDue':
      return {
        ...watch,
        link: {
          ...watch.link,
          nextTry:
            watch.link.state === 'online' || watch.link.state === 'byHand' ? null : event.next,
        },
      };
    default:
      return never(event);
  }
}

/** A heartbeat counts towards coming back when it was in time; the channel's word decides about the real-time service. */
function beaten(
  watch: LinkWatch,
  event: Extract<LinkEvent, { event: 'heartbeat' }>,
  profile: OfflineProfile,
  now: Moment,
): LinkWatch {
  if (watch.link.byHand !== null) return watch;
  const enough = watch.untried ? 1 : profile.goodHeartbeats;
  const good = event.ms <= profile.slow;
  const channel = beat(watch.channel, event.ms, good);
  const realtime = event.realtime ? beat(watch.realtime, undefined, good) : quiet;
  const channelFacts = succeeded(watch.link.channel, 'heartbeat', event.ms, now);
  const channelUp = channelFacts.up || channel.good >= enough;
  const realtimeFacts = event.realtime
    ? succeeded(watch.link.realtime, 'heartbeat', event.ms, now)
    : {
        ...watch.link.realtime,
        up: false,
        ...(watch.link.realtime.up || watch.untried
          ? { lastError: now.at, lastErrorWhat: 'realtime.unreachable' }
          : {}),
      };
  const realtimeUp = event.realtime && channelUp && (realtimeFacts.up || realtime.good >= enough);
  const link: Link = {
    ...watch.link,
    channel: { ...channelFacts, up: channelUp },
    realtime: { ...realtimeFacts, up: realtimeUp },
    lastAnswer: event.realtime ? now.at : watch.link.lastAnswer,
  };
  return slowed(
    { untried: watch.untried && !realtimeUp && event.realtime, channel, realtime, link },
    profile,
  );
}

const beat = (watch: Watch, ms: number | undefined, good: boolean): Watch => ({
  ...timed(watch, ms),
  good: good ? watch.good + 1 : 0,
});
const timed = (watch: Watch, ms: number | undefined): Watch =>
  ms === undefined ? watch : { ...watch, times: [...watch.times, ms].slice(-window) };

const succeeded = (facts: LinkFacts, what: string, ms: number, now: Moment): LinkFacts => ({
  ...facts,
  lastSuccess: now.at,
  lastSuccessWhat: what,
  lastSuccessMs: Math.round(ms),
});
const failed = (
  facts: LinkFacts,
  event: { readonly what: string; readonly code: FaultCode },
  now: Moment,
): LinkFacts => ({
  ...facts,
  up: false,
  lastError: now.at,
  lastErrorWhat: `${event.what}: ${event.code}`,
});

/** A link whose last answers took longer than the profile allows, most of them, counts as lost. */
function slowed(watch: LinkWatch, profile: OfflineProfile): LinkWatch {
  const slow = (one: Watch): boolean =>
    one.times.length === window && median(one.times) > profile.slow;
  const channelLost = slow(watch.channel);
  const realtimeLost = channelLost || slow(watch.realtime);
  if (!realtimeLost) return watch;
  return {
    untried: false,
    channel: channelLost ? quiet : watch.channel,
    realtime: quiet,
    link: {
      ...watch.link,
      channel: { ...watch.link.channel, up: watch.link.channel.up && !channelLost },
      realtime: { ...watch.link.realtime, up: false },
    },
  };
}

/** Derives the state from the two links, and since when; `lostAt` stands from the first moment without the real-time service. */
function settled(watch: LinkWatch, before: LinkWatch, now: Moment): LinkWatch {
  const { link } = watch;
  const state = stateOf(link);
  return {
    ...watch,
    link: {
      ...link,
      state,
      since: state === before.link.state ? before.link.since : now.at,
      lostAt: state === 'online' ? null : (before.link.lostAt ?? now.running),
      nextTry: state === 'online' || state === 'byHand' ? null : link.nextTry,
    },
  };
}

function stateOf(link: Link): LinkState {
  if (link.byHand !== null) return 'byHand';
  if (!link.channel.up) return 'offline';
  return link.realtime.up ? 'online' : 'realtimeDown';
}
