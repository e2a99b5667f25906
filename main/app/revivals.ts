/** How often a crashed page is loaded again before a person is asked. */
import type { Clock } from '../../shared/identity.ts';

const mostRevivals = 3;
const revivalsWithinMs = 5 * 60_000;

/**
 * Counts revivals by running time, which no change of the clock moves. Answers whether one more may happen by itself; after a no it
 * counts anew, because then a person decides.
 */
export function countRevivals(running: Clock['running']): () => boolean {
  let latest: readonly number[] = [];
  return () => {
    const now = running();
    const recent = latest.filter((at) => now - at < revivalsWithinMs);
    const may = recent.length < mostRevivals;
    latest = may ? [...recent, now] : [];
    return may;
  };
}
