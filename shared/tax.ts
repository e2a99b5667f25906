/**
 * Sales tax and VAT. The tax of a code is reckoned once on the sum of its lines and then allocated to them, so that the lines
 * always add up to the total. Rates are thousandths of a percent: 7.25 % is 7250.
 */
import { add, allocate, multiply, subtract, zero, type Minor } from './money.ts';

export type TaxCode = string;
/** `inclusive`: prices contain the tax (VAT); `exclusive`: it is added (US sales tax). */
export type TaxMode = 'inclusive' | 'exclusive';
export type TaxRate = {
  readonly code: TaxCode;
  readonly mode: TaxMode;
  /** Thousandths of a percent: 7.25 % is 7250. */
  readonly rate: number;
  readonly name: { readonly en: string; readonly zh: string };
};
/** `fixed`: the tax that this line has whatever its rate says; what comes back gives back what its sale took. */
export type TaxedLine = {
  readonly tax: TaxCode;
  readonly amount: Minor;
  readonly fixed?: Minor | undefined;
};
/** `net` without tax, `gross` what the customer pays for the line. */
export type TaxShare = { readonly net: Minor; readonly tax: Minor; readonly gross: Minor };
export type TaxTotal = {
  readonly code: TaxCode;
  readonly rate: number;
  readonly mode: TaxMode;
  readonly net: Minor;
  readonly tax: Minor;
};

const full = 100_000;

/** Tax on an amount that is net (exclusive) or contains the tax (inclusive). */
export const taxOf = (amount: Minor, rate: TaxRate): Minor =>
  rate.mode === 'exclusive'
    ? multiply(amount, rate.rate, full)
    : multiply(amount, rate.rate, full + rate.rate);

/**
 * Taxes the lines of one sale. An unknown code is tax free. Lines of opposite direction (an exchange) are reckoned apart, so that a
 * returned line gives back exactly what its sale took.
 */
export function taxLines(
  lines: readonly TaxedLine[],
  rates: readonly TaxRate[],
): { shares: TaxShare[]; totals: TaxTotal[] } {
  const shares: TaxShare[] = lines.map((line) => ({
    net: line.amount,
    tax: zero,
    gross: line.amount,
  }));
  const totals: TaxTotal[] = [];
  const put = (rate: TaxRate, index: number, tax: Minor): void => {
    const amount = lines[index]?.amount ?? zero;
    shares[index] =
      rate.mode === 'exclusive'
        ? { net: amount, tax, gross: add(amount, tax) }
        : { net: subtract(amount, tax), tax, gross: amount };
  };
  for (const rate of rates) {
    for (const direction of [1, -1]) {
      const members = lines.flatMap((line, index) =>
        line.tax === rate.code &&
        line.fixed === undefined &&
        (line.amount < 0 ? -1 : 1) === direction
          ? [index]
          : [],
      );
      if (members.length === 0) continue;
      const amounts = members.map((index) => lines[index]?.amount ?? zero);
      const groupTax = taxOf(add(...amounts), rate);
      const parts = allocate(
        groupTax,
        amounts.map((amount) => Math.abs(amount)),
      );
      members.forEach((index, at) => put(rate, index, parts[at] ?? zero));
    }
    lines.forEach((line, index) => {
      if (line.tax === rate.code && line.fixed !== undefined) put(rate, index, line.fixed);
    });
    const members = shares.filter((_, index) => lines[index]?.tax === rate.code);
    const net = add(zero, ...members.map((share) => share.net));
    const tax = add(zero, ...members.map((share) => share.tax));
    if (net !== 0 || tax !== 0)
      totals.push({ code: rate.code, rate: rate.rate, mode: rate.mode, net, tax });
  }
  return { shares, totals };
}
