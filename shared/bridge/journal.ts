/** The journal (operation 115) as window and main process exchange it: sales of this register, and of the store while the channel is reached. */
import { z } from 'zod';
import type { Instant, StaffId, Text } from '../identity.ts';
import { minor, mostMinor, type Currency, type Minor } from '../money.ts';
import type { Paper } from '../receipt.ts';
import type { Sale } from '../sale.ts';

const receipt = z.string().max(100);

export const journalCommands = [
  /** Prints the receipt of a sale of this register again, marked as a copy. */
  z.strictObject({ command: z.literal('reprint'), receipt }),
  /** Prints what was bought without any price. */
  z.strictObject({ command: z.literal('giftReceipt'), receipt }),
] as const;

const saleStates = ['pending', 'sent', 'posted', 'late', 'exception', 'offline'] as const;

export const journalQueries = [
  z.strictObject({
    query: z.literal('journal'),
    /** Of this register, or of all registers of the store. */
    scope: z.enum(['register', 'store']),
    filter: z.strictObject({
      text: z.string().max(100).nullable(),
      from: z.iso.datetime().nullable(),
      to: z.iso.datetime().nullable(),
      amount: z.int().min(-mostMinor).max(mostMinor).transform(minor).nullable(),
      tender: z.string().max(20).nullable(),
      cashier: z.string().max(64).nullable(),
      state: z.enum(saleStates).nullable(),
    }),
    before: z.string().max(200).nullable(),
    limit: z.int().min(1).max(200),
  }),
  z.strictObject({ query: z.literal('journalSale'), receipt }),
] as const;

/** `state`: as this register knows it; null for a sale of another one. */
export type JournalRow = {
  readonly receipt: string;
  readonly registerName: string;
  readonly kind: Sale['kind'];
  readonly at: Instant;
  readonly cashier: Text;
  readonly currency: Currency;
  readonly total: Minor;
  readonly lines: number;
  readonly tenders: readonly string[];
  readonly offline: boolean;
  readonly state: 'pending' | 'sent' | 'posted' | 'late' | 'exception' | null;
};
export type JournalPage = {
  readonly rows: readonly JournalRow[];
  /** To be given as `before` for the next page; null: there is none. */
  readonly next: string | null;
  /** Whose sales these are; the channel was not reached where the store's were asked for and the register's came. */
  readonly scope: 'register' | 'store';
};
export type JournalSale = {
  readonly row: JournalRow;
  /** The receipt as it was printed; null before the first feed told which store this is. */
  readonly paper: Paper | null;
  /** Whether something may still come back of it. */
  readonly returnable: boolean;
  readonly cashierId: StaffId;
};
