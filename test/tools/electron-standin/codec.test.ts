import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeCodec } from '../../../tools/electron-standin/codec.ts';

const codec = makeCodec();
const roundTrip = (value: unknown): unknown => codec.decode(codec.encode(value));

describe('the codec', () => {
  it('gives back what structuredClone would', () => {
    const values = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withTypedArray: true,
      withSparseArray: false,
      withNullPrototype: false,
    });
    fc.assert(
      fc.property(values, (value) => {
        expect(roundTrip(value)).toEqual(structuredClone(value));
      }),
    );
  });

  it('keeps cycles and shared references', () => {
    const shared = { n: 1 };
    const value: Record<string, unknown> = { first: shared, second: shared };
    value['self'] = value;
    const back = roundTrip(value) as Record<string, unknown>;
    expect(back['self']).toBe(back);
    expect(back['first']).toBe(back['second']);
  });

  it('keeps the kind and words of errors', () => {
    const back = roundTrip(new RangeError('too much')) as Error;
    expect(back).toBeInstanceOf(RangeError);
    expect(back.message).toBe('too much');
  });

  it('keeps a key named __proto__ a plain property', () => {
    const back = roundTrip(JSON.parse('{ "__proto__": { "polluted": true } }')) as object;
    expect(Object.hasOwn(back, '__proto__')).toBe(true);
    expect('polluted' in {}).toBe(false);
  });

  it("refuses functions and symbols in Electron's words", () => {
    for (const value of [() => 1, { nested: [Symbol('x')] }]) {
      expect(() => codec.encode(value)).toThrow(new Error('An object could not be cloned.'));
    }
  });
});
