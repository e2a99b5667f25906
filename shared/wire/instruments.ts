/** Instruments, locks and exceptions as the head office page is shown them; paths and the session are in `headoffice.ts`. */
import { z } from 'zod';
import { contactSchema, signInSchema } from './headoffice.ts';
import { amount, count, currency, hash, id, instant, shortText, text } from './parts.ts';

const instrumentKind = z.enum(['giftCard', 'creditMemo']);
const purpose = z.enum(['pay', 'issue', 'addValue', 'refundTo', 'cashOut']);
/** `text`: last four digits, register name or sale id. `after`: the key of the last row of the page before. */
export const instrumentsQuerySchema = z.object({
  kind: instrumentKind,
  show: z.enum(['all', 'locked', 'expired', 'blocked']).default('all'),
  text: z.string().max(64).default(''),
  after: hash.optional(),
});

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
  state: z.enum(['open', 'used', 'blocked', 'expired']),
  lock: lockRowSchema.nullable(),
});
export type InstrumentRow = z.infer<typeof instrumentRowSchema>;
/** `counts` are those of the whole kind; `next` goes into `after` for the next page. */
export const instrumentsSchema = z.strictObject({
  rows: z.array(instrumentRowSchema),
  counts: z.strictObject({ all: count, locked: count, expired: count, blocked: count }),
  liability: z.array(z.strictObject({ currency, amount })),
  next: hash.nullable(),
});
export type Instruments = z.infer<typeof instrumentsSchema>;

/** One change of the balance: what happened, by how much, and the balance after it. */
export const instrumentPostingSchema = z.strictObject({
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
  ]),
  change: amount,
  balance: amount,
  sale: id.nullable(),
  receipt: z.string().nullable(),
  registerName: z.string().nullable(),
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
export const instrumentDetailSchema = z.strictObject({
  instrument: instrumentRowSchema,
  postings: z.array(instrumentPostingSchema),
  locks: z.array(lockHistoryRowSchema),
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
export const blockInstrumentSchema = z.strictObject({
  key: hash,
  blocked: z.boolean(),
  note: shortText,
});
const breakReasons = ['registerLost', 'customerWaits', 'entryUnreadable', 'other'] as const;
export const breakLockSchema = z.strictObject({
  request: id,
  reason: z.enum(breakReasons),
  note: shortText,
  second: signInSchema,
});

// Exceptions

export const exceptionKinds = [
  'shortfall',
  'restored',
  'rolledBack',
  'grantMisused',
  'ungranted',
  'issuedTwice',
  'saleFlaw',
  'ruleBreach',
  'saleTwice',
  'numberTwice',
  'parked',
  'headquartersRestored',
  'shiftDifference',
  'overReturn',
] as const;
export type ExceptionKind = (typeof exceptionKinds)[number];
export const exceptionRowSchema = z.strictObject({
  id,
  kind: z.enum(exceptionKinds),
  at: instant,
  register: id.nullable(),
  registerName: z.string().nullable(),
  /** The other register of a shortfall: who holds or spent the instrument. */
  otherRegisterName: z.string().nullable(),
  instrument: hash.nullable(),
  last4: z.string().nullable(),
  sale: id.nullable(),
  receipt: z.string().nullable(),
  entry: hash.nullable(),
  entryNumber: count.nullable(),
  amount: amount.nullable(),
  /** Second amount where two are named (numbers or sales used twice), or what was charged since. */
  otherAmount: amount.nullable(),
  currency: currency.nullable(),
  /** What else is known, in English, for support. */
  detail: z.string(),
  closed: z.strictObject({ at: instant, by: shortText, note: shortText }).nullable(),
});
export type ExceptionRow = z.infer<typeof exceptionRowSchema>;
export const exceptionsSchema = z.strictObject({ rows: z.array(exceptionRowSchema), open: count });
export type Exceptions = z.infer<typeof exceptionsSchema>;
export const closeExceptionSchema = z.strictObject({ id, note: z.string().min(1).max(500) });
export const chargeExceptionSchema = z.strictObject({ id });
