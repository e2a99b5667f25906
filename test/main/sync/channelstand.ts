/** A channel on loopback for the tests of sync: it keeps entries and answers like a channel, and does to each call what the test says. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { isEntryIntact, type Answer, type Entry } from '../../../shared/entry.ts';
import type { FeedPage } from '../../../shared/feed.ts';
import { fault, type Fault } from '../../../shared/fault.ts';
import type { Held, Hold } from '../../../shared/lock.ts';
import { readFrame } from '../../../shared/wire/entry.ts';
import { feedRequestSchema } from '../../../shared/wire/feed.ts';
import { holdSchema, inquirySchema } from '../../../shared/wire/grant.ts';
import { lostSchema, pushSchema, type Have } from '../../../shared/wire/journal.ts';
import {
  channelPaths,
  registerStatusSchema,
  type Heartbeat,
  type RegisterStatus,
} from '../../../shared/wire/register.ts';

/** `reset` breaks the connection off, `silent` never answers, `raw` answers as it is. */
type Odd =
  | 'reset'
  | 'silent'
  | { readonly status: number; readonly raw: string; readonly retryAfter?: string };
export type Reply = { readonly body: unknown } | { readonly fault: Fault } | Odd;

export type Stand = {
  readonly url: string;
  readonly calls: string[];
  readonly headers: Map<string, IncomingMessage['headers']>;
  readonly holds: Hold[];
  readonly statuses: RegisterStatus[];
  readonly entries: Map<string, Entry>;
  readonly answers: Answer[];
  readonly pages: FeedPage[];
  beat: Heartbeat;
  /** What the next calls of a path meet instead of their answer; `null` lets one through. */
  readonly odd: Map<string, (Reply | null)[]>;
  /** Every call of these paths meets this. */
  readonly always: Map<string, Reply>;
  answerHold: (hold: Hold) => Held | Reply;
  /** Resolves when a call of the path has arrived and was answered. */
  readonly close: () => Promise<void>;
};

export async function openStand(): Promise<Stand> {
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');

  const stand: Stand = {
    url: `http://127.0.0.1:${address.port}`,
    calls: [],
    headers: new Map(),
    holds: [],
    statuses: [],
    entries: new Map(),
    answers: [],
    pages: [],
    beat: { time: '2026-11-22T10:00:00.000Z', realtime: true, epoch: 1, versions: {} },
    odd: new Map(),
    always: new Map(),
    answerHold: () => ({ epoch: 1, results: {} }),
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await read(request);
    const url = new URL(request.url ?? '/', stand.url);
    stand.calls.push(url.pathname);
    stand.headers.set(url.pathname, request.headers);
    const odd = stand.odd.get(url.pathname)?.shift() ?? stand.always.get(url.pathname) ?? null;
    send(response, odd ?? answer(stand, url, body));
  }
  return stand;
}

async function read(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const bytes = Buffer.concat(parts);
  const text = request.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes;
  return text.length === 0 ? null : JSON.parse(text.toString());
}

function send(response: ServerResponse, reply: Reply): void {
  if (reply === 'silent') return;
  if (reply === 'reset') {
    response.socket?.resetAndDestroy();
    return;
  }
  const isRaw = 'raw' in reply;
  response.writeHead(isRaw ? reply.status : 'fault' in reply ? 422 : 200, {
    'content-type': 'application/json',
    ...(isRaw && reply.retryAfter !== undefined ? { 'retry-after': reply.retryAfter } : {}),
  });
  response.end(isRaw ? reply.raw : JSON.stringify('fault' in reply ? reply : reply.body));
}

function answer(stand: Stand, url: URL, body: unknown): Reply {
  switch (url.pathname) {
    case channelPaths.heartbeat:
      stand.statuses.push(registerStatusSchema.parse(body));
      return { body: stand.beat };
    case channelPaths.push:
      for (const entry of pushSchema.parse(body).entries)
        if (isEntryIntact(entry)) stand.entries.set(entry.hash, entry);
      return { body: haveOf(stand) };
    case channelPaths.lost: {
      const { known } = lostSchema.parse(body);
      const covered = before(stand, known);
      return {
        body: {
          entries: chain(stand)
            .filter((entry) => !covered.has(entry.hash))
            .slice(0, 2),
        },
      };
    }
    case channelPaths.answers: {
      const after = Number(url.searchParams.get('after'));
      return {
        body: {
          answers: stand.answers.slice(after, after + 2),
          cursor: Math.min(stand.answers.length, after + 2),
        },
      };
    }
    case channelPaths.feed: {
      const { job, page } = feedRequestSchema.parse(body);
      const next = stand.pages.filter((one) => one.job === job)[Number(page ?? 0)];
      return next === undefined ? { fault: fault('wire.malformed') } : { body: next };
    }
    case channelPaths.hold: {
      const hold = holdSchema.parse(body);
      stand.holds.push(hold);
      const held = stand.answerHold(hold);
      return typeof held === 'object' && 'epoch' in held ? { body: held } : held;
    }
    case channelPaths.inquire: {
      const { kind, number } = inquirySchema.parse(body);
      return {
        body: {
          kind,
          last4: number.slice(-4),
          balance: 2500,
          currency: 'USD',
          expires: null,
          state: 'open',
          lockedBy: null,
        },
      };
    }
    case channelPaths.changePin:
      return { body: { version: 7 } };
    case channelPaths.storeSuspended:
      return { body: { wanted: [], arrived: [], settled: [], refused: [], others: [] } };
    default:
      return { fault: fault('wire.malformed', { at: 'path' }) };
  }
}

const previousOf = (entry: Entry): readonly string[] => {
  const frame = readFrame(entry);
  return frame.ok ? frame.value.previous : [];
};
const numberOf = (entry: Entry): number => {
  const frame = readFrame(entry);
  return frame.ok ? frame.value.number : 0;
};
const chain = (stand: Stand): Entry[] =>
  [...stand.entries.values()].toSorted((a, b) => numberOf(a) - numberOf(b));

function before(stand: Stand, hashes: readonly string[]): Set<string> {
  const found = new Set<string>();
  const open = [...hashes];
  for (let hash = open.pop(); hash !== undefined; hash = open.pop()) {
    const entry = stand.entries.get(hash);
    if (entry === undefined || found.has(hash)) continue;
    found.add(hash);
    open.push(...previousOf(entry));
  }
  return found;
}

export function haveOf(stand: Stand): Have {
  const inner = new Set(chain(stand).flatMap(previousOf));
  const heads = chain(stand).filter((entry) => !inner.has(entry.hash));
  return {
    heads: heads.map((entry) => ({ hash: entry.hash, number: numberOf(entry) })),
    lacks: [],
    entries: stand.entries.size,
  };
}
