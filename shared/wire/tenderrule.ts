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

/** Only what is written on paper, or is not the store's own money, may exceed what is due and come back as a memo. */
const cashChange = (rule: TenderRule): boolean => rule.change === 'cash';
const isCashChange = { path: ['change'], error: 'gives its change in cash' };

const ruleOf = (kind: TenderKind): z.ZodType<TenderRule> => {
  const published = defaultTenderPolicy.kinds[kind];
  return z
    .strictObject({
      mostPerLine: size.nullable().default(published.mostPerLine),
      mostPerSale: size.nullable().default(published.mostPerSale),
      mostOver: size.default(published.mostOver),
      change: z.enum(['cash', 'creditMemo']).default(published.change),
      memoFrom: size.default(published.memoFrom),
      part: z.boolean().default(published.part),
      back: z.boolean().default(published.back),
      drawerFrom: size.nullable().default(published.drawerFrom),
    })
    .default(published);
};

/** Takes no more than is due, so that there is no change: what is left of a credit memo is a new memo by itself. */
const exact = (kind: TenderKind): z.ZodType<TenderRule> =>
  ruleOf(kind)
    .refine((rule) => rule.mostOver === 0, 'never exceeds what is due')
    .refine(cashChange, isCashChange);

export const tenderPolicySchema: z.ZodType<TenderPolicy> = z.strictObject({
  kinds: z
    .strictObject({
      cash: ruleOf('cash').refine(cashChange, isCashChange),
      // Foreign money comes in only: what goes out is the store's own.
      currency: ruleOf('currency').refine((rule) => !rule.back, 'is never given back'),
      check: ruleOf('check'),
      card: exact('card'),
      giftCard: exact('giftCard'),
      creditMemo: exact('creditMemo'),
    })
    .refine(
      ({ check, currency: foreign, creditMemo }) =>
        creditMemo.back || (check.change === 'cash' && foreign.change === 'cash'),
      { path: ['creditMemo', 'back'], error: 'is given back as change' },
    )
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
