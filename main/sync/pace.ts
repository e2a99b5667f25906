/** How long to wait before the next try. Pure: chance comes in as a fraction in [0, 1). */
import type { Result } from '../../shared/fault.ts';

export type Backoff = {
  /** Wait after the first failure, ms. */
  readonly first: number;
  /** The longest wait, ms. */
  readonly most: number;
};

/**
 * The wait in ms after `tries` failures in a row (1 or more): doubles up to the most, then a random half of it is taken off, so that
 * registers that lost the line together do not come back together (DESIGN section 7).
 */
export function backoff(tries: number, pace: Backoff, fraction: number): number {
  const doublings = Math.min(Math.max(tries, 1) - 1, 30);
  const full = Math.min(pace.most, pace.first * 2 ** doublings);
  return Math.round(full / 2 + (full / 2) * fraction);
}

/**
 * The wait in ms when the other side may have asked to come later (service.busy): never before it said, and each register at a moment of its
 * own in as long a time again, so that those who were asked together do not come together.
 */
export function waitAsked(result: Result<unknown>, wait: number, fraction: () => number): number {
  const seconds =
    !result.ok && result.fault.code === 'service.busy' ? result.fault.data['seconds'] : undefined;
  return typeof seconds === 'number'
    ? Math.max(wait, Math.round(seconds * 1000 * (1 + fraction())))
    : wait;
}

/** An interval of the profile, spread by a fifth to either side. */
export const spread = (interval: number, fraction: number): number =>
  Math.round(interval * (0.8 + 0.4 * fraction));

/** The middle of the values; the upper middle of an even number of them. 0 when there are none. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
