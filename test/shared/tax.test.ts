import fc from 'fast-check';
import { expect, test } from 'vitest';
import { add, minor, negate, zero } from '../../shared/money.ts';
import { taxLines, taxOf, type TaxRate } from '../../shared/tax.ts';

const added: TaxRate = {
  code: 'sales',
  mode: 'exclusive',
  rate: 7250,
  name: { en: 'Sales tax', zh: '销售税' },
};
const included: TaxRate = {
  code: 'vat',
  mode: 'inclusive',
  rate: 20_000,
  name: { en: 'VAT', zh: '增值税' },
};
const lines = fc.array(
  fc.record({
    tax: fc.constantFrom('sales', 'vat', 'none'),
    amount: fc.integer({ min: -1_000_000, max: 1_000_000 }).map(minor),
  }),
  { maxLength: 40 },
);

test('the sale of the design: 108.25 at 7.25 % is 7.85', () =>
  expect(taxOf(minor(10_825), added)).toBe(785));
test('120.00 with 20 % included holds 20.00', () =>
  expect(taxOf(minor(12_000), included)).toBe(2000));

test('lines add up to the totals, whatever the lines', () => {
  fc.assert(
    fc.property(lines, (given) => {
      const { shares, totals } = taxLines(given, [added, included]);
      expect(shares).toHaveLength(given.length);
      shares.forEach((share, index) => {
        expect(add(share.net, share.tax)).toBe(share.gross);
        const line = given[index] ?? { tax: 'none', amount: zero };
        expect(line.tax === 'sales' ? share.net : share.gross).toBe(line.amount);
        expect(line.tax === 'none' ? share.tax : zero).toBe(zero);
      });
      expect(add(zero, ...shares.map((share) => share.tax))).toBe(
        add(zero, ...totals.map((total) => total.tax)),
      );
    }),
  );
});

test('a line whose tax is fixed keeps it, and disturbs no other line', () => {
  fc.assert(
    fc.property(lines, fc.integer({ min: -5000, max: 5000 }).map(minor), (given, fixed) => {
      const back = { tax: 'sales', amount: minor(-5000), fixed };
      const { shares, totals } = taxLines([...given, back], [added, included]);
      expect(shares.at(-1)?.tax).toBe(fixed);
      expect(shares.slice(0, -1)).toEqual(taxLines(given, [added, included]).shares);
      expect(add(zero, ...shares.map((share) => share.tax))).toBe(
        add(zero, ...totals.map((total) => total.tax)),
      );
    }),
  );
});

test('what comes back is taxed exactly as it was sold', () => {
  fc.assert(
    fc.property(lines, (given) => {
      const back = given.map((line) => ({ ...line, amount: negate(line.amount) }));
      const sold = taxLines(given, [added, included]).shares;
      expect(taxLines(back, [added, included]).shares).toEqual(
        sold.map((share) => ({
          net: negate(share.net),
          tax: negate(share.tax),
          gross: negate(share.gross),
        })),
      );
    }),
  );
});
