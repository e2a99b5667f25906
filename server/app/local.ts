/** Headquarters and a channel in this process, on loopback: for `npm start`, the demonstration, the replay and tests. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Result } from '../../shared/fault.ts';
import type { Chance, Clock } from '../../shared/identity.ts';
import type { ChannelSettings } from '../channel/ports.ts';
import type { Headquarters } from '../headquarters/headquarters.ts';
import { createChannel } from '../headquarters/channels.ts';
import type { Log } from '../http/log.ts';
import type { DatabaseAddress } from '../database/open.ts';
import { addressOf, type Keeping, type Service } from './address.ts';
import { startChannel, type RunningChannel } from './channel.ts';
import { seedDemonstration, unseeded, type SeededDemonstration } from './demonstration/seed.ts';
import { channelId } from './demonstration/stores.ts';
import { startHeadquarters, type RunningHeadquarters } from './headquarters.ts';
import { systemChance, systemClock } from './ports.ts';
import { ownSecret } from './secrets.ts';

export type LocalOptions = {
  /** Databases, keys and secrets live here. */
  readonly folder: string;
  /** 0 or nothing: any free one. */
  readonly headquartersPort?: number;
  readonly channelPort?: number;
  /** Fill an empty headquarters with the demonstration; else only the channel is known there. */
  readonly seed: boolean;
  readonly databaseUrl?: string | undefined;
  /** Instead of the URL: a database of its own for each service. */
  readonly addresses?: Readonly<Record<Service, DatabaseAddress>>;
  readonly clock?: Clock;
  readonly chance?: Chance;
  readonly log?: Log;
  readonly settings?: Partial<ChannelSettings>;
};

/** A service that can be stopped and started again on its port. */
type Local<Running> = {
  readonly url: string;
  /** What runs now; throws while the service is stopped. */
  readonly running: () => Running;
  readonly stop: () => Promise<void>;
  readonly start: () => Promise<void>;
};
export type LocalServers = {
  readonly headquarters: Local<RunningHeadquarters> & {
    /** For acts of head office that have no page yet; not while it is stopped. */
    readonly act: () => Headquarters;
  };
  readonly channel: Local<RunningChannel>;
  readonly demonstration: SeededDemonstration;
  readonly stop: () => Promise<void>;
};

/** Starts both services and waits until the channel has heard headquarters once. */
export async function startLocalServers(options: LocalOptions): Promise<LocalServers> {
  const {
    folder,
    databaseUrl,
    seed,
    clock = systemClock,
    chance = systemChance,
    log = () => undefined,
  } = options;
  mkdirSync(folder, { recursive: true });
  const common = { clock, chance, log };
  const placeOf = (service: Service): Keeping => {
    const own = join(folder, service);
    return {
      folder: own,
      address: options.addresses?.[service] ?? addressOf(service, own, databaseUrl),
    };
  };
  const token = ownSecret(folder, 'channel-token', chance);

  const headquarters = await keep(options.headquartersPort ?? 0, (port) =>
    startHeadquarters({ ...common, ...placeOf('headquarters'), port }),
  );
  const act = (): Headquarters => headquarters.running().headquarters;
  if (!seed) await createChannel(act(), { id: channelId, name: 'Channel', token });
  const demonstration = seed ? await seedDemonstration(act(), token) : unseeded;

  const channel = await keep(options.channelPort ?? 0, (port) =>
    startChannel({
      ...common,
      ...placeOf('channel'),
      port,
      headquarters: headquarters.url,
      channel: channelId,
      token,
      settings: { poll: 500, ...options.settings },
    }),
  );
  await channel.running().channel.pullOnce();
  const stop = async (): Promise<void> => {
    await channel.stop();
    await headquarters.stop();
  };
  return { headquarters: { ...headquarters, act }, channel, demonstration, stop };
}

async function keep<Running extends { readonly url: string; readonly stop: () => Promise<void> }>(
  port: number,
  start: (port: number) => Promise<Result<Running>>,
): Promise<Local<Running>> {
  const begin = async (at: number): Promise<Running> => {
    const started = await start(at);
    if (!started.ok) throw new Error(`the service does not start: ${started.fault.code}`);
    return started.value;
  };
  const first = await begin(port);
  let current: Running | null = first;
  const { url } = first;
  return {
    url,
    running: () => {
      if (!current) throw new Error('the service is stopped');
      return current;
    },
    stop: async () => {
      const ending = current;
      current = null;
      await ending?.stop();
    },
    start: async () => {
      current ??= await begin(Number(new URL(url).port));
    },
  };
}
