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

/** A least amount that no limit leaves room for would bar the kind without saying so. */
const hasRoom = ({ leastPerLine, mostPerLine, mostPerSale }: TenderRule): boolean =>
  [mostPerLine, mostPerSale].every((most) => most === null || (leastPerLine ?? 0) <= most);

const ruleOf = (kind: TenderKind): z.ZodType<TenderRule> => {
  const published = defaultTenderPolicy.kinds[kind];
  return z
    .strictObject({
      leastPerLine: size.optional(),
      mostPerLine: size.nullable().default(published.mostPerLine),
      mostPerSale: size.nullable().default(published.mostPerSale),
      mostOver: size.default(published.mostOver),
      change: z.enum(['cash', 'creditMemo']).default(published.change),
      memoFrom: size.default(published.memoFrom),
      part: z.boolean().default(published.part),
      back: z.boolean().default(published.back),
      backByReceipt: z.literal(true).optional(),
      drawerFrom: size.nullable().default(published.drawerFrom),
    })
    .refine(hasRoom, { path: ['leastPerLine'], error: 'is more than the most' })
    .refine((rule) => rule.back || rule.backByReceipt === undefined, {
      path: ['backByReceipt'],
      error: 'is never given back',
    })
    .default(published);
};

/** Takes no more than is due, so that there is no change: what is left of a credit memo is a new memo by itself. */
const exact = (kind: TenderKind): z.ZodType<TenderRule> =>
  ruleOf(kind)
    .refine((rule) => rule.mostOver === 0, 'never exceeds what is due')
    .refine(cashChange, isCashChange);

/** Holds a balance of its own, which it pays to the last cent. */
const balance = (kind: TenderKind): z.ZodType<TenderRule> =>
  exact(kind).refine((rule) => rule.leastPerLine === undefined, {
    path: ['leastPerLine'],
    error: 'pays what it holds',
  });

export const tenderPolicySchema: z.ZodType<TenderPolicy> = z.strictObject({
  kinds: z
    .strictObject({
      cash: ruleOf('cash').refine(cashChange, isCashChange),
      // Foreign money comes in only: what goes out is the store's own.
      currency: ruleOf('currency').refine((rule) => !rule.back, 'is never given back'),
      check: ruleOf('check'),
      card: exact('card'),
      giftCard: balance('giftCard'),
      creditMemo: balance('creditMemo'),
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
