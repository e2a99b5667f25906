/** Reports of head office. A day is that of the store where something was booked, head office's own that of UTC; amounts are positive when more is owed to the holders of cards and memos after them. */
import { z } from 'zod';
import { amount, count, currency, id, instant, text } from './parts.ts';

const day = z.iso.date();
const kind = z.enum(['giftCard', 'creditMemo']);

/** Most days of a period, so that an answer stays small. */
export const mostDays = 366;
const inOrder = (period: { readonly from: string; readonly to: string }): boolean =>
  period.from <= period.to &&
  Date.parse(period.to) - Date.parse(period.from) < mostDays * 24 * 3_600_000;
const disorder = {
  error: 'the period ends before it begins or is too long',
  path: ['to'],
};
/** `from` and `to` both belong to the period. */
export const periodSchema = z.object({ from: day, to: day }).refine(inOrder, disorder);
export type Period = z.infer<typeof periodSchema>;

/** `at`: now unless told. */
export const liabilityQuerySchema = z.object({ at: instant.optional() });
/** `days`: what was owed at the end of each of the last 30 days, the last one at `at`, which has begun in some store. */
export const liabilitySchema = z.strictObject({
  at: instant,
  rows: z.array(z.strictObject({ kind, currency, amount })),
  days: z.array(z.strictObject({ day, kind, currency, amount })),
});
export type LiabilityReport = z.infer<typeof liabilitySchema>;

/**
 * `redeemed` without what remainder memos got back, so that opening + issued + added + redeemed + expired + adjusted = closing.
 * `storeName` null: head office. `timeZone`: of the store today, null for UTC.
 */
export const movementsSchema = z.strictObject({
  rows: z.array(
    z.strictObject({
      kind,
      currency,
      store: id.nullable(),
      storeName: text.nullable(),
      timeZone: z.string().nullable(),
      issued: amount,
      added: amount,
      redeemed: amount,
      expired: amount,
      adjusted: amount,
    }),
  ),
  balances: z.array(z.strictObject({ kind, currency, opening: amount, closing: amount })),
});
export type MovementReport = z.infer<typeof movementsSchema>;

export const shareBy = ['day', 'store', 'register'] as const;
export const offlineShareQuerySchema = z
  .object({ from: day, to: day, by: z.enum(shareBy).default('day') })
  .refine(inOrder, disorder);
export type OfflineShareQuery = z.infer<typeof offlineShareQuerySchema>;
/** What `by` does not ask for is null; so is the `timeZone` of a store that reckons by UTC. Sales count on the day on which their register completed them. */
export const offlineShareSchema = z.strictObject({
  rows: z.array(
    z.strictObject({
      day: z.string().nullable(),
      store: id.nullable(),
      storeName: text.nullable(),
      timeZone: z.string().nullable(),
      register: id.nullable(),
      registerName: z.string().nullable(),
      sales: count,
      offline: count,
    }),
  ),
});
export type OfflineShareReport = z.infer<typeof offlineShareSchema>;

/** By how long a lock has been there: below 1 hour, 1 day, 1 week, or longer. */
export const lockAges = ['hour', 'day', 'week', 'longer'] as const;
export type LockAge = (typeof lockAges)[number];
export const lockAgeSchema = z.strictObject({
  at: instant,
  rows: z.array(z.strictObject({ age: z.enum(lockAges), kind, currency, count, amount })),
  /** The oldest ones, at most 50. */
  oldest: z.array(
    z.strictObject({
      key: z.string(),
      kind,
      last4: z.string(),
      currency,
      balance: amount,
      storeName: text,
      registerName: z.string(),
      sale: id,
      since: instant,
    }),
  ),
});
export type LockAgeReport = z.infer<typeof lockAgeSchema>;
