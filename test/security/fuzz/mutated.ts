/** Messages that were good and are spoiled in one place or in some. */
import fc from 'fast-check';

/** Things that programs trip over. */
const hostile: readonly unknown[] = [
  null,
  true,
  '',
  ' ',
  '\0',
  'a\0b',
  '\uD800',
  '\u202E',
  '😀'.repeat(50),
  'x'.repeat(5000),
  "'; drop table instrument; --",
  '<img src=x onerror=alert(1)>',
  '../../etc/passwd',
  '${7*7}',
  '__proto__',
  -0,
  -1,
  0,
  1.5,
  2 ** 31,
  2 ** 53,
  -(2 ** 53),
  1e308,
  [],
  {},
  [[]],
  [null],
  { length: -1 },
  JSON.parse('{"__proto__":{"polluted":true}}'),
  { constructor: { prototype: { polluted: true } } },
  Array.from({ length: 600 }, () => 0),
];

type Change = {
  readonly act: 'put' | 'take' | 'add' | 'twice' | 'swap';
  readonly where: number;
  readonly what: unknown;
};

const change: fc.Arbitrary<Change> = fc.record({
  act: fc.constantFrom('put', 'put', 'put', 'take', 'add', 'twice', 'swap'),
  where: fc.nat(),
  what: fc.oneof(fc.constantFrom(...hostile), fc.jsonValue({ maxDepth: 3 })),
});

/** Each value in one to three places changed. */
export const mutated = (good: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc
    .tuple(good, fc.array(change, { minLength: 1, maxLength: 3 }))
    .map(([value, changes]) => changes.reduce(spoil, structuredClone(value)));

type Spot = { readonly holder: Record<string, unknown>; readonly key: string };

const isHolder = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

function spotsOf(value: unknown): Spot[] {
  if (!isHolder(value)) return [];
  return Object.keys(value).flatMap((key) => [{ holder: value, key }, ...spotsOf(value[key])]);
}

function spoil(value: unknown, { act, where, what: shared }: Change): unknown {
  const what = structuredClone(shared);
  const spots = spotsOf(value);
  // One place more than there are: the whole message.
  const spot = spots[where % (spots.length + 1)];
  if (!spot) return what;
  const { holder, key } = spot;
  const inside = holder[key];
  if (act === 'put') holder[key] = what;
  else if (act === 'take') delete holder[key];
  else if (act === 'add') holder[`more${where % 7}`] = what;
  else if (act === 'twice')
    holder[key] = Array.isArray(inside) ? [...inside, ...inside] : [inside, inside];
  else {
    const other = spots[(where * 31) % spots.length];
    if (other)
      holder[key] =
        other.holder[other.key] === holder ? null : structuredClone(other.holder[other.key]);
  }
  return value;
}
