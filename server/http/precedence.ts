/**
 * Calls that a person waits for come before work that may wait (docs/decisions/0020-giving-way.md). Their own time is the measure: while
 * they are slow, whatever it is that makes them slow, the work that may wait is done in a smaller part of the time.
 */
import { setTimeout as rest } from 'node:timers/promises';
import type { Clock } from '../../shared/identity.ts';

export type Precedence = {
  /** A call that a person waits for: it waits for nothing here, and is measured. */
  readonly first: <Value>(work: () => Promise<Value>) => Promise<Value>;
  /** Work that may wait. `hurried`: a person has come to wait for it, and it waits no longer. */
  readonly givingWay: <Value>(work: () => Promise<Value>, hurried?: AbortSignal) => Promise<Value>;
  /** The part of the time in which work that may wait is done now: 1 while nobody's call is slow. */
  readonly part: () => number;
};

/**
 * A call is slow that takes so many ms more than three times what the quickest take: well below what a cashier notices. The quickest tell how far
 * away headquarters is, which no giving way makes shorter; what they took is believed for a while only, and rises by a part with each span.
 */
const slow = 80;
const rise = 1 / 32;
/** How long (ms) calls are looked at before the part is changed. */
const span = 250;
/** The part is halved by a slow call and grows by so much without one; it is never less, so that all is done at last. */
const growth = 1 / 16;
const least = 1 / 8;
/** The longest rest (ms) after one piece of work. */
const longest = 1000;

/** `wait`: how the rest is rested. */
export function makePrecedence(
  clock: Pick<Clock, 'running'>,
  wait: (ms: number, signal?: AbortSignal) => Promise<void> = restFor,
): Precedence {
  let part = 1;
  let looked = Number.NEGATIVE_INFINITY;
  /** The slowest and the quickest call that ended since, and what the quickest usually take. */
  let slowest = 0;
  let quickest = Number.POSITIVE_INFINITY;
  let usual = Number.POSITIVE_INFINITY;
  /** When calls that are under way began, the oldest first. */
  const began = new Set<{ readonly at: number }>();
  /** The moment (running ms) from which work that may wait begins. */
  let opens = Number.NEGATIVE_INFINITY;

  const look = (): void => {
    const now = clock.running();
    if (now - looked < span) return;
    looked = now;
    const [oldest] = began;
    const worst = Math.max(slowest, oldest === undefined ? 0 : now - oldest.at);
    if (quickest < Number.POSITIVE_INFINITY) usual = Math.min(quickest, usual * (1 + rise));
    slowest = 0;
    quickest = Number.POSITIVE_INFINITY;
    part = worst > slow + 3 * usual ? Math.max(least, part / 2) : Math.min(1, part + growth);
  };
  const first = async <Value>(work: () => Promise<Value>): Promise<Value> => {
    const call = { at: clock.running() };
    began.add(call);
    try {
      return await work();
    } finally {
      began.delete(call);
      const took = clock.running() - call.at;
      slowest = Math.max(slowest, took);
      quickest = Math.min(quickest, took);
    }
  };
  const givingWay: Precedence['givingWay'] = async (work, hurried) => {
    const left = (): number => (hurried?.aborted === true ? 0 : opens - clock.running());
    for (let ms = left(); ms > 0; ms = left()) await wait(ms, hurried);
    const start = clock.running();
    try {
      return await work();
    } finally {
      look();
      const now = clock.running();
      opens = Math.max(opens, now + Math.min(longest, (now - start) * (1 / part - 1)));
    }
  };
  return { first, givingWay, part: () => part };
}

async function restFor(ms: number, signal?: AbortSignal): Promise<void> {
  try {
    await rest(ms, undefined, { ...(signal === undefined ? {} : { signal }) });
  } catch (error) {
    if (signal?.aborted !== true) throw error;
  }
}
