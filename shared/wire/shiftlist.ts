/** Shifts as the head office page lists them. */
import { z } from 'zod';
import { pageAnswer, pageQuery } from './page.ts';
import { amount, count, currency, id, instant } from './parts.ts';

export const shiftListQuerySchema = z.object({ register: id.optional(), ...pageQuery });

const shiftListRow = z.strictObject({
  register: id,
  registerName: z.string(),
  id,
  /** "R02-S0007". */
  name: z.string(),
  state: z.enum(['open', 'suspended', 'blindClosed', 'closed']),
  openedAt: instant,
  openedBy: id,
  changedAt: instant,
  changedBy: id,
  currency,
  /** As posted, so that a shift whose entries have not all arrived has less than its Z. */
  sales: count,
  offline: count,
  total: amount,
  expectedCash: amount,
  /** Counted less expected; null before it is closed. */
  difference: amount.nullable(),
  /** Whether the figures of its closing are those of its posted entries. */
  agrees: z.boolean(),
});
export const shiftListSchema = z.strictObject(pageAnswer(shiftListRow));
export type ShiftList = z.infer<typeof shiftListSchema>;
