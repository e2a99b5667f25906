import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sharing } from '../../renderer/sharing.ts';

const plain = fc.jsonValue({ maxDepth: 4, noUnicodeString: true });

/** Each part of `now` that equals the part of `before` at its place is that part. */
function sharesAll(before: unknown, now: unknown): boolean {
  if (typeof now !== 'object' || now === null || typeof before !== 'object' || before === null)
    return true;
  return Object.entries(now).every(([key, part]) => {
    const old: unknown = Reflect.get(before, key);
    if (typeof part === 'object' && part !== null && JSON.stringify(part) === JSON.stringify(old))
      return part === old;
    return sharesAll(old, part);
  });
}

describe('two pictures', () => {
  it('tell the newer one', () => {
    fc.assert(
      fc.property(plain, plain, (before, now) => {
        expect(sharing(before, now)).toEqual(now);
      }),
    );
  });

  it('that are equal are one', () => {
    fc.assert(
      fc.property(plain, (picture) => {
        expect(sharing(picture, structuredClone(picture))).toBe(picture);
      }),
    );
  });

  it('share each part that stayed the same', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), plain, { noNullPrototype: true }),
        fc.dictionary(fc.string(), plain, { noNullPrototype: true }),
        (same, other) => {
          const before = { ...other, same, list: [same, 1, { same }] };
          const now = structuredClone({ same, list: [same, 2, { same }], more: same });
          const shown = sharing(before, now);
          expect(shown).toEqual(now);
          expect(shown.same).toBe(same);
          expect(shown.list[0]).toBe(same);
          expect(shown.list[2]).toBe(before.list[2]);
          expect(sharesAll(before, shown)).toBe(true);
        },
      ),
    );
  });

  it('are two where a part came or went', () => {
    expect(sharing({ a: 1, b: 2 }, { a: 1 })).toEqual({ a: 1 });
    expect(sharing({ a: undefined }, { b: undefined })).toEqual({ b: undefined });
    expect(sharing([1, 2], [1])).toEqual([1]);
    expect(sharing(null, [1])).toEqual([1]);
    expect(sharing({ 0: 1 }, [1])).toEqual([1]);
  });
});
