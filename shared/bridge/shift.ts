/** Commands, questions and pictures of shifts, as window and main process exchange them. */
import { z } from 'zod';
import type { Instant, Text } from '../identity.ts';
import { minor, mostMinor, type Currency, type Minor } from '../money.ts';
import type { Paper } from '../receipt.ts';
import type { CurrencyFigure, ShiftId, ShiftState, TenderFigure, TenderKind } from '../shift.ts';
import { currency } from '../wire/parts.ts';

const amount = z.int().min(0).max(mostMinor).transform(minor);
const shift = z.string().max(64);
/** Notes and coins by value; empty when only the amount was typed. */
const counts = z
  .array(z.strictObject({ value: amount, count: z.int().min(0).max(1_000_000) }))
  .max(50);
const note = z.string().max(200);
const moved = { amount, counts, note };
const kind = z.custom<TenderKind>(
  (value) => typeof value === 'string' && /^[a-zA-Z]{1,20}$/.test(value),
);

export const shiftCommands = [
  z.strictObject({ command: z.literal('openShift'), amount, counts }),
  z.strictObject({ command: z.literal('floatEntry'), ...moved }),
  z.strictObject({ command: z.literal('tenderRemoval'), ...moved }),
  z.strictObject({ command: z.literal('safeDrop'), ...moved }),
  z.strictObject({ command: z.literal('bankDrop'), ...moved, bag: z.string().max(60) }),
  /** What was counted, of the open shift (null) or of one that was closed blind. */
  z.strictObject({
    command: z.literal('declareTenders'),
    shift: shift.nullable(),
    tenders: z
      .array(z.strictObject({ kind, currency: currency.optional(), amount, counts }))
      .max(70),
  }),
  z.strictObject({ command: z.literal('printX') }),
  z.strictObject({ command: z.literal('suspendShift') }),
  z.strictObject({ command: z.literal('resumeShift'), shift }),
  z.strictObject({ command: z.literal('blindCloseShift') }),
  z.strictObject({ command: z.literal('closeShift'), shift: shift.nullable() }),
  /** The Z of a closed shift again; null: of the last one. */
  z.strictObject({ command: z.literal('reprintZ'), shift: shift.nullable() }),
] as const;

export const shiftQueries = [
  z.strictObject({ query: z.literal('shifts') }),
  z.strictObject({ query: z.literal('shiftReport'), shift: shift.nullable() }),
] as const;

/** The shift in the picture of the register. */
export type ShiftView = {
  /** Whether nothing may be sold without one. */
  readonly required: boolean;
  readonly open: {
    readonly id: ShiftId;
    /** "R02-S0007". */
    readonly name: string;
    readonly since: Instant;
    readonly openedBy: Text;
    /** Cash that should be in the drawer now. */
    readonly drawer: Minor;
  } | null;
  /** Shifts that are suspended or wait to be counted. */
  readonly waiting: number;
};

export type ShiftRow = {
  readonly id: ShiftId;
  readonly name: string;
  readonly state: ShiftState;
  readonly openedAt: Instant;
  readonly openedBy: Text;
  readonly changedAt: Instant;
  readonly changedBy: Text;
  readonly currency: Currency;
  readonly total: Minor;
  readonly sales: number;
  /** Of the cash, once it is counted. */
  readonly difference: Minor | null;
  /** Entries of the shift, apart from its closing, that head office has not answered: while there are any, a Z is provisional. */
  readonly pending: number;
  /** Head office found other figures than this register. */
  readonly exception: boolean;
};
export type Shifts = {
  readonly open: ShiftRow | null;
  readonly waiting: readonly ShiftRow[];
  readonly closed: readonly ShiftRow[];
};
export type ShiftReport = {
  readonly row: ShiftRow;
  readonly tenders: readonly TenderFigure[];
  readonly currencies: readonly CurrencyFigure[];
  /** Whether money has moved since it was counted, or it was not counted at all: then the shift cannot be closed. */
  readonly uncounted: boolean;
  /** The X of a shift that goes on, the Z of a closed one. */
  readonly paper: Paper;
};
