/**
 * The discount on a whole sale. Each line bears its part of it, so that sums, tax and returns follow from the lines; the parts are reckoned
 * anew after every move. Gift cards and goods that come back bear none.
 */
import { liveLines, ownAmounts, type Cart, type CartLine, type TotalOff } from './cart.ts';
import { add, allocate, least, multiply, zero, type Minor } from './money.ts';

const full = 100_000;

/** What the line is worth to a total discount: its amount after its own discount; nothing when it bears none. */
const base = (line: CartLine): Minor => {
  if (line.kind === 'giftCard' || line.quantity < 0 || line.returnOf !== null) return zero;
  const { net } = ownAmounts(line);
  return net > 0 ? net : zero;
};

/** What a total discount is taken off. */
export const discountBase = (lines: readonly CartLine[]): Minor => add(zero, ...lines.map(base));

/** The amount that a total discount takes off these lines: never more than they are worth. */
export function totalOffAmount(lines: readonly CartLine[], off: TotalOff | null): Minor {
  if (off === null) return zero;
  const worth = discountBase(lines);
  return 'percent' in off ? multiply(worth, off.percent, full) : least(off.amount, worth);
}

/** The part that each of these lines bears, in their order; together exactly the amount, none more than its line is worth. */
export function discountShares(lines: readonly CartLine[], off: TotalOff | null): Minor[] {
  const amount = totalOffAmount(lines, off);
  return amount === 0 ? lines.map(() => zero) : allocate(amount, lines.map(base));
}

/** The cart with the parts of its total discount as they are now. */
export function withShares(cart: Cart): Cart {
  const live = liveLines(cart);
  const shares = new Map(
    discountShares(live, cart.totalOff).map((share, index) => [live[index]?.line, share]),
  );
  const changed = cart.lines.some(
    (line) => line.kind === 'product' && line.share !== (shares.get(line.line) ?? zero),
  );
  if (!changed) return cart;
  return {
    ...cart,
    lines: cart.lines.map((line) =>
      line.kind === 'product' ? { ...line, share: shares.get(line.line) ?? zero } : line,
    ),
  };
}

/**
 * What each line that bears its own discount and the total discount loses by both together, in thousandths of a percent, rounded up. Ten percent of
 * each are nineteen.
 */
function combinedPercents(cart: Cart): ReadonlyMap<number, number> {
  const lines = liveLines(cart);
  const off = cart.totalOff;
  const whole =
    off !== null && 'percent' in off
      ? off.percent
      : percentTaken(totalOffAmount(lines, off), discountBase(lines));
  const parts = new Map<number, number>();
  for (const line of lines) {
    if (whole === 0 || line.kind !== 'product' || base(line) === 0) continue;
    const { gross, discount } = ownAmounts(line);
    const own = line.percentOff > 0 ? line.percentOff : percentTaken(discount, gross);
    if (own > 0) parts.set(line.line, own + whole - Math.floor((own * whole) / full));
  }
  return parts;
}

/** The most that a line loses by both discounts and did not lose before; 0 when none loses more. */
export function combinedGrowth(before: Cart, after: Cart): number {
  const was = combinedPercents(before);
  const grown = [...combinedPercents(after)].filter(([line, part]) => part > (was.get(line) ?? 0));
  return Math.max(0, ...grown.map(([, part]) => part));
}

/** How much of an amount is taken off, in thousandths of a percent, rounded up: what a limit by role is compared with. */
export const percentTaken = (off: Minor, from: Minor): number =>
  from <= 0 || off <= 0
    ? 0
    : Number((BigInt(off) * BigInt(full) + BigInt(from) - 1n) / BigInt(from));
