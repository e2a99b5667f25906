/** The channel: stores registers' entries and forwards them, brings reference data and answers down, and leads to the real-time service. */
import type { FastifyInstance } from 'fastify';
import type { Result } from '../../shared/fault.ts';
import { isDatabaseDown } from '../database/conflict.ts';
import { channelPaths } from '../../shared/wire/register.ts';
import { admitRequests, type Admission } from '../http/admission.ts';
import { claimed } from '../database/claim.ts';
import { makeApplication } from '../http/application.ts';
import { makeCaller } from '../http/call.ts';
import { logLine } from '../http/log.ts';
import { makePrecedence } from '../http/precedence.ts';
import { backoff } from './backoff.ts';
import { makeParameterCache } from './cache.ts';
import { makeContacts } from './contact.ts';
import { makeFailure } from './failure.ts';
import { makeForwarder, type Forwarded } from './forward.ts';
import { makePace } from './pace.ts';
import { pollOnce, type Seen } from './poll.ts';
import { defaultSettings, type ChannelPorts } from './ports.ts';
import { unmetered, watchChannel } from './metrics.ts';
import { makeReach } from './reach.ts';
import { makeRealtime } from './realtime.ts';
import { openRoutes } from './routes.ts';
import { readSales } from './sales.ts';
import { makeStrangers } from './strangers.ts';
import { makeBoard } from './suspended.ts';
import { makeWishes } from './wishes.ts';

/** How long pushing a page to headquarters may take: it posts up to 500 sales meanwhile. */
const pushTimeout = 30_000;
/** How often lanes are looked at when nothing woke the loop. */
const idle = 5000;

export type Channel = {
  /** Not listening yet: the composition gives it a port, a test may inject requests. */
  readonly app: FastifyInstance;
  /** Begins to poll headquarters and to forward. */
  readonly start: () => void;
  /** Ends loops and calls and closes the application; the database stays open. */
  readonly stop: () => Promise<void>;
  /** One round of forwarding, for tests that step. */
  readonly forwardOnce: () => Promise<Forwarded>;
  /** One round of polling, or the one that is under way. */
  readonly pullOnce: () => Promise<Result<void>>;
  readonly resetCache: () => void;
  /** Who may send entries now. */
  readonly admission: Admission;
};

/** Builds a channel on an opened database. Nothing runs before `start`. */
export function createChannel(ports: ChannelPorts): Channel {
  const { db, clock, chance, log } = ports;
  const settings = { ...defaultSettings, ...ports.settings };
  const stopping = new AbortController();
  const call = makeCaller({
    url: ports.headquarters,
    token: ports.token,
    unreachable: 'realtime.unreachable',
    stop: stopping.signal,
    authorities: ports.authorities,
  });
  const reach = makeReach((up) => {
    if (stopping.signal.aborted) return;
    log(logLine(up ? 'headquarters.reached' : 'headquarters.lost', {}));
    if (up) forwarding.wake();
  });
  const precedence = makePrecedence(clock);
  // What is sent on waits for headquarters, which may be silent; what registers send must not wait for that.
  const takingIn = precedence.line();
  const forwarder = makeForwarder({
    ...{ db, call, reach, clock, chance, log, givingWay: precedence.line() },
    timeout: pushTimeout,
  });
  const cache = makeParameterCache(db.query, clock, settings.cacheHours);
  const contacts = makeContacts();
  const strangers = makeStrangers(clock, settings.devices);
  const wishes = makeWishes();
  const failure = makeFailure(clock);
  const failed = (error: unknown): void =>
    log(
      logLine('round.failed', {
        why: error instanceof Error ? (error.stack ?? error.message) : String(error),
      }),
    );

  let checked = Number.NEGATIVE_INFINITY;
  const forwardOnce = async (): Promise<Forwarded> => {
    if (clock.running() - checked >= settings.recheck) {
      checked = clock.running();
      await forwarder.noteAll();
    }
    await takingIn(() => claimed(db, 'sales', () => readSales(db)));
    return forwarder.round();
  };
  const seen: Seen = { epoch: null, resets: null };
  let failures = 0;
  let pulling: Promise<Result<void>> | null = null;
  // One at a time: packages are staged in one place.
  const pullOnce = async (): Promise<Result<void>> => {
    pulling ??= pull().finally(() => {
      pulling = null;
    });
    return pulling;
  };
  const pull = async (): Promise<Result<void>> => {
    const polled = await pollOnce({
      db,
      channel: ports.channel,
      call,
      reach,
      log,
      cache,
      contacts,
      forwarder,
      strangers,
      wishes,
      failure,
      settings,
      seen,
    });
    if (!polled.ok && failures === 0 && !stopping.signal.aborted)
      log(logLine('poll.failed', { code: polled.fault.code }));
    failures = polled.ok ? 0 : failures + 1;
    return polled;
  };
  const forwarding = makePace(async () => {
    const { moved, next } = await forwardOnce();
    // Headquarters answers an entry when it posts it: fetch the answers now, not at the next poll.
    if (moved > 0) polling.wake();
    if (!reach.isUp()) return idle;
    return next === null ? idle : Math.min(idle, Math.max(20, next - clock.running()));
  }, failed);
  const polling = makePace(async () => {
    await pullOnce();
    return failures === 0 ? settings.poll : Math.min(backoff(failures, chance), 5 * settings.poll);
  }, failed);

  const { metrics } = ports;
  const app = makeApplication({
    ...{ log, reached: ports.reached, metrics },
    away: { is: isDatabaseDown, fault: 'channel.unreachable' },
  });
  const admission = admitRequests(app, clock, [channelPaths.push], settings.pushes);
  const meter = metrics
    ? watchChannel(metrics, { db, reach, contacts, admission, precedence })
    : unmetered;
  openRoutes(app, {
    admission,
    takingIn,
    db,
    adminToken: ports.adminToken,
    clock,
    log,
    call,
    reach,
    cache,
    contacts,
    strangers,
    board: makeBoard(clock),
    wishes,
    realtime: makeRealtime({ call, reach, forwarder, settings, precedence }),
    settings,
    arrived: (register, fresh) => {
      meter.received(fresh);
      forwarder.note(register);
      forwarding.wake();
    },
  });
  return {
    app,
    start: () => {
      polling.start();
      forwarding.start();
    },
    stop: async () => {
      await app.close();
      stopping.abort();
      await Promise.all([polling.stop(), forwarding.stop()]);
    },
    forwardOnce,
    pullOnce,
    resetCache: cache.reset,
    admission,
  };
}
