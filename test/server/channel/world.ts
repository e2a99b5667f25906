/** A channel with a real database and a real port, a fake headquarters, and registers that are only chains of entries. */
import axios from 'axios';
import type { z } from 'zod';
import { sealEntry, type Entry, type EntryContent } from '../../../shared/entry.ts';
import type { Clock, Hash, RegisterId } from '../../../shared/identity.ts';
import { haveSchema, type Have } from '../../../shared/wire/journal.ts';
import { channelPaths } from '../../../shared/wire/register.ts';
import { createChannel, type Channel } from '../../../server/channel/channel.ts';
import { openChannelDatabase } from '../../../server/channel/open.ts';
import type { ChannelDatabase } from '../../../server/channel/tables.ts';
import type { DatabaseAddress } from '../../../server/database/open.ts';
import { listen } from '../../../server/http/listen.ts';
import { FakeHeadquarters, tokenOf } from './fake-headquarters.ts';

export type HandClock = Clock & { advance: (ms: number) => void };
function handClock(): HandClock {
  let running = 1000;
  return {
    now: () => new Date(Date.UTC(2026, 10, 22, 10) + running).toISOString(),
    running: () => running,
    advance: (ms) => {
      running += ms;
    },
  };
}

export type Told<T> = { status: number; body: T };
export type World = {
  headquarters: FakeHeadquarters;
  clock: HandClock;
  log: string[];
  channel: () => Channel;
  db: () => ChannelDatabase;
  url: () => string;
  /** Pages of entries that are taken in now. */
  inside: () => number;
  /** Ends the channel and starts it again on its database, or on another one. */
  restart: (address?: DatabaseAddress) => Promise<void>;
  activate: (register: RegisterId) => Promise<void>;
  get: (register: RegisterId, path: string) => Promise<Told<unknown>>;
  post: (register: RegisterId, path: string, body: unknown) => Promise<Told<unknown>>;
  push: (register: RegisterId, entries: readonly Entry[]) => Promise<Have>;
  end: () => Promise<void>;
};

export const adminToken = 'administrators-token-0123456789';

export async function makeWorld(given: DatabaseAddress): Promise<World> {
  const headquarters = new FakeHeadquarters();
  await headquarters.start();
  const clock = handClock();
  const log: string[] = [];
  let ids = 0;
  const chance = { id: () => String((ids += 1)).padStart(32, '0'), fraction: () => 0.5 };
  let channel: Channel;
  let db: ChannelDatabase;
  let url: string;
  const begin = async (address: DatabaseAddress): Promise<void> => {
    const opened = await openChannelDatabase(address, clock.now());
    if (!opened.ok) throw new Error(opened.fault.code);
    db = opened.value;
    channel = createChannel({
      db,
      headquarters: headquarters.url,
      channel: 'C-01',
      token: 'channel-token',
      adminToken,
      clock,
      chance,
      log: ({ text }) => log.push(text),
      settings: { realtimeTimeout: 1000, settleTimeout: 500, timeout: 2000 },
    });
    url = await listen(channel.app, 0);
  };
  const finish = async (): Promise<void> => {
    await channel.stop();
    await db.close();
  };
  await begin(given);
  const exchange = async (
    method: 'GET' | 'POST',
    register: RegisterId,
    path: string,
    body?: unknown,
  ): Promise<Told<unknown>> => {
    const response = await axios.request<unknown>({
      method,
      baseURL: url,
      url: path,
      data: body,
      proxy: false,
      validateStatus: () => true,
      headers: { Authorization: `Bearer ${tokenOf(register)}` },
    });
    return { status: response.status, body: response.data };
  };
  const world: World = {
    headquarters,
    clock,
    log,
    channel: () => channel,
    db: () => db,
    url: () => url,
    inside: () => channel.admission.state().inside,
    restart: async (address) => {
      await finish();
      await begin(address ?? given);
    },
    activate: async (register) => {
      const told = await exchange('POST', register, channelPaths.activate, {
        code: register,
        device: 'test',
      });
      if (told.status !== 200) throw new Error(`activation of ${register} failed: ${told.status}`);
    },
    get: (register, path) => exchange('GET', register, path),
    post: (register, path, body) => exchange('POST', register, path, body),
    push: async (register, entries) =>
      value(haveSchema, await exchange('POST', register, channelPaths.push, { register, entries })),
    end: async () => {
      await finish();
      await headquarters.stop();
    },
  };
  return world;
}

/** The answer of a call that must have succeeded. */
export function value<T>(schema: z.ZodType<T>, told: Told<unknown>): T {
  if (told.status !== 200) throw new Error(`status ${told.status}: ${JSON.stringify(told.body)}`);
  return schema.parse(told.body);
}

/** A chain of audit entries: `count` more after the given predecessors. */
export function chain(
  register: RegisterId,
  count: number,
  from: { number: number; previous: readonly Hash[]; note?: string } = { number: 1, previous: [] },
): Entry[] {
  const entries: Entry[] = [];
  let previous = from.previous;
  for (let index = 0; index < count; index += 1) {
    const content: EntryContent = {
      format: 1,
      register,
      incarnation: 1,
      number: from.number + index,
      previous,
      at: '2026-11-22T10:00:00.000Z',
      body: { kind: 'audit', audit: { act: 'drawer', staff: 'S-1001', note: from.note ?? '' } },
    };
    const entry = sealEntry(content);
    entries.push(entry);
    previous = [entry.hash];
  }
  return entries;
}

/** The entry's text with one letter changed, under the old hash. */
export const damage = (entry: Entry): Entry => ({
  hash: entry.hash,
  content: entry.content.replace('"drawer"', '"drower"'),
});
