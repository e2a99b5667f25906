/** What a channel is given: its database, where headquarters is, time, chance, and its settings. */
import type { AdmissionSettings } from '../http/admission.ts';
import type { Reached } from '../http/application.ts';
import type { Log } from '../http/log.ts';
import type { Metrics } from '../http/metrics.ts';
import type { Chance, Clock } from '../../shared/identity.ts';
import type { ChannelDatabase } from './tables.ts';

/** All times in milliseconds, but for the cache, which is in hours. */
export type ChannelSettings = {
  /** How often headquarters is asked for news. */
  readonly poll: number;
  /** How long a call to headquarters may take before it counts as unreachable. */
  readonly timeout: number;
  /** How long a HOLD or an inquiry may take in all; below the registers' own time-out. */
  readonly realtimeTimeout: number;
  /** How long a HOLD waits for entries of its register that are on their way to headquarters (PROTOCOL R5). */
  readonly settleTimeout: number;
  /** How often every register's HAVE is asked of headquarters anew, although nothing is known to be lacking. */
  readonly recheck: number;
  /** How often the registers' devices are asked of headquarters, so that one that was switched off is let in no more. */
  readonly devices: number;
  /** How long handed-out parameters may lag behind the channel's database (DESIGN section 8). */
  readonly cacheHours: number;
  /** How many registers may send entries at once; the others are told when to come again. Locks are never in this line. */
  readonly pushes: AdmissionSettings;
};

export const defaultSettings: ChannelSettings = {
  poll: 1000,
  timeout: 5000,
  realtimeTimeout: 3500,
  settleTimeout: 800,
  recheck: 300_000,
  devices: 5000,
  cacheHours: 24,
  pushes: { atOnce: 2, most: 64, mostBytes: 8 * 1024 * 1024 },
};

export type ChannelPorts = {
  readonly db: ChannelDatabase;
  /** Base URL of headquarters. */
  readonly headquarters: string;
  /** The channel's id and its token at headquarters. */
  readonly channel: string;
  readonly token: string;
  /** Opens the cache reset to an administrator. */
  readonly adminToken: string;
  /** How registers reach the channel: plain HTTP without limits unless told. */
  readonly reached?: Reached | undefined;
  /** PEM of authorities that are believed beside the public ones, for headquarters' certificate. */
  readonly authorities?: string | undefined;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  /** Where its figures go; none are kept unless told. */
  readonly metrics?: Metrics | undefined;
  readonly settings?: Partial<ChannelSettings>;
};
