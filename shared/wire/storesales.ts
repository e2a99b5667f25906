/** What a register asks the channel about the store's other registers: their sales, and what came back of a sale. */
import { z } from 'zod';
import { amount, count, currency, hash, id, instant, shortText } from './parts.ts';
import { saleSchema } from './sale.ts';

/** Sales of the store, newest first, after a cursor; `text`: a receipt number or its digits. */
export const storeJournalQuerySchema = z.strictObject({
  text: z.string().max(100).nullable(),
  amount: amount.nullable(),
  tender: z.string().max(20).nullable(),
  cashier: id.nullable(),
  offline: z.boolean(),
  from: instant.nullable(),
  to: instant.nullable(),
  before: z.strictObject({ at: instant, hash }).nullable(),
  limit: z.int().min(1).max(200),
});
export type StoreJournalQuery = z.infer<typeof storeJournalQuerySchema>;

const storeRow = z.strictObject({
  hash,
  register: id,
  registerName: z.string().max(20),
  receipt: shortText,
  kind: z.enum(['sale', 'return', 'exchange']),
  at: instant,
  cashier: id,
  currency,
  total: amount,
  lines: count,
  tenders: z.array(z.string().max(20)),
  offline: z.boolean(),
});
export const storeJournalSchema = z.strictObject({ rows: z.array(storeRow) });
export type StoreJournal = z.infer<typeof storeJournalSchema>;

export const storeSaleQuerySchema = z.strictObject({ receipt: z.string().min(1).max(100) });

/**
 * A sale of the store, null when the channel has none of that number, and what came back of it at other registers than the one that asks:
 * thousandths, price and tax with the signs of the sale. What came back at the asking register, that register knows best.
 */
export const storeSaleSchema = z.strictObject({
  sale: saleSchema.nullable(),
  registerName: z.string().max(20),
  elsewhere: z.array(z.strictObject({ line: count, quantity: count, paid: amount, tax: amount })),
});
export type StoreSale = z.infer<typeof storeSaleSchema>;
