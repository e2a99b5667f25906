/** Schemas of locks: grants, HOLD and HELD (PROTOCOL section 2). */
import { z } from 'zod';
import type { Grant, Held, Hold, Outcome, SignedGrant } from '../lock.ts';
import { amount, count, currency, faultSchema, hash, id, instant } from './parts.ts';

const kind = z.enum(['giftCard', 'creditMemo']);
const purpose = z.enum(['pay', 'issue', 'addValue', 'refundTo', 'cashOut']);
const last4 = z.string().regex(/^\d{4}$/);

const grantSchema: z.ZodType<Grant> = z.strictObject({
  epoch: count,
  request: id,
  token: count,
  instrument: z.strictObject({ kind, key: hash, last4 }),
  purpose,
  store: id,
  register: id,
  sale: id,
  balance: amount,
  currency,
  reserved: z.strictObject({ key: hash, last4 }).nullable(),
  version: count,
  grantedAt: instant,
});
export const signedGrantSchema: z.ZodType<SignedGrant> = z.strictObject({
  grant: grantSchema,
  signature: z.string().max(200),
});

const wantSchema = z.strictObject({
  request: id,
  kind,
  purpose,
  sale: id,
  cashier: id,
  currency,
  amount,
  number: z
    .string()
    .regex(/^\d{4,24}$/)
    .optional(),
  pin: z.string().max(12).optional(),
  grant: signedGrantSchema.optional(),
});
const holdRef = { incarnation: count, seq: count, id };

export const holdSchema: z.ZodType<Hold> = z.strictObject({
  ...holdRef,
  register: id,
  predecessors: z.array(id).max(10_000),
  epoch: count,
  head: z.strictObject({ number: z.int().min(1), hash }).nullable(),
  wants: z.array(wantSchema).max(1000),
});

const outcomeSchema: z.ZodType<Outcome> = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('granted'),
    grant: signedGrantSchema,
    number: z.string().max(24).optional(),
  }),
  z.strictObject({ state: z.literal('refused'), fault: faultSchema }),
  z.strictObject({ state: z.enum(['settled', 'broken', 'superseded']) }),
]);

export const heldSchema: z.ZodType<Held> = z.strictObject({
  epoch: count,
  results: z.record(id, outcomeSchema).optional(),
  last: z.strictObject(holdRef).optional(),
});

/** Asking a balance; nothing is locked. */
export const inquirySchema = z.strictObject({
  register: id,
  kind,
  number: z.string().regex(/^\d{4,24}$/),
  pin: z.string().max(12).optional(),
});
export type Inquiry = z.infer<typeof inquirySchema>;
export const balanceSchema = z.strictObject({
  kind,
  last4,
  balance: amount,
  currency,
  expires: instant.nullable(),
  state: z.enum(['open', 'used', 'blocked', 'expired']),
  lockedBy: z.strictObject({ store: z.string(), register: z.string(), since: instant }).nullable(),
});
export type Balance = z.infer<typeof balanceSchema>;
