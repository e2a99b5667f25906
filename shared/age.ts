/** Goods that only people of an age may buy: what a sale still has to ask, and who is old enough. Days are written YYYY-MM-DD. */
import { liveLines, type Cart, type CartLine } from './cart.ts';

/** Nobody who shops is older. */
const oldest = 130;

const sellsTo = (line: CartLine): number =>
  line.kind === 'product' && line.quantity > 0 ? line.ageLimit : 0;

/** Numbers of the lines whose limit is above what was checked. */
export const uncheckedLines = (cart: Cart): readonly number[] =>
  liveLines(cart)
    .filter((line) => sellsTo(line) > (cart.ageCheck?.limit ?? 0))
    .map((line) => line.line);

/** The age that the customer must still be asked for; null when there is nothing to ask. */
export function ageToAsk(cart: Cart): number | null {
  const most = Math.max(0, ...liveLines(cart).map(sellsTo));
  return most > (cart.ageCheck?.limit ?? 0) ? most : null;
}

/** The last day of birth of somebody who is so many years old on the day. Who was born on February 29 is a year older on March 1. */
export const bornBy = (years: number, today: string): string =>
  `${String(Number(today.slice(0, 4)) - years).padStart(4, '0')}${today.slice(4)}`;

/** A day of the calendar on which somebody who shops today may have been born. */
export function isBirthDate(text: string, today: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || text > today || text < bornBy(oldest, today)) return false;
  const day = new Date(`${text}T00:00:00.000Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
