/** How far each role may go by itself; beyond it another person, whose role may, approves. Head office sets them per store. */
import type { Minor } from './money.ts';
import type { Role } from './staff.ts';

/** Amounts and percentages up to which a role acts alone; null: any. */
export type Limits = {
  /** Thousandths of a percent of the line's price before discount (10 % is 10000). */
  readonly lineDiscountPercent: number | null;
  /** Thousandths of a percent of the sale before it. */
  readonly totalDiscountPercent: number | null;
  /** What may come back in one sale. */
  readonly returnMost: Minor | null;
  /** What may be paid out for a gift card. */
  readonly cashOutMost: Minor | null;
  readonly priceOverride: boolean;
  /** Taking goods back without their receipt. */
  readonly blindReturn: boolean;
  /** Opening the drawer without a sale. */
  readonly openDrawer: boolean;
};
export type LimitsByRole = Readonly<Record<Role, Limits>>;

type KeyOf<T> = { [K in keyof Limits]: Limits[K] extends T ? K : never }[keyof Limits];
/** Limits that are an amount or a percentage. */
export type MeasuredLimit = KeyOf<number | null>;
/** Limits that are a plain yes or no. */
export type Right = KeyOf<boolean>;

export const unlimited: Limits = {
  lineDiscountPercent: null,
  totalDiscountPercent: null,
  returnMost: null,
  cashOutMost: null,
  priceOverride: true,
  blindReturn: true,
  openDrawer: true,
};

/** Where head office has said nothing, whoever may sell may do it all. */
export const defaultLimits: LimitsByRole = {
  cashier: unlimited,
  manager: unlimited,
  stock: unlimited,
};

/** Whether the limit covers what is asked. */
export const covers = (limit: number | null, asked: number): boolean =>
  limit === null || asked <= limit;

/** Something that is asked beyond what is allowed: percent in thousandths, amounts in minor units. */
export type Excess = {
  readonly limit: number;
  readonly asked: number;
  readonly unit: 'percent' | 'amount';
  /** The limit of the roles that it goes by; without one, only a manager may approve it. */
  readonly of?: MeasuredLimit;
};

/** The limit that discounts on a line and on the whole sale must keep together: the larger of the two. Null: there is none. */
export const combinedLimit = (
  limits: Limits,
): { readonly limit: number; readonly of: MeasuredLimit } | null => {
  const { lineDiscountPercent: line, totalDiscountPercent: total } = limits;
  if (line === null || total === null) return null;
  return line >= total
    ? { limit: line, of: 'lineDiscountPercent' }
    : { limit: total, of: 'totalDiscountPercent' };
};

/** The unit of each measured limit. */
export const limitUnits: Readonly<Record<MeasuredLimit, Excess['unit']>> = {
  lineDiscountPercent: 'percent',
  totalDiscountPercent: 'percent',
  returnMost: 'amount',
  cashOutMost: 'amount',
};
