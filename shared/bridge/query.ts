/** What the window may ask without changing anything. */
import { z } from 'zod';
import type { Instant, Text } from '../identity.ts';
import type { JobId } from '../feed.ts';
import type { Link } from '../link.ts';
import type { Minor } from '../money.ts';
import type { Balance } from '../wire/grant.ts';
import type { SaleLine } from '../sale.ts';
import type { Tender } from '../tender.ts';
import { journalQueries, type JournalPage, type JournalSale } from './journal.ts';
import {
  goodsQueries,
  type CustomerTile,
  type PriceCheck,
  type ProductPicture,
  type ProductTile,
} from './goods.ts';
import { shiftQueries, type ShiftReport, type Shifts } from './shift.ts';
import type { StaffTile, View } from './view.ts';

export type { ProductTile };

export const querySchema = z.discriminatedUnion('query', [
  z.strictObject({ query: z.literal('view') }),
  ...goodsQueries,
  z.strictObject({ query: z.literal('connection') }),
  /** Writes a support bundle into the data folder, which changes nothing of the register. */
  z.strictObject({ query: z.literal('supportBundle') }),
  z.strictObject({ query: z.literal('suspended') }),
  z.strictObject({ query: z.literal('storeSuspended') }),
  /** Who may approve what the register has just asked an approval for; the operation by its id. */
  z.strictObject({ query: z.literal('approvers'), operation: z.int().min(0) }),
  z.strictObject({ query: z.literal('sale'), receipt: z.string().max(100) }),
  z.strictObject({
    query: z.literal('balance'),
    kind: z.enum(['giftCard', 'creditMemo']),
    number: z.string().max(40),
    pin: z.string().max(12).optional(),
  }),
  z.strictObject({ query: z.literal('cardPayments') }),
  ...shiftQueries,
  ...journalQueries,
]);
export type Query = z.infer<typeof querySchema>;
export type QueryName = Query['query'];

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
/**
 * A card payment that is not settled: `unclear` after a restored backup, or `undoing` while the terminal has not taken it back. `amount` is negative
 * for a refund. `said`: what the terminal answered since the last start, and the masked card.
 */
export type UnsettledCard = {
  readonly reference: string;
  readonly amount: Minor;
  readonly at: Instant;
  readonly state: 'unclear' | 'undoing';
  readonly said: {
    readonly outcome: 'approved' | 'pending' | 'unknown';
    readonly at: Instant;
    readonly masked: string;
  } | null;
};
/** What another register of the store has suspended; `away`: since when that register was not heard, null while it is there. */
export type StoreSuspended = SuspendedSale & {
  readonly registerName: string;
  readonly away: Instant | null;
};
/**
 * A past sale of this register or, when the channel told it, of another one of the store, with what may still come back of each line
 * (thousandths). `knownAt`: when the channel last told what came back elsewhere; null: never, only this register's returns are counted.
 */
export type PastSale = {
  readonly receipt: string;
  readonly at: Instant;
  readonly total: Minor;
  readonly registerName: string;
  readonly own: boolean;
  readonly fresh: boolean;
  readonly knownAt: Instant | null;
  readonly tenders: readonly Tender[];
  readonly lines: readonly { readonly line: SaleLine; readonly returnable: number }[];
};

export type Answers = {
  readonly view: View;
  readonly products: readonly ProductTile[];
  readonly categories: readonly Text[];
  readonly pictures: readonly ProductPicture[];
  readonly priceCheck: PriceCheck;
  readonly customers: readonly CustomerTile[];
  readonly connection: ConnectionStatus;
  readonly supportBundle: { readonly file: string };
  readonly suspended: readonly SuspendedSale[];
  readonly storeSuspended: readonly StoreSuspended[];
  readonly approvers: readonly StaffTile[];
  readonly cardPayments: readonly UnsettledCard[];
  readonly sale: PastSale;
  readonly balance: Balance;
  readonly shifts: Shifts;
  readonly shiftReport: ShiftReport;
  readonly journal: JournalPage;
  readonly journalSale: JournalSale;
};
