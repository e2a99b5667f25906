/** Instruments, locks and exceptions as the head office page is shown them; paths and the session are in `headoffice.ts`. */
import { z } from 'zod';
import { signInSchema } from './headoffice.ts';
import { contactSchema } from './registerlist.ts';
import { pageQuery } from './page.ts';
import { amount, count, currency, hash, id, instant, shortText, text } from './parts.ts';

const instrumentKind = z.enum(['giftCard', 'creditMemo']);
/** What the audit keeps must say something. */
const needed = z.string().trim().min(1).max(500);
const instrumentState = z.enum(['open', 'used', 'blocked', 'expired']);
const purpose = z.enum(['pay', 'issue', 'addValue', 'refundTo', 'cashOut']);
export const instrumentShows = ['all', 'open', 'closed', 'locked', 'expired', 'blocked'] as const;
export type InstrumentShow = (typeof instrumentShows)[number];
/**
 * `text`: last four digits, register name or sale id; a whole number never travels in an address, see `findInstrumentSchema`. `open`: with a
 * balance, `closed`: without. `after`: the key of the last row of the page before.
 */
export const instrumentsQuerySchema = z.object({
  kind: instrumentKind,
  show: z.enum(instrumentShows).default('all'),
  text: z
    .string()
    .max(64)
    .refine((typed) => !/(?:\d[ -]?){5}/.test(typed), 'a whole number')
    .default(''),
  after: hash.optional(),
});
/** A whole number, as typed; the answer names the instrument by its key. */
export const findInstrumentSchema = z.strictObject({ number: z.string().min(4).max(40) });
export const foundInstrumentSchema = z.strictObject({ key: hash, kind: instrumentKind });

export const lockRowSchema = z.strictObject({
  request: id,
  purpose,
  store: id,
  storeName: text,
  register: id,
  registerName: z.string(),
  contact: contactSchema,
  lastContact: instant.nullable(),
  sale: id,
  cashier: id,
  cashierName: text.nullable(),
  since: instant,
  /** At risk when the lock is broken: the balance that the grant named. */
  balance: amount,
  /** Entries that its register has and headquarters has not posted, as far as is known, and what they are worth. */
  owes: count,
  pendingValue: z.int(),
  /** The parked entry that the lock waits for (PROTOCOL P6). */
  parked: z.strictObject({ number: count, hash }).nullable(),
});
export type LockRow = z.infer<typeof lockRowSchema>;
export const instrumentRowSchema = z.strictObject({
  key: hash,
  kind: instrumentKind,
  last4: z.string(),
  currency,
  balance: amount,
  expires: instant.nullable(),
  state: instrumentState,
  lock: lockRowSchema.nullable(),
});
export type InstrumentRow = z.infer<typeof instrumentRowSchema>;
/** Counted no further than this: who has more of something reads "10,000+". */
export const mostCounted = 10_000;
/** `counts` are those of the whole kind, up to `mostCounted`; `next` goes into `after` for the next page. */
export const instrumentsSchema = z.strictObject({
  rows: z.array(instrumentRowSchema),
  counts: z.record(z.enum(instrumentShows), count),
  liability: z.array(z.strictObject({ currency, amount })),
  next: hash.nullable(),
});
export type Instruments = z.infer<typeof instrumentsSchema>;

/** One change of the balance: what happened, by how much, and the balance after it. */
export const instrumentPostingSchema = z.strictObject({
  /** Its own name, for whoever puts pages together. */
  posting: shortText,
  at: instant,
  act: z.enum([
    'opening',
    'issue',
    'addValue',
    'refundTo',
    'pay',
    'cashOut',
    'remainder',
    'charge',
    'adjust',
    'expire',
  ]),
  change: amount,
  balance: amount,
  sale: id.nullable(),
  receipt: z.string().nullable(),
  registerName: z.string().nullable(),
  storeName: text.nullable(),
  /** Who sold, where headquarters knows it. */
  cashierName: text.nullable(),
  /** Who at head office made it, and why. */
  made: z.strictObject({ by: shortText, reason: shortText, note: shortText }).nullable(),
});
export type InstrumentPosting = z.infer<typeof instrumentPostingSchema>;
export const lockHistoryRowSchema = z.strictObject({
  request: id,
  purpose,
  registerName: z.string(),
  sale: id,
  since: instant,
  ended: instant.nullable(),
  state: z.enum(['live', 'freed', 'settled', 'broken', 'superseded']),
  endedBy: z.string().nullable(),
  reason: z.string().nullable(),
});
/** A memo of a chain of remainders. `sale` is the one that used the older of the two up. */
const relativeSchema = z.strictObject({
  key: hash,
  last4: z.string(),
  balance: amount,
  state: instrumentState,
  sale: id,
});
export type Relative = z.infer<typeof relativeSchema>;
/** A page of the postings that begins with the newest, oldest first; `older` goes into `after` for those before them. `from`, `into`: what it is the rest of, and its own rest. */
export const instrumentDetailSchema = z.strictObject({
  instrument: instrumentRowSchema,
  postings: z.array(instrumentPostingSchema),
  older: z.string().nullable(),
  from: relativeSchema.nullable(),
  into: relativeSchema.nullable(),
  locks: z.array(lockHistoryRowSchema),
});
export const instrumentQuerySchema = z.object({
  key: hash,
  ...pageQuery,
});
export type InstrumentDetail = z.infer<typeof instrumentDetailSchema>;

export const issueInstrumentSchema = z.strictObject({
  kind: instrumentKind,
  number: z.string().min(4).max(40),
  pin: z
    .string()
    .regex(/^\d{4,8}$/)
    .optional(),
  amount,
  currency,
  expires: instant.optional(),
});
/** What stays of a number: its keyed hash and its last four. */
export const instrumentRefSchema = z.strictObject({
  kind: instrumentKind,
  key: hash,
  last4: z.string(),
});
export const blockInstrumentSchema = z.strictObject({
  key: hash,
  blocked: z.boolean(),
  note: needed,
});
export const adjustReasons = ['goodwill', 'correction', 'lateSale', 'remainder', 'other'] as const;
export type AdjustReason = (typeof adjustReasons)[number];
/** `balance`: what the person saw. */
export const adjustInstrumentSchema = z.strictObject({
  key: hash,
  change: amount,
  balance: amount,
  reason: z.enum(adjustReasons),
  note: needed,
});
export const expireInstrumentSchema = z.strictObject({ key: hash, note: needed });
export const breakReasons = ['registerLost', 'customerWaits', 'entryUnreadable', 'other'] as const;
export const breakLockSchema = z.strictObject({
  request: id,
  reason: z.enum(breakReasons),
  note: needed,
  second: signInSchema,
});
