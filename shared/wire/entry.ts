/** Schema of a journal entry's content, and how a received entry is read. */
import { z } from 'zod';
import type { Cart, CartLine } from '../cart.ts';
import {
  entryFormat,
  isEntryIntact,
  type Answer,
  type Entry,
  type EntryContent,
} from '../entry.ts';
import { fail, ok, type Result } from '../fault.ts';
import type { NewMemo, Sale, SaleLine } from '../sale.ts';
import type { Tender } from '../tender.ts';
import { signedGrantSchema } from './grant.ts';
import {
  amount,
  count,
  currency,
  hash,
  id,
  instant,
  shortText,
  text,
  thousandths,
} from './parts.ts';

const last4 = z.string().regex(/^\d{4}$/);
const taxMode = z.enum(['inclusive', 'exclusive']);
const rate = z.strictObject({ code: id, mode: taxMode, rate: count, name: text });
const taxTotal = z.strictObject({ code: id, rate: count, mode: taxMode, net: amount, tax: amount });

const productLine = {
  line: count,
  kind: z.literal('product'),
  product: id,
  barcode: shortText,
  name: text,
  quantity: thousandths,
  unitPrice: amount,
  percentOff: count.max(100_000),
  amountOff: amount,
  tax: id,
  voided: z.boolean(),
  returnOf: z.strictObject({ receipt: shortText, line: count, tax: amount }).nullable(),
};
const instrumentLine = {
  line: count,
  kind: z.literal('giftCard'),
  purpose: z.enum(['issue', 'addValue']),
  request: id,
  last4,
  amount,
  voided: z.boolean(),
};
const reckoned = {
  gross: amount,
  discount: amount,
  net: amount,
  taxAmount: amount,
  payable: amount,
};

const cartLineSchema: z.ZodType<CartLine> = z.discriminatedUnion('kind', [
  z.strictObject(productLine),
  z.strictObject(instrumentLine),
]);
const saleLineSchema: z.ZodType<SaleLine> = z.discriminatedUnion('kind', [
  z.strictObject({ ...productLine, ...reckoned }),
  z.strictObject({ ...instrumentLine, ...reckoned }),
]);

const instrumentTender = {
  tender: count,
  request: id,
  purpose: z.enum(['pay', 'issue', 'refundTo']),
  last4,
  amount,
  balance: amount,
  reservedLast4: last4.nullable(),
};
const tenderSchema: z.ZodType<Tender> = z.discriminatedUnion('kind', [
  z.strictObject({ tender: count, kind: z.literal('cash'), amount }),
  z.strictObject({ tender: count, kind: z.literal('card'), amount, reference: shortText }),
  z.strictObject({ ...instrumentTender, kind: z.literal('giftCard') }),
  z.strictObject({ ...instrumentTender, kind: z.literal('creditMemo') }),
]);

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
  tenders: z.array(tenderSchema).max(500),
  counter: count,
});

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

const saleSchema: z.ZodType<Sale> = z.strictObject({
  id,
  kind: z.enum(['sale', 'return', 'exchange']),
  receipt: shortText,
  store: id,
  register: id,
  cashier: id,
  currency,
  openedAt: instant,
  committedAt: instant,
  lines: z.array(saleLineSchema).max(5000),
  taxes: z.array(taxTotal).max(100),
  subtotal: amount,
  discount: amount,
  total: amount,
  tenders: z.array(tenderSchema).max(500),
  change: amount,
  memos: z.array(memoSchema).max(500),
  grants: z.array(signedGrantSchema).max(500),
  completion,
});

const body = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('sale'), sale: saleSchema }),
  z.strictObject({
    kind: z.literal('void'),
    voided: z.strictObject({ cart: cartSchema, total: amount, voidedBy: id }),
  }),
  z.strictObject({
    kind: z.literal('audit'),
    audit: z.strictObject({
      act: z.enum(['drawer', 'disconnect', 'connect', 'reprint', 'restored', 'suspend', 'recall']),
      staff: id.nullable(),
      note: shortText,
    }),
  }),
]);

const contentSchema: z.ZodType<EntryContent> = z.strictObject({
  format: z.literal(entryFormat),
  register: id,
  incarnation: count,
  number: z.int().min(1),
  previous: z.array(hash).max(64),
  at: instant,
  body,
});

/** Just enough of an entry to file it in its chain, whatever else its content holds (PROTOCOL P6). */
export const entryFrameSchema = z.object({
  register: id,
  number: z.int().min(1),
  previous: z.array(hash).max(64),
});
export type EntryFrame = z.infer<typeof entryFrameSchema>;

export const entrySchema: z.ZodType<Entry> = z.strictObject({
  hash,
  content: z.string().max(2_000_000),
});

function parsed(entry: Entry): Result<unknown> {
  if (!isEntryIntact(entry)) return fail('entry.hash', { hash: entry.hash });
  try {
    return ok(JSON.parse(entry.content));
  } catch {
    return fail('entry.unreadable', { hash: entry.hash });
  }
}

/** The whole content. Faults: entry.hash, entry.unreadable. */
export function readEntry(entry: Entry): Result<EntryContent> {
  const value = parsed(entry);
  if (!value.ok) return value;
  const content = contentSchema.safeParse(value.value);
  return content.success
    ? ok(content.data)
    : fail('entry.unreadable', {
        hash: entry.hash,
        at: content.error.issues[0]?.path.join('.') ?? '',
      });
}

/** Register, number and predecessors of an entry that may be unreadable otherwise. Faults: entry.hash, entry.unreadable. */
export function readFrame(entry: Entry): Result<EntryFrame> {
  const value = parsed(entry);
  if (!value.ok) return value;
  const frame = entryFrameSchema.safeParse(value.value);
  return frame.success ? ok(frame.data) : fail('entry.unreadable', { hash: entry.hash });
}

export const answerSchema: z.ZodType<Answer> = z.strictObject({
  register: id,
  hash,
  number: z.int().min(1),
  state: z.enum(['posted', 'late', 'exception']),
  amounts: z.array(z.strictObject({ last4: z.string().max(4), taken: amount, missing: amount })),
  at: instant,
});
