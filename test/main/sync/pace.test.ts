import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { done, fail } from '../../../shared/fault.ts';
import { backoff, median, spread, waitAsked } from '../../../main/sync/pace.ts';

const fraction = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

it('waits longer with every failure, never beyond the most, and never less than half of it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), fraction, (tries, chance) => {
      const wait = backoff(tries, { first: 250, most: 60_000 }, chance);
      const full = Math.min(60_000, 250 * 2 ** Math.min(tries - 1, 30));
      expect(wait).toBeGreaterThanOrEqual(full / 2);
      expect(wait).toBeLessThanOrEqual(full);
    }),
  );
});

it('spreads registers that failed together', () => {
  expect(backoff(3, { first: 1000, most: 60_000 }, 0)).toBe(2000);
  expect(backoff(3, { first: 1000, most: 60_000 }, 0.75)).toBe(3500);
  expect([spread(1000, 0), spread(1000, 0.5)]).toEqual([800, 1000]);
});

it('finds the middle', () => {
  expect([median([]), median([3, 1, 2]), median([9, 1, 1, 9])]).toEqual([0, 2, 9]);
});

describe('the wait that the other side asks for', () => {
  const busy = (seconds: number) => fail('service.busy', { seconds });
  it('is never shorter than it said, and not the same for everybody', () => {
    expect(waitAsked(busy(40), 1000, () => 0)).toBe(40_000);
    expect(waitAsked(busy(40), 1000, () => 0.5)).toBe(60_000);
    expect(waitAsked(busy(1), 120_000, () => 0.5)).toBe(120_000);
  });
  it('is nothing but the own wait after anything else', () => {
    const never = (): number => {
      throw new Error('no chance is needed');
    };
    expect(waitAsked(done, 1000, never)).toBe(1000);
    expect(waitAsked(fail('channel.unreachable'), 1000, never)).toBe(1000);
  });
});
