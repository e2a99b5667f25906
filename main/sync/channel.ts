/** The channel as the register calls it: one function per path of the wire contract, each telling the link what it met. */
import { fail, type Result } from '../../shared/fault.ts';
import type { Clock } from '../../shared/identity.ts';
import type { FeedPage } from '../../shared/feed.ts';
import type { Held, Hold } from '../../shared/lock.ts';
import type { OfflineProfile } from '../../shared/parameters.ts';
import { feedPageSchema, type FeedRequest } from '../../shared/wire/feed.ts';
import { balanceSchema, heldSchema, type Balance, type Inquiry } from '../../shared/wire/grant.ts';
import {
  answersSchema,
  haveSchema,
  lostEntriesSchema,
  type Answers,
  type Have,
  type Lost,
  type Push,
} from '../../shared/wire/journal.ts';
import { pinChangedSchema, type PinChange, type PinChanged } from '../../shared/wire/person.ts';
import {
  channelPaths,
  heartbeatSchema,
  type Heartbeat,
  type RegisterStatus,
} from '../../shared/wire/register.ts';
import {
  storeJournalSchema,
  storeSaleSchema,
  type StoreJournal,
  type StoreJournalQuery,
  type StoreSale,
} from '../../shared/wire/storesales.ts';
import {
  suspendedHeardSchema,
  type SuspendedHeard,
  type SuspendedTold,
} from '../../shared/wire/suspended.ts';
import type { Entry } from '../../shared/entry.ts';
import { openLine, type Call, type Ended, type Line } from './call.ts';
import type { LinkEvent } from './link.ts';
import { publicTrust, type Trust } from './trust.ts';

/** `signal` gives the call up; a call that is given up says nothing of the line. */
export type Channel = {
  readonly heartbeat: (status: RegisterStatus, signal?: AbortSignal) => Promise<Result<Heartbeat>>;
  /** Sends a page, or an empty one that only asks for HAVE. */
  readonly push: (push: Push, signal?: AbortSignal) => Promise<Result<Have>>;
  readonly lost: (
    lost: Lost,
    signal?: AbortSignal,
  ) => Promise<Result<{ readonly entries: readonly Entry[] }>>;
  readonly answers: (after: number, signal?: AbortSignal) => Promise<Result<Answers>>;
  readonly feed: (request: FeedRequest, signal?: AbortSignal) => Promise<Result<FeedPage>>;
  readonly hold: (hold: Hold, signal?: AbortSignal) => Promise<Result<Held>>;
  readonly inquire: (inquiry: Inquiry, signal?: AbortSignal) => Promise<Result<Balance>>;
  readonly changePin: (change: PinChange, signal?: AbortSignal) => Promise<Result<PinChanged>>;
  readonly storeJournal: (
    asked: StoreJournalQuery,
    signal?: AbortSignal,
  ) => Promise<Result<StoreJournal>>;
  readonly storeSale: (receipt: string, signal?: AbortSignal) => Promise<Result<StoreSale>>;
  readonly suspended: (
    told: SuspendedTold,
    signal?: AbortSignal,
  ) => Promise<Result<SuspendedHeard>>;
  readonly close: () => void;
};

export type ChannelPorts = {
  readonly url: string;
  /** The public authorities unless told. */
  readonly trust?: Trust;
  /** Another way than a connection to `url`. */
  readonly line?: Line;
  readonly token: () => string;
  readonly profile: () => OfflineProfile;
  readonly clock: Clock;
  /** Hears what each call met. */
  readonly met: (event: LinkEvent) => void;
};

/** Pages may take so many time-outs of a small call. */
const pageTimeouts = 8;

type Side = 'heartbeat' | 'channel' | 'page' | 'realtime';

/**
 * Opens the channel. Faults of every call: channel.unreachable, channel.certificate, channel.pin, channel.refused, service.busy, device.unknown,
 * wire.malformed, wire.version.
 */
