/** Schema of the money that settles a sale. */
import { z } from 'zod';
import { mostCoin, type Tender } from '../tender.ts';
import { amount, count, currency, id, last4, shortText } from './parts.ts';

const instrumentTender = {
  tender: count,
  request: id,
  purpose: z.enum(['pay', 'issue', 'refundTo']),
  last4,
  amount,
  balance: amount,
  reservedLast4: last4.nullable(),
};
/** Only what may be printed: a longer run of digits would be a card's number. */
const masked = z
  .string()
  .max(60)
  .refine((text) => !/\d{5}/.test(text.replaceAll(/[\s-]/g, '')), 'not masked');
const authorisation = z.strictObject({
  terminal: z.string().max(64),
  reference: id,
  approval: z.string().max(40),
  masked,
});
/** Millionths of one store unit that one foreign unit is worth. */
export const rateSchema = z.int().min(1).max(1_000_000_000_000);

/** The store's smallest coin, in minor units. */
export const coinSchema = z.int().min(1).max(mostCoin);

const change = z.literal('creditMemo').optional();

export const tenderSchema: z.ZodType<Tender> = z.discriminatedUnion('kind', [
  z.strictObject({ tender: count, kind: z.literal('cash'), amount }),
  z.strictObject({
    tender: count,
    kind: z.literal('card'),
    amount,
    reference: shortText,
    authorisation: authorisation.optional(),
  }),
  z.strictObject({ tender: count, kind: z.literal('check'), amount, number: shortText, change }),
  z.strictObject({
    tender: count,
    kind: z.literal('currency'),
    amount,
    foreign: z.strictObject({ currency, rate: rateSchema, amount }),
    change,
  }),
  z.strictObject({ ...instrumentTender, kind: z.literal('giftCard') }),
  z.strictObject({ ...instrumentTender, kind: z.literal('creditMemo') }),
]);
