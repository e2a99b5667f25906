import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  checkDigit,
  gtin14,
  isGtin,
  readScan,
  shownCode,
  withCheckDigit,
} from '../../shared/barcode.ts';

const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((all) => all.join(''));

test.each(['4006381333931', '0036000291452', '73513537', '036000291452', '9520004100274'])(
  '%s is a GTIN',
  (code) => {
    expect(isGtin(code)).toBe(true);
  },
);

test('one wrong digit is always told', () => {
  fc.assert(
    fc.property(
      digits(12),
      fc.integer({ min: 0, max: 12 }),
      fc.integer({ min: 1, max: 9 }),
      (body, at, by) => {
        const code = withCheckDigit(body);
        const wrong = code.slice(0, at) + String((Number(code[at]) + by) % 10) + code.slice(at + 1);
        expect(isGtin(code)).toBe(true);
        expect(isGtin(wrong)).toBe(false);
      },
    ),
  );
});

test('leading zeros do not change the number', () => {
  expect(checkDigit('03600029145')).toBe(2);
  expect(gtin14('036000291452')).toBe(gtin14('0036000291452'));
});

test.each([
  ['9520004100274', { kind: 'gtin', gtin: '09520004100274' }],
  [' 9520004100274\n', { kind: 'gtin', gtin: '09520004100274' }],
  ['9520004100275', { kind: 'damaged', text: '9520004100275' }],
  ['85123A', { kind: 'other', text: '85123A' }],
  ['R02-000482', { kind: 'other', text: 'R02-000482' }],
  ['12345678', { kind: 'other', text: '12345678' }],
])('%j is read as %o', (raw, read) => expect(readScan(raw)).toEqual(read));

test.each([
  ['09520004100274', '9520004100274'],
  ['00036000291452', '036000291452'],
  ['00000073513537', '73513537'],
  ['19520004100271', '19520004100271'],
  ['85123A', '85123A'],
])('%s is shown as %s', (kept, shown) => expect(shownCode(kept)).toBe(shown));