export function openChannel(ports: ChannelPorts): Channel {
  const line = ports.line ?? openLine(ports.url, ports.trust ?? publicTrust);

  const call = async <Answer>(
    side: Side,
    what: string,
    one: Pick<Call<Answer>, 'path' | 'body' | 'query' | 'answer'> & {
      readonly signal: AbortSignal | undefined;
    },
  ): Promise<Result<Answer>> => {
    const { timeout, retries } = ports.profile();
    const started = ports.clock.running();
    const ended = await line.call({
      method: one.query === undefined ? 'POST' : 'GET',
      ...one,
      token: ports.token(),
      timeout: side === 'page' ? timeout * pageTimeouts : timeout,
      retries,
    });
    const ms = ports.clock.running() - started;
    if (side !== 'heartbeat') for (const event of eventsOf(side, what, ended, ms)) ports.met(event);
    return ended.how === 'timeout' && side === 'realtime'
      ? fail('realtime.unreachable', { reason: 'timeout' })
      : ended.result;
  };

  return {
    heartbeat: async (status, signal) => {
      const started = ports.clock.running();
      const result = await call('heartbeat', 'heartbeat', {
        path: channelPaths.heartbeat,
        body: status,
        answer: heartbeatSchema,
        signal,
      });
      const ms = ports.clock.running() - started;
      if (signal?.aborted === true) return result;
      if (result.ok) ports.met({ event: 'heartbeat', ms, realtime: result.value.realtime });
      else if (result.fault.code !== 'service.busy')
        ports.met({ event: 'channelFailed', what: 'heartbeat', code: result.fault.code });
      return result;
    },
    push: async (push, signal) =>
      call(push.entries.length === 0 ? 'channel' : 'page', 'push', {
        path: channelPaths.push,
        body: push,
        answer: haveSchema,
        signal,
      }),
    lost: async (lost, signal) =>
      call('page', 'lost', {
        path: channelPaths.lost,
        body: lost,
        answer: lostEntriesSchema,
        signal,
      }),
    answers: async (after, signal) =>
      call('channel', 'answers', {
        path: channelPaths.answers,
        query: { after },
        answer: answersSchema,
        signal,
      }),
    feed: async (request, signal) =>
      call('page', 'feed', {
        path: channelPaths.feed,
        body: request,
        answer: feedPageSchema,
        signal,
      }),
    hold: async (hold, signal) =>
      call('realtime', 'hold', {
        path: channelPaths.hold,
        body: hold,
        answer: heldSchema,
        signal,
      }),
    inquire: async (inquiry, signal) =>
      call('realtime', 'inquire', {
        path: channelPaths.inquire,
        body: inquiry,
        answer: balanceSchema,
        signal,
      }),
    changePin: async (change, signal) =>
      call('realtime', 'pin', {
        path: channelPaths.changePin,
        body: change,
        answer: pinChangedSchema,
        signal,
      }),
    storeJournal: async (asked, signal) =>
      call('channel', 'journal', {
        path: channelPaths.storeJournal,
        body: asked,
        answer: storeJournalSchema,
        signal,
      }),
    storeSale: async (receipt, signal) =>
      call('channel', 'sale', {
        path: channelPaths.storeSale,
        body: { receipt },
        answer: storeSaleSchema,
        signal,
      }),
    suspended: async (told, signal) =>
      call('channel', 'suspended', {
        path: channelPaths.storeSuspended,
        body: told,
        answer: suspendedHeardSchema,
        signal,
      }),
    close: line.close,
  };
}

/** What a finished call says of the two links. A realtime call without answer blames the real-time service; heartbeats judge the channel. */
function eventsOf<Answer>(
  side: Exclude<Side, 'heartbeat'>,
  what: string,
  ended: Ended<Answer>,
  ms: number,
): LinkEvent[] {
  const code = ended.result.ok ? null : ended.result.fault.code;
  switch (ended.how) {
    case 'dropped':
    case 'busy':
      return [];
    case 'timeout':
      return side === 'realtime'
        ? [{ event: 'realtimeFailed', what, code: 'realtime.unreachable' }]
        : [{ event: 'channelFailed', what, code: code ?? 'channel.unreachable' }];
    case 'failed':
      // An older channel that does not know the path yet: nothing is wrong with the line.
      return code === 'wire.malformed' || (what === 'suspended' && code === 'channel.refused')
        ? []
        : [{ event: 'channelFailed', what, code: code ?? 'channel.unreachable' }];
    case 'answered':
      if (code === 'realtime.unreachable') return [{ event: 'realtimeFailed', what, code }];
      if (side === 'realtime') return [{ event: 'realtimeAnswered', what, ms }];
      return [{ event: 'channelAnswered', what, ms, timed: side === 'channel' }];
  }
}
