/** Money of another currency at the store's counter: what it is worth in the store's currency, always exactly by one rule. */
import {
  currencyDigits,
  divideRounded,
  isMinor,
  minor,
  type Currency,
  type Minor,
} from './money.ts';

/** A currency that the store takes. `rate`: millionths of one store unit that one unit of it is worth (1 EUR = 1.085 USD: 1085000). */
export type ForeignCurrency = { readonly currency: Currency; readonly rate: number };

/** What was handed over: minor units of its currency, and the rate at which it was taken. */
export type ForeignMoney = ForeignCurrency & { readonly amount: Minor };

const millionths = 1_000_000n;
const scale = (currency: Currency): bigint => 10n ** BigInt(currencyDigits(currency));

/** Its worth in minor units of the store's currency, halves away from zero; undefined when that leaves the range in which money is exact. */
export function worth(money: ForeignMoney, store: Currency): Minor | undefined {
  const value = Number(
    divideRounded(
      BigInt(money.amount) * BigInt(money.rate) * scale(store),
      millionths * scale(money.currency),
    ),
  );
  return isMinor(value) ? minor(value) : undefined;
}

/** The least of a currency that is worth a positive amount of the store's; undefined when that leaves the range of money. */
export function neededOf(
  foreign: ForeignCurrency,
  amount: Minor,
  store: Currency,
): Minor | undefined {
  const whole = BigInt(amount) * millionths * scale(foreign.currency);
  const part = BigInt(foreign.rate) * scale(store);
  const value = Number((whole + part - 1n) / part);
  return isMinor(value) ? minor(value) : undefined;
}
