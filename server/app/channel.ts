/** A channel on a port: database, doors, polling and forwarding. */
import { mkdirSync } from 'node:fs';
import { ok, type Result } from '../../shared/fault.ts';
import type { Chance, Clock } from '../../shared/identity.ts';
import { createChannel, type Channel } from '../channel/channel.ts';
import { openChannelDatabase } from '../channel/open.ts';
import type { ChannelSettings } from '../channel/ports.ts';
import type { ChannelDatabase } from '../channel/tables.ts';
import type { Reached } from '../http/application.ts';
import { listen } from '../http/listen.ts';
import type { Log } from '../http/log.ts';
import { makeMetrics } from '../http/metrics.ts';
import type { Keeping } from './address.ts';
import { ownSecret } from './secrets.ts';

export type ChannelOptions = Keeping & {
  readonly host?: string | undefined;
  /** 0: any free one. */
  readonly port: number;
  /** Plain HTTP without limits unless told. */
  readonly reached?: Reached | undefined;
  /** Base URL of headquarters. */
  readonly headquarters: string;
  /** PEM of authorities that are believed beside the public ones. */
  readonly authorities?: string | undefined;
  readonly channel: string;
  readonly token: string;
  /** Made and kept in the folder when it is not given. */
  readonly adminToken?: string | undefined;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  readonly settings?: Partial<ChannelSettings> | undefined;
  /** Keeps figures and serves them at `/metrics`. */
  readonly metered?: boolean | undefined;
};
export type RunningChannel = {
  readonly channel: Channel;
  readonly db: ChannelDatabase;
  readonly url: string;
  readonly adminToken: string;
  /** Lets requests under way end, then closes port and database. */
  readonly stop: () => Promise<void>;
};

/** Starts a channel; headquarters need not be there yet. Fault: database.newer. */
export async function startChannel(options: ChannelOptions): Promise<Result<RunningChannel>> {
  const { folder, clock, chance, log } = options;
  mkdirSync(folder, { recursive: true });
  const opened = await openChannelDatabase(options.address, clock.now());
  if (!opened.ok) return opened;
  const db = opened.value;
  const adminToken = options.adminToken ?? ownSecret(folder, 'channel-admin-token', chance);
  const channel = createChannel({
    db,
    headquarters: options.headquarters,
    channel: options.channel,
    token: options.token,
    adminToken,
    reached: options.reached,
    authorities: options.authorities,
    clock,
    chance,
    log,
    metrics: options.metered === true ? makeMetrics('channel') : undefined,
    ...(options.settings === undefined ? {} : { settings: options.settings }),
  });
  try {
    const url = await listen(channel.app, options.port, options.host);
    channel.start();
    const stop = async (): Promise<void> => {
      await channel.stop();
      await db.close();
    };
    return ok({ channel, db, url, adminToken, stop });
  } catch (error) {
    await db.close();
    throw error;
  }
}
