import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonical, hashText } from '../../shared/hash.ts';
import { nativeSha256, portableSha256 } from '../../shared/sha256.ts';

/** Any UTF-16 at all, halves of a pair without the other among them. */
const anyText = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 200 })
  .map((codes) => String.fromCharCode(...codes));

it('is the same hash in a page and in Node, whatever the text', () => {
  const native = nativeSha256({ process });
  expect(native).toBeDefined();
  fc.assert(
    fc.property(fc.oneof(anyText, fc.string({ maxLength: 5000 })), (text) => {
      expect(native?.(text)).toBe(portableSha256(text));
    }),
    { numRuns: 500 },
  );
});

it('is SHA-256 of the UTF-8 bytes', () => {
  for (const hash of [hashText, portableSha256]) {
    expect(hash('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    // Letters of two bytes and of three.
    expect(hash('é海')).toBe('762b4ec73fe1d7a555b054908e84b6d5fe4f064f9f199e31bc4321a7b6fd7b45');
  }
});

it('is portable where the runtime brings nothing', () => {
  expect(nativeSha256({})).toBeUndefined();
  // What a sandboxed preload has: a process without its modules.
  expect(nativeSha256({ process: {} })).toBeUndefined();
});

it('has keys in the order of their UTF-16 units, numbers in names among them', () => {
  expect(canonical({ b: 1, a: [true, null, 'é'], 10: 2, 9: 3, _: undefined, A: -0 })).toBe(
    '{"10":2,"9":3,"A":0,"a":[true,null,"é"],"b":1}',
  );
  expect(() => canonical({ a: 0.5 })).toThrow('whole numbers');
  expect(() => canonical(undefined)).toThrow('cannot hold');
});

/** What canonical text means, in the fewest words. */
function meant(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(meant).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${meant(member)}`).join(',')}}`;
}

it('has the same bytes as JSON with its keys sorted, whatever the names and texts, few members or many', () => {
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      anyText,
      fc.string(),
      fc.maxSafeInteger().map((number) => (number === 0 ? 0 : number)),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('value'), { maxLength: 5 }),
      fc.dictionary(fc.oneof(fc.string(), anyText, fc.nat().map(String)), tie('value'), {
        maxKeys: 60,
      }),
    ),
  }));
  fc.assert(
    fc.property(value, (any) => {
      const text = canonical(any);
      expect(text).toBe(meant(any));
      // Sealed again after it was read, as head office does.
      expect(canonical(JSON.parse(text))).toBe(text);
    }),
    { numRuns: 500 },
  );
  const many = Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`k${at * 7}`, at]));
  expect(canonical(many)).toBe(meant(many));
  expect(canonical({ text: '"\\ \u2028 \ud800 \u0000 \u007f 店' })).toBe(
    JSON.stringify({ text: '"\\ \u2028 \ud800 \u0000 \u007f 店' }),
  );
});
