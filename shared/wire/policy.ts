/** Schema of what head office allows of instruments. What an older version left out is as it was then. */
import { z } from 'zod';
import type { InstrumentPolicy } from '../policy.ts';
import { amount } from './parts.ts';

const limit = amount
  .refine((value) => value >= 0, 'below nothing')
  .nullable()
  .default(null);
const months = z.int().min(1).max(600).nullable().default(null);
const number = z.string().regex(/^\d{12,19}$/);
const range = z
  .strictObject({ from: number, until: number })
  .refine(({ from, until }) => from.length === until.length && from <= until, {
    path: ['until'],
    error: 'not a later number of the same length',
  });

export const policySchema: z.ZodType<InstrumentPolicy> = z.strictObject({
  giftCard: z
    .strictObject({
      ranges: z.array(range).max(50).default([]),
      validMonths: months,
      leastAmount: limit,
      mostBalance: limit,
      oneTime: z.boolean().default(false),
      pinNeeded: z.boolean().default(false),
      cashOutMost: limit,
    })
    .prefault({}),
  creditMemo: z.strictObject({ validMonths: months }).prefault({}),
});
