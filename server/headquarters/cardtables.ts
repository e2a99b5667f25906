/** The rows of head office's own acts on cards, of repaired entries, and of the sums that reports are made of. */
import type { Hash, Instant, RegisterId, StoreId } from '../../shared/identity.ts';
import type { InstrumentKind } from '../../shared/instrument.ts';
import type { Currency } from '../../shared/money.ts';
import type { InstrumentPosting } from '../../shared/wire/instruments.ts';

/** Who made a book at head office, and why. */
export type BookNoteTable = { book: string; by: string; reason: string; note: string };

/** What a person made of an entry that could not be read: `content` is posted in its place, `original` is what had come. */
export type RepairTable = {
  register: RegisterId;
  entry: Hash;
  /** 1 for the first repair of an entry; the newest one counts. */
  number: number;
  original: string;
  content: string;
  /** 1: `content` has the entry's own hash, so it is exactly what the register sealed. */
  sealed: 0 | 1;
  at: Instant;
  by: string;
  second: string;
  note: string;
};

/** Movements of balances on a day that is over in every time zone. `store`: '' for head office. `amount`: positive when more is owed after it. */
export type LedgerDayTable = {
  day: string;
  kind: InstrumentKind;
  act: InstrumentPosting['act'];
  store: StoreId;
  currency: Currency;
  count: number;
  amount: number;
};

/** Movements of a month that is over, of all stores. */
export type LedgerMonthTable = Omit<LedgerDayTable, 'day' | 'store'> & { month: string };

/** Posted sales by the day on which their register completed them, in its store's time zone. */
export type SaleDayTable = {
  store: StoreId;
  register: RegisterId;
  day: string;
  sales: number;
  offline: number;
};
