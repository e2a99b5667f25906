/** The contract channel -> headquarters: paths, requests, answers. Every request carries `Authorization: Bearer <channel token>`. */
import { z } from 'zod';
import { feedPageSchema, jobSchema } from './feed.ts';
import { count, hash, id, instant } from './parts.ts';
import { registerStatusSchema } from './register.ts';

export const headquartersPaths = {
  activate: '/v1/channel/activate',
  heartbeat: '/v1/channel/heartbeat',
  have: '/v1/channel/have',
  push: '/v1/channel/push',
  answers: '/v1/channel/answers',
  packages: '/v1/channel/packages',
  /** GET: the channel's registers that were ever activated. */
  devices: '/v1/channel/devices',
  hold: '/v1/channel/hold',
  inquire: '/v1/channel/inquire',
  changePin: '/v1/channel/pin',
  health: '/health',
} as const;

/** Why the channel could not take in what it was handed. */
export const channelFailureSchema = z.strictObject({ at: instant, code: z.string().max(100) });
export type ChannelFailure = z.infer<typeof channelFailureSchema>;

/** What the channel knows of its registers: contact, link, versions. */
export const channelStatusSchema = z.strictObject({
  channel: id,
  registers: z
    .array(z.strictObject({ register: id, lastContact: instant, status: registerStatusSchema }))
    .max(5000),
  /** The parameter version that the channel's cache hands out now. */
  parameterVersion: count,
  /** Null: it took in everything; absent: it is of a version that does not say. */
  failure: channelFailureSchema.nullable().optional(),
});
export type ChannelStatus = z.infer<typeof channelStatusSchema>;

/** `resets`: how often head office asked this channel to reset its cache; a number larger than last time means now. */
export const channelHeartbeatSchema = z.strictObject({
  time: instant,
  epoch: count,
  resets: count,
  /** Wishes that registers send and fetch everything at once; of those registers only that understand it and have not yet done so. */
  syncs: z.record(id, count).optional(),
});
export type ChannelHeartbeat = z.infer<typeof channelHeartbeatSchema>;

/** The channel names the newest version of each job that it has applied and gets the next page of one job, or none. */
export const packageRequestSchema = z.strictObject({
  channel: id,
  versions: z.record(z.string(), count),
  job: jobSchema.nullable(),
  page: z.string().max(200).nullable(),
});
export type PackageRequest = z.infer<typeof packageRequestSchema>;
export const packageSchema = z.strictObject({ page: feedPageSchema.nullable() });

/** Activation as headquarters answers it; the channel keeps a hash of the token. `address`: from where the code came, to count wrong ones. */
export const channelActivateSchema = z.strictObject({
  code: z.string().min(4).max(64),
  device: z.string().max(500),
  address: z.string().max(64).optional(),
});

/**
 * What a channel must know of its registers' devices to let them in: it learns so of registers that were switched off and, after a restore of
 * its own, of those that were activated meanwhile. The newer activation of a register counts.
 */
export const devicesSchema = z.strictObject({
  devices: z.array(
    z.strictObject({
      register: id,
      registerName: z.string().max(20),
      store: id,
      tokenHash: hash,
      activatedAt: instant,
      active: z.boolean(),
    }),
  ),
});
export type Devices = z.infer<typeof devicesSchema>;
