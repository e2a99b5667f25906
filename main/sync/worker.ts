/**
 * The sync worker: joins the register's journal and locks to the channel. Each of its activities runs by itself, so that a long page never
 * delays a HOLD; selling never waits for any of them (DESIGN section 3).
 */
import { done, fail, ok, type Result } from '../../shared/fault.ts';
import type { Chance, Clock, RequestId } from '../../shared/identity.ts';
import { reachesChannel, type Link } from '../../shared/link.ts';
import type { TypedNumber } from '../../shared/lock.ts';
import type { OfflineProfile } from '../../shared/parameters.ts';
import type { Have } from '../../shared/wire/journal.ts';
import type { Heartbeat } from '../../shared/wire/register.ts';
import { isAnswerOwed } from '../database/answers.ts';
import { jobVersions } from '../database/feed.ts';
import { readIdentity } from '../database/identity.ts';
import { pendingEntries } from '../database/journal.ts';
import type { Database } from '../database/open.ts';
import { readOfflineProfile } from '../database/parameters.ts';
import type { Witness } from '../database/witness.ts';
import { makeActivity, turnAfter, type Activity, type Turn } from './activity.ts';
import { pullAnswers } from './answers.ts';
import { makeBeat } from './beat.ts';
import type { Line } from './call.ts';
import { openChannel, type Channel } from './channel.ts';
import { makeHolding } from './holding.ts';
import type { LinkEvent } from './link.ts';
import { isHoldOwed } from './locks.ts';
import { backoff } from './pace.ts';
import { isBehind, pullStale, type Versions } from './pull.ts';
import { askHave, pushAll } from './push.ts';
import { makeRealtime, type Realtime } from './realtime.ts';
import { recoverAtStart } from './recovery.ts';
import { makeStoreAsk, type StoreAsk } from './storesales.ts';
import { makeHandovers } from './suspended.ts';
import { systemTimers, type Timers } from './timers.ts';
import type { Trust } from './trust.ts';
import { watchLinks } from './watch.ts';

export type WorkerPorts = {
  readonly db: Database;
  readonly clock: Clock;
  readonly chance: Chance;
  /** Shared with the register, which puts in the number and PIN of what it asks for. */
  readonly numbers: Map<RequestId, TypedNumber>;
  /** Headquarters' signature over a text. */
  readonly verify: (text: string, signature: string) => boolean;
  /** Encrypts a reserved memo number. */
  readonly seal: (text: string) => string;
  /** The device token in clear. */
  readonly token: () => string;
  /** Base URL of the channel. */
  readonly channel: string;
  /** Whom it believes to be the channel; the public authorities unless told. */
  readonly trust?: Trust;
  /** Another way to the channel than a connection to its URL. */
  readonly line?: Line;
  readonly version: string;
  readonly witness: Witness;
  readonly timers?: Timers;
  /** Hears bugs and failing disks by activity; thrown on when there is none, so that nothing is swallowed. */
  readonly alarm?: (activity: string, error: unknown) => void;
};

export type Worker = Realtime & {
  readonly store: StoreAsk;
  readonly start: () => void;
  /** Breaks off what is under way and waits until nothing runs any more. */
  readonly stop: () => Promise<void>;
  /** Something was asked for, given up or committed. */
  readonly wake: () => void;
  readonly link: () => Link;
  readonly watchLink: (seen: (link: Link) => void) => () => void;
  readonly disconnect: (by: string) => void;
  readonly connect: () => void;
  /** Sends and fetches all. Faults: channel.disconnected, realtime.unreachable, those of the channel. */
  readonly syncNow: () => Promise<Result<void>>;
  /** `clockAhead`: ms that this register's clock is ahead of head office; null before the first contact. */
  readonly status: () => { readonly clockAhead: number | null };
};

/** How long a failing activity rests, ms. */
const pace = { first: 1000, most: 120_000 };
/** Between two looks for answers: while some are owed, and while none are, ms. */
const answerPace = { first: 300, most: 10_000 };
const answerRest = 60_000;

