import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withCheckDigit } from '../../shared/barcode.ts';
import { isMask, readLabel, valueCheckDigit, type LabelPattern } from '../../shared/label.ts';

const weight: LabelPattern = { mask: '21IIIIIVVVVVC', kind: 'weight', decimals: 3 };
const price: LabelPattern = { mask: '02IIIIIPVVVVC', kind: 'price', decimals: 2 };
const dear: LabelPattern = { mask: '24IIIIPVVVVVC', kind: 'price', decimals: 2 };
const patterns = [weight, price, dear];
const read = (code: string) => readLabel(code, patterns, 2);

describe('a label', () => {
  test('says its weight', () => {
    expect(read(withCheckDigit('211234501345'))).toEqual({
      ok: true,
      value: { kind: 'weight', quantity: 1345, codes: [withCheckDigit('211234500000'), '12345'] },
    });
  });

  test('says its price, also as a GTIN-12 and with leading zeros', () => {
    const price4 = { kind: 'price', price: 2875, codes: [withCheckDigit('021234500000'), '12345'] };
    const code = withCheckDigit('021234592875');
    for (const written of [code, code.slice(1), `0${code}`])
      expect(read(written)).toEqual({ ok: true, value: price4 });
    expect(read(withCheckDigit('241234614685'))).toMatchObject({ value: { price: 14_685 } });
  });

  test('with a wrong check digit of its price, or without a value, was not read whole', () => {
    const invalid = { ok: false, fault: { code: 'barcode.invalid' } };
    expect(read(withCheckDigit('021234582875'))).toMatchObject(invalid);
    expect(read(withCheckDigit('211234500000'))).toMatchObject(invalid);
    expect(readLabel(withCheckDigit('021234592875'), patterns, 0)).toMatchObject(invalid);
  });

  test.each(['2112345013450', '4006381333931', withCheckDigit('251234501345'), '96385074', 'R02'])(
    '%s is none',
    (code) => expect(read(code)).toBeNull(),
  );

  test('in a currency with three decimals keeps its value', () => {
    expect(readLabel(withCheckDigit('021234592875'), patterns, 3)).toMatchObject({
      value: { price: 28_750 },
    });
  });
});

test('the check digits of prices are those of the specification', () => {
  expect([valueCheckDigit('2875'), valueCheckDigit('14685')]).toEqual([9, 6]);
});

test('one wrong digit of a price is always noticed', () => {
  const digits = fc
    .constantFrom(4, 5)
    .chain((length) => fc.array(fc.nat({ max: 9 }), { minLength: length, maxLength: length }));
  fc.assert(
    fc.property(digits, fc.nat({ max: 4 }), fc.integer({ min: 1, max: 9 }), (value, at, by) => {
      const place = at % value.length;
      const other = value.map((digit, index) => (index === place ? (digit + by) % 10 : digit));
      expect(valueCheckDigit(other.join(''))).not.toBe(valueCheckDigit(value.join('')));
    }),
  );
});

test('a mask is thirteen characters of prefix, item, value and check digit', () => {
  expect([weight, price, dear].every(({ mask }) => isMask(mask))).toBe(true);
  for (const mask of ['31IIIIIVVVVVC', '21IIIIIVVVVV', '21IIIIIIIIIIC', '21VVVVVIIIIIC', ''])
    expect(isMask(mask)).toBe(false);
});
