/** The contract register -> channel: paths, requests, answers. Every request but the activation carries `Authorization: Bearer <device token>`. */
import { z } from 'zod';
import { count, hash, id, instant, shortText } from './parts.ts';

/** Named in the header `holdfast-wire`; a side that does not know it answers the fault wire.version. */
export const wireVersion = 1;
export const wireHeader = 'holdfast-wire';

export const channelPaths = {
  activate: '/v1/activate',
  heartbeat: '/v1/heartbeat',
  have: '/v1/have',
  push: '/v1/push',
  lost: '/v1/lost',
  answers: '/v1/answers',
  feed: '/v1/feed',
  hold: '/v1/realtime/hold',
  inquire: '/v1/realtime/inquire',
  changePin: '/v1/realtime/pin',
  storeJournal: '/v1/store/journal',
  storeSale: '/v1/store/sale',
  storeSuspended: '/v1/store/suspended',
  resetCache: '/v1/cache/reset',
  health: '/health',
} as const;

export const activateSchema = z.strictObject({
  code: z.string().min(4).max(64),
  device: shortText,
});
export type Activate = z.infer<typeof activateSchema>;
/** `signingKey`: headquarters' Ed25519 public key, SPKI in base64. */
export const activationSchema = z.strictObject({
  register: id,
  registerName: z.string().max(20),
  store: id,
  token: z.string().min(20).max(200),
  signingKey: z.string().max(500),
  epoch: count,
});
export type Activation = z.infer<typeof activationSchema>;

/**
 * What a register says of itself with each heartbeat; a newer register may say more. Services are updated before registers: headquarters,
 * then channels.
 */
export const registerStatusSchema = z.object({
  versions: z.record(z.string(), count),
  head: z.strictObject({ number: count, hash }).nullable(),
  pending: count,
  pendingValue: z.int(),
  /** ISO 8601 by the register's clock, so that drift is seen. */
  clock: instant,
  version: shortText,
  // What the first version did not say.
  /** Whether it reaches the real-time service, as it judges its line, and since when so. */
  realtime: z.boolean().optional(),
  linkSince: instant.optional(),
  /** When the oldest entry that waits to be sent was made. */
  oldestPending: instant.nullable().optional(),
  /** Size of its offline database. */
  databaseBytes: count.optional(),
  lastError: z.object({ at: instant, what: shortText }).nullable().optional(),
  /** The newest wish of head office that it has fulfilled: to send and fetch everything at once. Who says so understands such wishes. */
  synced: count.optional(),
});
export type RegisterStatus = z.infer<typeof registerStatusSchema>;

export const heartbeatSchema = z.strictObject({
  time: instant,
  /** Whether the channel reaches headquarters' real-time service now. */
  realtime: z.boolean(),
  epoch: count.nullable(),
  /** Newest version of each job that the channel hands out. */
  versions: z.record(z.string(), count),
  /** Head office wishes that it sends and fetches everything now; a number larger than the one fulfilled. Only told to those who understand it. */
  sync: count.optional(),
});
export type Heartbeat = z.infer<typeof heartbeatSchema>;

export const answersQuerySchema = z.object({ after: z.coerce.number().int().min(0) });
