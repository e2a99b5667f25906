/** What the window may ask without changing anything. */
import { z } from 'zod';
import type { Instant, ProductId, Text } from '../identity.ts';
import type { JobId } from '../feed.ts';
import type { Link } from '../link.ts';
import type { Minor } from '../money.ts';
import type { Balance } from '../wire/grant.ts';
import type { SaleLine } from '../sale.ts';
import type { View } from './view.ts';

export const querySchema = z.discriminatedUnion('query', [
  z.strictObject({ query: z.literal('view') }),
  /** Products by name, number or barcode as typed; empty text with a category, by its English name, lists it. */
  z.strictObject({
    query: z.literal('products'),
    text: z.string().max(200),
    category: z.string().max(500).nullable(),
    favourites: z.boolean(),
    limit: z.int().min(1).max(200),
  }),
  z.strictObject({ query: z.literal('categories') }),
  z.strictObject({ query: z.literal('connection') }),
  z.strictObject({ query: z.literal('suspended') }),
  z.strictObject({ query: z.literal('sale'), receipt: z.string().max(100) }),
  z.strictObject({
    query: z.literal('balance'),
    kind: z.enum(['giftCard', 'creditMemo']),
    number: z.string().max(40),
    pin: z.string().max(12).optional(),
  }),
]);
export type Query = z.infer<typeof querySchema>;
export type QueryName = Query['query'];

export type ProductTile = {
  readonly id: ProductId;
  readonly name: Text;
  readonly barcode: string;
  readonly price: Minor;
};

/** The Connection status window. Times are instants, amounts minor units. */
export type ConnectionStatus = {
  readonly link: Link;
  readonly now: Instant;
  /** Milliseconds that this register's clock is ahead of head office; null before the first contact. */
  readonly clockAhead: number | null;
  readonly databaseChecked: { readonly at: Instant; readonly sound: boolean };
  readonly pending: {
    readonly sales: number;
    readonly value: Minor;
    readonly oldest: Instant | null;
    readonly first: number | null;
    readonly last: number | null;
    readonly exceptions: number;
  };
  readonly jobs: readonly {
    readonly job: JobId;
    readonly version: number;
    readonly applied: Instant | null;
    readonly full: boolean;
  }[];
};

export type SuspendedSale = {
  readonly sale: string;
  readonly at: Instant;
  readonly items: number;
  readonly total: Minor;
  readonly cashier: Text;
};
/** A past sale of this register, with what may still come back of each line (thousandths). */
export type PastSale = {
  readonly receipt: string;
  readonly at: Instant;
  readonly total: Minor;
  readonly lines: readonly { readonly line: SaleLine; readonly returnable: number }[];
};

export type Answers = {
  readonly view: View;
  readonly products: readonly ProductTile[];
  readonly categories: readonly Text[];
  readonly connection: ConnectionStatus;
  readonly suspended: readonly SuspendedSale[];
  readonly sale: PastSale;
  readonly balance: Balance;
};
