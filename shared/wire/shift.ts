/** Schema of what an entry tells of a shift. */
import { z } from 'zod';
import type { Counted, Declared, ShiftAct, ShiftEvent, ShiftSum, TenderKind } from '../shift.ts';
import { amount, count, currency, id, shortText } from './parts.ts';

/** Kinds of later versions are read as they are: a report adds up whatever it is called. */
const tenderKind = z
  .custom<TenderKind>(
    (value) => typeof value === 'string' && /^[a-zA-Z]{1,20}$/.test(value),
    'not a kind of tender',
  )
  .meta({ type: 'string' });
const counted: z.ZodType<Counted> = z.strictObject({ value: amount, count });
const countsSchema = z.array(counted).max(50);
export const declaredSchema: z.ZodType<Declared> = z.strictObject({
  kind: tenderKind,
  currency: currency.optional(),
  amount,
  counts: countsSchema,
});
const sum: z.ZodType<ShiftSum> = z.strictObject({ what: z.string().max(40), count, amount });
export const sumsSchema = z.array(sum).max(100);

const movement = {
  amount: amount.refine((value) => value > 0, 'nothing moved'),
  counts: countsSchema,
  bag: shortText,
  note: shortText,
};
const act: z.ZodType<ShiftAct> = z.discriminatedUnion('act', [
  z.strictObject({
    act: z.literal('opened'),
    currency,
    amount: amount.refine((value) => value >= 0, 'below nothing'),
    counts: countsSchema,
  }),
  z.strictObject({ act: z.enum(['float', 'removal', 'safeDrop', 'bankDrop']), ...movement }),
  z.strictObject({ act: z.literal('declared'), tenders: z.array(declaredSchema).max(70) }),
  z.strictObject({ act: z.enum(['suspended', 'resumed', 'blindClosed']) }),
  z.strictObject({
    act: z.literal('closed'),
    currency,
    sums: sumsSchema,
    declared: z.array(declaredSchema).max(70),
    pending: count,
  }),
]);

export const shiftEventSchema: z.ZodType<ShiftEvent> = z.strictObject({
  shift: id,
  number: z.int().min(1),
  by: id,
  did: act,
});
