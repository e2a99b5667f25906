/** Banknote suggestions for the payment screen. */
import { currencyDigits, minor, type Currency, type Minor } from '../../shared/money.ts';

const suggestions = 3;

/** The steps 1, 2, 5, 10, 20, 50, ... in major units that are worth rounding to. */
function* steps(from: number): Generator<number> {
  for (let power = 1; power <= 1_000_000_000; power *= 10) {
    for (const digit of [1, 2, 5]) if (digit * power >= from) yield digit * power;
  }
}

/**
 * Up to three round amounts above what is due, smallest first (66.10 USD: 70, 80, 100); none when nothing is due to the shop. `coin`: the store's
 * smallest, in minor units, which each of them is made of.
 */
export function quickCash(due: Minor, currency: Currency, coin = 1): Minor[] {
  if (due <= 0) return [];
  const unit = 10 ** currencyDigits(currency);
  const smallest = Math.max(1, due / unit / 6);
  const found = new Set<number>();
  // The step before the one that fits is the one a customer would round to by hand.
  let before = 1;
  for (const step of steps(1)) {
    if (step > smallest) break;
    before = step;
  }
  for (const step of steps(before)) {
    const amount = Math.ceil(due / (step * unit)) * step * unit;
    if (amount > due && amount % coin === 0) found.add(amount);
    if (found.size === suggestions) break;
  }
  return [...found].sort((a, b) => a - b).map(minor);
}
