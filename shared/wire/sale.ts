/** Schema of the sealed sale. */
import { z } from 'zod';
import { zero } from '../money.ts';
import type { NewMemo, Sale, SaleLine } from '../sale.ts';
import { aboutSale, cartLineSchema, instrumentLine, productLine } from './cart.ts';
import { signedGrantSchema } from './grant.ts';
import { amount, count, currency, id, instant, last4, shortText } from './parts.ts';
import { mostTenders } from '../tender.ts';
import { tenderSchema } from './tender.ts';

const taxTotal = z.strictObject({
  code: id,
  rate: count,
  mode: z.enum(['inclusive', 'exclusive']),
  net: amount,
  tax: amount,
});
const reckoned = {
  gross: amount,
  discount: amount,
  net: amount,
  taxAmount: amount,
  payable: amount,
};

const saleLineSchema: z.ZodType<SaleLine> = z.discriminatedUnion('kind', [
  z.strictObject({ ...productLine, ...reckoned }),
  z.strictObject({ ...instrumentLine, ...reckoned }),
]);

const memoSchema: z.ZodType<NewMemo> = z.strictObject({
  request: id,
  last4,
  amount,
  replaces: last4.nullable(),
});
const completion = z.strictObject({
  offline: z.boolean(),
  rule: z.enum(['noInstrument', 'reachable', 'parameter']),
  link: z.enum(['online', 'realtimeDown', 'offline', 'byHand']),
  linkSince: instant,
  lastAnswer: instant.nullable(),
  parameterVersion: count,
});

export const saleSchema: z.ZodType<Sale> = z.strictObject({
  id,
  kind: z.enum(['sale', 'return', 'exchange']),
  receipt: shortText,
  store: id,
  register: id,
  cashier: id,
  shift: id.nullable().default(null),
  currency,
  openedAt: instant,
  committedAt: instant,
  lines: z.array(saleLineSchema).max(5000),
  taxes: z.array(taxTotal).max(100),
  subtotal: amount,
  discount: amount,
  total: amount,
  tenders: z.array(tenderSchema).max(mostTenders),
  change: amount,
  rounding: amount.default(zero),
  memos: z.array(memoSchema).max(500),
  grants: z.array(signedGrantSchema).max(500),
  completion,
  ...aboutSale,
  voidedLines: z.array(cartLineSchema).max(5000).default([]),
});
