/** The rows of shifts and of what came back; instants are ISO text, money minor units. */
import type { Hash, Instant, RegisterId, SaleId, StaffId, StoreId } from '../../shared/identity.ts';
import type { Currency } from '../../shared/money.ts';
import type { ShiftId, ShiftState } from '../../shared/shift.ts';

/** A register's shift as its entries tell it; `closed_json`: the figures of its closing, `exception`: the one that names their difference. */
export type ShiftTable = {
  register: RegisterId;
  id: ShiftId;
  number: number;
  state: ShiftState;
  currency: Currency;
  opened_at: Instant;
  opened_by: StaffId;
  changed_at: Instant;
  changed_by: StaffId;
  entry: Hash | null;
  entry_number: number | null;
  closed_json: string | null;
  exception: string | null;
};
export type ShiftSumTable = {
  register: RegisterId;
  shift: ShiftId;
  what: string;
  count: number;
  amount: number;
};
/** Thousandths of a sold line that came back in a posted sale. */
export type ReturnedLineTable = {
  sale: SaleId;
  line: number;
  store: StoreId;
  receipt: string;
  receipt_line: number;
  quantity: number;
  amount: number;
};
