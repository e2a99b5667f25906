/** Schema of what a store allows of each way to pay. What is left out is as published. */
import { z } from 'zod';
import {
  defaultTenderPolicy,
  type TenderKind,
  type TenderPolicy,
  type TenderRule,
} from '../tenderrule.ts';
import { amount, currency } from './parts.ts';
import { coinSchema, rateSchema } from './tender.ts';

const size = amount.refine((value) => value >= 0, 'below nothing');

const ruleOf = (kind: TenderKind): z.ZodType<TenderRule> => {
  const published = defaultTenderPolicy.kinds[kind];
  return z
    .strictObject({
      mostPerLine: size.nullable().default(published.mostPerLine),
      mostPerSale: size.nullable().default(published.mostPerSale),
      mostOver: size.default(published.mostOver),
      part: z.boolean().default(published.part),
      back: z.boolean().default(published.back),
      drawerFrom: size.nullable().default(published.drawerFrom),
    })
    .default(published);
};

export const tenderPolicySchema: z.ZodType<TenderPolicy> = z.strictObject({
  kinds: z
    .strictObject({
      cash: ruleOf('cash'),
      // Foreign money comes in only: what goes out is the store's own.
      currency: ruleOf('currency').refine((rule) => !rule.back, 'is never given back'),
      check: ruleOf('check'),
      card: ruleOf('card').refine((rule) => rule.mostOver === 0, 'never exceeds what is due'),
      giftCard: ruleOf('giftCard').refine((rule) => rule.mostOver === 0, 'never exceeds the due'),
      creditMemo: ruleOf('creditMemo').refine((rule) => rule.mostOver === 0, 'never exceeds it'),
    })
    .default(defaultTenderPolicy.kinds),
  currencies: z
    .array(z.strictObject({ currency, rate: rateSchema }))
    .max(50)
    .default([]),
  coin: coinSchema.default(1),
  drawerMost: size.nullable().default(null),
  refundBy: z.enum(['any', 'original']).default('any'),
  cashOutMost: size.nullable().default(null),
});
