/** The contract head office page -> headquarters about registers: their list, and the proof that nothing of one is missing. */
import { z } from 'zod';
import { pageQuery } from './page.ts';
import { count, hash, id, instant, shortText, text } from './parts.ts';

/** connected: heard lately. offline: its channel is heard, it is not. missing: not seen for more than a day. never: not activated yet. off: switched off. */
export const contactSchema = z.enum(['connected', 'offline', 'missing', 'never', 'off']);
export type Contact = z.infer<typeof contactSchema>;

/** What of the list is shown; away: offline or missing. */
export const registerShows = ['all', 'connected', 'away', 'off'] as const;
export type RegisterShow = (typeof registerShows)[number];

export const registersQuerySchema = z.object({
  store: id.optional(),
  show: z.enum(registerShows).default('all'),
  text: z.string().max(64).default(''),
  ...pageQuery,
});
export type RegistersQuery = z.output<typeof registersQuerySchema>;

export const registerRowSchema = z.strictObject({
  id,
  name: z.string(),
  store: id,
  storeName: text,
  contact: contactSchema,
  lastContact: instant.nullable(),
  /** Whether it reaches the real-time service, as it said last, and since when its line is so; null when it did not say. */
  realtime: z.boolean().nullable(),
  linkSince: instant.nullable(),
  parameterVersion: count.nullable(),
  versions: z.record(z.string(), count),
  /** Newest entry number that the register named, that headquarters received, and that it posted. */
  head: count.nullable(),
  received: count,
  posted: count,
  /** Entries that the register has and headquarters has not posted, as far as is known. */
  owes: count,
  /** What it said last of what waits to be sent: value, and when the oldest was made. */
  pendingValue: z.int(),
  oldestPending: instant.nullable(),
  databaseBytes: count.nullable(),
  lastError: z.strictObject({ at: instant, what: shortText }).nullable(),
  /** Milliseconds that the register's clock is ahead. */
  clockAhead: z.int().nullable(),
  version: shortText.nullable(),
  locks: count,
  /** Recovery waits for this register. */
  awaited: z.boolean(),
  /** It understands that head office asks it to send everything. `syncing`: it was asked and has not done so yet. */
  maySync: z.boolean(),
  syncing: z.boolean(),
});
export type RegisterRow = z.infer<typeof registerRowSchema>;
export const registersSchema = z.strictObject({
  registers: z.array(registerRowSchema),
  counts: z.record(z.enum(registerShows), count),
  stores: z.array(z.strictObject({ id, name: text })),
  appliedVersion: count,
  next: z.string().nullable(),
});
export type Registers = z.infer<typeof registersSchema>;

export const addRegisterSchema = z.strictObject({
  id,
  name: z.string().min(1).max(20),
  store: id,
});
export const syncRegisterSchema = z.strictObject({ register: id });

/** Entries that the register made from `from` until before `until`. */
export const chainQuerySchema = z
  .object({ register: id, from: instant, until: instant })
  .refine(({ from, until }) => from < until, { path: ['until'], error: 'not after its beginning' });
export type ChainQuery = z.output<typeof chainQuerySchema>;

/** What is wrong with an entry of a chain; `number` is where it stands. */
export const chainFlaws = ['missing', 'damaged', 'unlinked', 'twice', 'parked', 'waiting'] as const;
export type ChainFlawKind = (typeof chainFlaws)[number];
export const chainProofSchema = z.strictObject({
  register: id,
  registerName: z.string(),
  from: instant,
  until: instant,
  /** Null when the register made none in the period. */
  first: count.nullable(),
  last: count.nullable(),
  entries: count,
  /** Newest entry that the register itself named, and newest that headquarters received. */
  head: count.nullable(),
  received: count,
  /** Hash of the last entry of the period; it seals all before it. */
  seal: hash.nullable(),
  /** Nothing is missing, nothing was changed, all is posted. */
  whole: z.boolean(),
  /** At most a hundred; `flawed` counts all. */
  flaws: z.array(
    z.strictObject({ kind: z.enum(chainFlaws), number: count, hash: hash.nullable() }),
  ),
  flawed: count,
});
export type ChainProof = z.infer<typeof chainProofSchema>;
