/** Schemas of the open sale and of its lines, as stored and as a voided sale carries them. */
import { z } from 'zod';
import type { Cart, CartLine } from '../cart.ts';
import { zero } from '../money.ts';
import {
  amount,
  count,
  currency,
  id,
  instant,
  last4,
  shortText,
  text,
  thousandths,
} from './parts.ts';
import { mostTenders } from '../tender.ts';
import { coinSchema, tenderSchema } from './tender.ts';

const taxMode = z.enum(['inclusive', 'exclusive']);
const rate = z.strictObject({ code: id, mode: taxMode, rate: count, name: text });

export const productLine = {
  line: count,
  kind: z.literal('product'),
  product: id,
  barcode: shortText,
  name: text,
  quantity: thousandths,
  unitPrice: amount,
  percentOff: count.max(100_000),
  amountOff: amount,
  share: amount.default(zero),
  priceFrom: amount.nullable().default(null),
  unit: z.enum(['piece', 'kg']).default('piece'),
  tax: id,
  taxFrom: id.nullable().default(null),
  ageLimit: count.max(150).default(0),
  comment: shortText.default(''),
  voided: z.boolean(),
  reason: id.nullable().default(null),
  returnOf: z.strictObject({ receipt: shortText, line: count, tax: amount }).nullable(),
};
export const instrumentLine = {
  line: count,
  kind: z.literal('giftCard'),
  purpose: z.enum(['issue', 'addValue', 'cashOut']),
  request: id,
  last4,
  amount,
  voided: z.boolean(),
  reason: id.nullable().default(null),
};
export const cartLineSchema: z.ZodType<CartLine> = z.discriminatedUnion('kind', [
  z.strictObject(productLine),
  z.strictObject(instrumentLine),
]);

const totalOff = z
  .union([z.strictObject({ percent: count.max(100_000) }), z.strictObject({ amount })])
  .nullable()
  .default(null);
/** What a cart and its sale know besides lines and money; entries of the first version lack it. */
export const aboutSale = {
  totalOff,
  comment: shortText.default(''),
  customer: z.strictObject({ id, name: text, number: shortText }).nullable().default(null),
  ageCheck: z
    .strictObject({ limit: count, how: z.enum(['birthDate', 'looksOver']), by: id })
    .nullable()
    .default(null),
  overrides: z
    .array(z.strictObject({ operation: shortText, by: id }))
    .max(1000)
    .default([]),
};

/** The open cart as stored in the register's database and in a voided sale. */
export const cartSchema: z.ZodType<Cart> = z.strictObject({
  sale: id,
  store: id,
  register: id,
  cashier: id,
  currency,
  rates: z.array(rate).max(100),
  openedAt: instant,
  lines: z.array(cartLineSchema).max(5000),
  tenders: z.array(tenderSchema).max(mostTenders),
  coin: coinSchema.default(1),
  ...aboutSale,
  tax: id.nullable().default(null),
  counter: count,
});
