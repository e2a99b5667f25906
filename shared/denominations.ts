/** Notes and coins of a currency, as a drawer is counted: values in minor units, the largest first. */
import { currencyDigits, minor, type Currency, type Minor } from './money.ts';

const known: Readonly<Record<Currency, readonly number[]>> = {
  USD: [10000, 5000, 2000, 1000, 500, 200, 100, 50, 25, 10, 5, 1],
  CAD: [10000, 5000, 2000, 1000, 500, 200, 100, 25, 10, 5],
  AUD: [10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5],
  EUR: [20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1],
  GBP: [5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1],
  CHF: [100000, 20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5],
  CNY: [10000, 5000, 2000, 1000, 500, 100, 50, 10],
  HKD: [100000, 50000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10],
  TWD: [200000, 100000, 50000, 20000, 10000, 5000, 1000, 500, 100],
  SGD: [10000, 5000, 1000, 500, 200, 100, 50, 20, 10, 5],
  JPY: [10000, 5000, 2000, 1000, 500, 100, 50, 10, 5, 1],
  KRW: [50000, 10000, 5000, 1000, 500, 100, 50, 10],
};

/** The usual 1-2-5 row for a currency that is not listed. */
const usual = (currency: Currency): number[] => {
  const unit = 10 ** currencyDigits(currency);
  return [100, 50, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.01]
    .map((value) => Math.round(value * unit))
    .filter((value, at, all) => value > 0 && all.indexOf(value) === at);
};

export const denominations = (currency: Currency): readonly Minor[] =>
  (known[currency] ?? usual(currency)).map(minor);