/** Makes the worker and draws the consequences of the last end of the process (PROTOCOL R8, section 6); nothing is sent before `start`. */
export function createWorker(ports: WorkerPorts): Worker {
  const { db, clock, chance, witness, timers = systemTimers } = ports;
  const profile = (): OfflineProfile => readOfflineProfile(db);
  const alarm = (activity: string, error: unknown): void => {
    if (ports.alarm === undefined)
      queueMicrotask(() => {
        throw error;
      });
    else ports.alarm(activity, error);
  };
  const recovered = recoverAtStart(db, witness);
  if (!recovered.ok) alarm('start', new Error(`recovery at start: ${recovered.fault.code}`));

  let session = new AbortController();
  let have: Have | null = null;
  let asking: Promise<Result<Have>> | null = null;
  let offered: Versions = {};
  const tries = { push: 0, answers: 0, pull: 0, owed: 0 };

  const place = watchLinks({
    db,
    clock,
    profile,
    back: (what) => (what === 'channel' ? channelBack() : realtimeBack()),
  });
  const channel: Channel = openChannel({
    ...ports,
    url: ports.channel,
    profile,
    met: (event) => met(event),
  });

  /** A line that another call found lost is tried at once, so that the cashier soon sees when the next try is due. */
  const met = (event: LinkEvent): void => {
    const reached = reachesChannel(place.link());
    place.met(event);
    const isLost = reached && !reachesChannel(place.link());
    if (isLost && event.event === 'channelFailed' && event.what !== 'heartbeat')
      activities.beat.wake();
  };

  /** HAVE of this connection, asked once. */
  const currentHave = async (): Promise<Result<Have>> => {
    if (have !== null) return ok(have);
    asking ??= askHave(db, witness, channel, session.signal).finally(() => {
      asking = null;
    });
    const asked = await asking;
    if (asked.ok) have = asked.value;
    return asked;
  };
  const retry = (which: 'push' | 'answers' | 'pull', result: Result<void>): Turn => {
    tries[which] = result.ok ? 0 : tries[which] + 1;
    return turnAfter(result, tries[which], pace, chance);
  };

  const pushTurn = async (): Promise<Turn> => {
    if (!reachesChannel(place.link())) return { result: fail('channel.unreachable'), again: null };
    const known = await currentHave();
    const pushed = known.ok
      ? await pushAll(db, witness, channel, known.value, session.signal)
      : known;
    have = pushed.ok ? pushed.value : null;
    if (pushed.ok && isAnswerOwed(db)) activities.answers.wake();
    return retry('push', pushed.ok ? done : pushed);
  };
  const answersTurn = async (): Promise<Turn> => {
    if (!reachesChannel(place.link())) return { result: fail('channel.unreachable'), again: null };
    const heard = await pullAnswers(db, witness, channel, session.signal);
    if (!heard.ok) return retry('answers', heard);
    tries.answers = 0;
    tries.owed = isAnswerOwed(db) ? tries.owed + 1 : 0;
    if (isHoldOwed(db)) activities.holding.wake();
    return {
      result: done,
      again: tries.owed === 0 ? answerRest : backoff(tries.owed, answerPace, chance.fraction()),
    };
  };
  const pullTurn = async (): Promise<Turn> => {
    if (!reachesChannel(place.link())) return { result: fail('channel.unreachable'), again: null };
    const before = JSON.stringify(jobVersions(db));
    const pulled = await pullStale(db, channel, offered, session.signal);
    // Head office sees at once what runs here. Only news is told: the heartbeat may wake this activity again.
    if (JSON.stringify(jobVersions(db)) !== before) activities.beat.wake();
    return retry('pull', pulled);
  };
  const handovers = makeHandovers({
    ...{ db, clock, chance, timers, channel },
    isUp: () => reachesChannel(place.link()),
    signal: () => session.signal,
    now: async () => activities.suspended.now(),
  });
  const settle = async (): Promise<Result<void>> => {
    const pushed = await activities.push.now();
    return pushed.ok ? activities.answers.now() : pushed;
  };

  const holding = makeHolding({
    ...ports,
    timers,
    channel,
    link: place.link,
    profile,
    signal: () => session.signal,
    ready: async () => {
      const known = await currentHave();
      return known.ok ? done : known;
    },
    settle,
    unsure: () => channelBack(),
  });

  const hearBeat = (heard: Heartbeat): void => {
    offered = heard.versions;
    if ((heard.epoch ?? 0) > (readIdentity(db)?.epoch ?? 0)) holding.force();
    activities.holding.wake();
    if (pendingEntries(db).entries > 0 && tries.push === 0) activities.push.wake();
    if (isBehind(db, offered, clock.now()) && tries.pull === 0) activities.pull.wake();
  };
  const beat = makeBeat({
    ...ports,
    profile,
    place,
    channel,
    signal: () => session.signal,
    heard: hearBeat,
    drifted: place.tell,
    syncAll: async () => syncNow(),
  });

  const activity = (name: string, run: () => Promise<Turn>): Activity => {
    const failed = (error: unknown): void => {
      if (name === 'push' || name === 'pull') tries[name] += 1;
      alarm(name, error);
    };
    return makeActivity(run, { timers, alarm: failed, pause: pace.first * 5 });
  };
  const activities = {
    beat: activity('beat', beat.turn),
    holding: activity('holding', holding.turn),
    push: activity('push', pushTurn),
    answers: activity('answers', answersTurn),
    pull: activity('pull', pullTurn),
    suspended: activity('suspended', handovers.turn),
  };
  const channelBack = (): void => {
    have = null;
    Object.assign(tries, { push: 0, answers: 0, pull: 0, owed: 0 });
    activities.push.wake();
    activities.answers.wake();
    activities.pull.wake();
    activities.suspended.wake();
  };
  const realtimeBack = (): void => {
    holding.force();
    activities.holding.wake();
  };

  /** Heartbeats until the channel counts as reached, at most as many as it needs. */
  const reach = async (): Promise<Result<void>> => {
    for (let left = profile().goodHeartbeats; ; left -= 1) {
      const beaten = await activities.beat.now();
      if (!beaten.ok || reachesChannel(place.link())) return beaten;
      if (left <= 1) return fail('channel.unreachable');
    }
  };

  const syncNow = async (): Promise<Result<void>> => {
    if (place.link().state === 'byHand') return fail('channel.disconnected');
    const reached = await reach();
    if (!reached.ok) return reached;
    have = null;
    for (const one of [activities.push, activities.answers, activities.pull, activities.holding]) {
      const ran = await one.now();
      if (!ran.ok) return ran;
    }
    return done;
  };
  return {
    start: () => activities.beat.wake(),
    stop: async () => {
      session.abort();
      await Promise.all(Object.values(activities).map((one) => one.stop()));
      channel.close();
    },
    wake: () => {
      holding.interrupt();
      activities.holding.wake();
      activities.push.wake();
      if (handovers.isNews()) activities.suspended.wake();
    },
    link: place.link,
    watchLink: place.watch,
    disconnect: (by) => {
      session.abort();
      session = new AbortController();
      have = null;
      place.met({ event: 'disconnected', by });
      activities.holding.wake();
    },
    connect: () => {
      place.met({ event: 'connected' });
      activities.beat.wake();
    },
    syncNow,
    ...makeRealtime({ db, channel, place, signal: () => session.signal }),
    store: makeStoreAsk({ channel, place, handovers, signal: () => session.signal }),
    status: () => ({ clockAhead: beat.clockAhead() }),
  };
}
