/** Discounts of a line and of the whole sale, within what the person at the register may give. */
import {
  liveLines,
  ownAmounts,
  type Cart,
  type ProductLine,
  type TotalOff,
} from '../../shared/cart.ts';
import {
  combinedGrowth,
  discountBase,
  percentTaken,
  totalOffAmount,
} from '../../shared/discount.ts';
import { done, fail, ok, type Result } from '../../shared/fault.ts';
import { isMinor, minor } from '../../shared/money.ts';
import { next, type Move } from '../../shared/move.ts';
import { saveOpenCart } from '../database/carts.ts';
import { attempt } from '../database/transaction.ts';
import { changeGoods, needCart } from './cart.ts';
import type { Desk } from './desk.ts';
import { measure, measureCombined } from './limits.ts';
import { isAllowedAlready, withOverride } from './override.ts';
import { permit } from './permission.ts';

type LineDiscount = Extract<Move, { move: 'discount' }>;
type DiscountKey =
  | 'lineDiscountPercent'
  | 'lineDiscountAmount'
  | 'totalDiscountPercent'
  | 'totalDiscountAmount';

/** The cart in which the discount stands, when the person may give that much of what it is taken off, alone and with the other kind of discount. */
function permitted(
  desk: Desk,
  before: Cart,
  cart: Cart,
  key: DiscountKey,
  percent: number,
): Result<Cart> {
  const of = key.startsWith('line') ? 'lineDiscountPercent' : 'totalDiscountPercent';
  const permission = permit(desk, key, measure(desk, of, percent));
  if (!permission.ok) return permission;
  const together = permit(desk, key, measureCombined(desk, combinedGrowth(before, cart)));
  if (!together.ok) return together;
  const by = together.value.by === null ? permission.value : together.value;
  return ok(withOverride(cart, key, by));
}

/**
 * Takes percent or an amount off a line; nothing takes the discount away. What comes back by receipt keeps the one of its sale. Faults:
 * line.unknown, line.instrument, line.returned, discount.invalid, cart.none, cart.paying, permission.override, permission.denied.
 */
export function discountLine(desk: Desk, move: LineDiscount): Result<void> {
  const changed = changeGoods(desk, false, (cart) => {
    const discounted = next(cart, move);
    if (!discounted.ok) return discounted;
    const line = discounted.value.lines.find((candidate) => candidate.line === move.line);
    if (line?.kind !== 'product') return fail('line.unknown');
    if (line.returnOf) return fail('line.returned');
    return line.amountOff > 0
      ? permitted(desk, cart, discounted.value, 'lineDiscountAmount', linePercent(line))
      : permitted(desk, cart, discounted.value, 'lineDiscountPercent', line.percentOff);
  });
  return changed.ok ? done : changed;
}

/** What was asked of a total discount; null takes it away, undefined is none. */
function totalOffOf(percentOff = 0, amountOff = 0): TotalOff | null | undefined {
  if (percentOff === 0 && amountOff === 0) return null;
  if (percentOff !== 0 && amountOff !== 0) return undefined;
  if (percentOff !== 0) return { percent: percentOff };
  return isMinor(amountOff) ? { amount: minor(amountOff) } : undefined;
}

/**
 * Takes percent (in thousandths) or an amount off the whole sale; neither takes the discount away. Gift cards and goods that come back bear
 * none of it. Faults: discount.invalid, cart.none, cart.paying, permission.override, permission.denied.
 */
export function discountTotal(desk: Desk, percentOff?: number, amountOff?: number): Result<void> {
  const off = totalOffOf(percentOff, amountOff);
  if (off === undefined) return fail('discount.invalid');
  const changed = changeGoods(desk, false, (cart) => {
    const discounted = next(cart, { move: 'totalDiscount', off });
    if (!discounted.ok || off === null) return discounted;
    return 'percent' in off
      ? permitted(desk, cart, discounted.value, 'totalDiscountPercent', off.percent)
      : permitted(
          desk,
          cart,
          discounted.value,
          'totalDiscountAmount',
          totalPercent(discounted.value),
        );
  });
  return changed.ok ? done : changed;
}

/** What an amount off the line is in percent of it, in thousandths. */
const linePercent = (line: ProductLine): number =>
  percentTaken(line.amountOff, minor(Math.abs(ownAmounts(line).gross)));

function totalPercent(cart: Cart): number {
  const lines = liveLines(cart);
  return percentTaken(totalOffAmount(lines, cart.totalOff), discountBase(lines));
}

/**
 * Whether discounts by amount are still within the limit: goods that were taken out or counted down since make the same amount a larger part.
 * What somebody else allowed in this sale stays allowed. Faults: permission.override, permission.denied.
 */
export function reviewDiscounts(desk: Desk): Result<void> {
  const { db } = desk.ports;
  return attempt(db, (): Result<void> => {
    const cart = needCart(db);
    if (!cart.ok) return cart;
    let reviewed = cart.value;
    const review = (key: DiscountKey, percent: number): Result<void> => {
      if (isAllowedAlready(reviewed, key)) return done;
      const allowed = permitted(desk, { ...reviewed, totalOff: null }, reviewed, key, percent);
      if (!allowed.ok) return allowed;
      reviewed = allowed.value;
      return done;
    };
    if (reviewed.totalOff && 'amount' in reviewed.totalOff) {
      const whole = review('totalDiscountAmount', totalPercent(reviewed));
      if (!whole.ok) return whole;
    }
    for (const line of liveLines(reviewed)) {
      if (line.kind !== 'product' || line.amountOff <= 0 || line.returnOf) continue;
      const each = review('lineDiscountAmount', linePercent(line));
      if (!each.ok) return each;
    }
    if (reviewed !== cart.value) saveOpenCart(db, reviewed);
    return done;
  });
}
