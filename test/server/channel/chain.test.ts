import fc from 'fast-check';
import { expect, it } from 'vitest';
import { after, grow, type Link } from '../../../server/channel/chain.ts';

const link = (number: number, ...previous: string[]): Link => ({
  hash: `h${number}`,
  number,
  previous,
});
const line = [link(1), link(2, 'h1'), link(3, 'h2'), link(4, 'h3')];
const numbers = (links: readonly Link[]): number[] => links.map((each) => each.number);

it('tells what comes after the heads', () => {
  expect(numbers(after(line, ['h2']))).toEqual([3, 4]);
  expect(numbers(after(line, []))).toEqual([1, 2, 3, 4]);
  expect(numbers(after(line, ['unknown']))).toEqual([1, 2, 3, 4]);
  expect(numbers(after(line, ['h4']))).toEqual([]);
});

it('fills a hole before a head, down to the next head', () => {
  expect(numbers(after(line, ['h4', 'h1'], ['h3']))).toEqual([2, 3]);
  expect(numbers(after(line, ['h4', 'h2'], ['h3']))).toEqual([3]);
});

it('stands only on a complete past', () => {
  const growth = grow([link(2, 'h1'), link(4, 'h3')], (hash) => hash === 'h1');
  expect([...growth.standing]).toEqual(['h2']);
  expect([...growth.heads]).toEqual(['h2']);
  expect([...growth.covered]).toEqual(['h1']);
});

/** Entry n names one or two of the entries before it. */
const chains = fc
  .array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 30 })
  .map((picks) =>
    picks.map(([a, b], index): Link =>
      index === 0
        ? link(1)
        : link(index + 1, ...new Set([`h${(a % index) + 1}`, `h${(b % index) + 1}`])),
    ),
  );

it('brings a receiver that tells its heads to the whole chain, whatever it has, in an order that it can file at once', () => {
  fc.assert(
    fc.property(chains, fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }), (links, has) => {
      const kept = links.filter((_, index) => has[index]);
      const { standing, heads } = grow(kept, () => false);
      const sent = after(links, [...heads]);
      expect(new Set([...standing, ...sent.map((each) => each.hash)]).size).toBe(links.length);
      expect(sent.every((each) => !standing.has(each.hash))).toBe(true);
      const filed = new Set(standing);
      for (const each of sent) {
        expect(each.previous.every((hash) => filed.has(hash))).toBe(true);
        filed.add(each.hash);
      }
    }),
  );
});
