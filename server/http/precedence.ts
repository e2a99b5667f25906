/**
 * Calls that a person waits for come before work that may wait (docs/decisions/0020-giving-way.md). Their own time is the measure: while
 * they are slow, less of the work that may wait is done at once, and at last with rests in between.
 */
import { setTimeout as rest } from 'node:timers/promises';
import type { Clock } from '../../shared/identity.ts';

/** Work that may wait, in the order in which it came. `hurried`: a person has come to wait for it, and it waits no longer. */
export type GivingWay = <Value>(
  work: () => Promise<Value>,
  hurried?: AbortSignal,
) => Promise<Value>;

export type Precedence = {
  /** A call that a person waits for: it waits for nothing here, and is measured. */
  readonly first: <Value>(work: () => Promise<Value>) => Promise<Value>;
  /** A line of work that may wait. Each has its own places, so that one whose work waits for somebody else holds no other up. */
  readonly line: () => GivingWay;
  /** How many pieces of work of a line are done at once now; below 1 one at a time, in that part of the time. */
  readonly atOnce: () => number;
};

/**
 * A call is slow that takes so many ms more than three times what the quickest take: well below what a cashier notices. The quickest tell how far
 * away headquarters is, which no giving way makes shorter; what they took is believed for a while only, and rises by a part with each span.
 */
const slow = 80;
const rise = 1 / 32;
/**
 * A call that is slow although hardly anything is done beside it is slow by the work of others. So what the slowest take then, which is learned by a
 * quarter with each span and forgotten by a part with each other one, is not yet slow, nor is twice as much; giving way would only be in vain.
 */
const learned = 1 / 4;
const forgotten = 1 / 64;
const mostBlamed = 1000;
/** How long (ms) calls are looked at before more or less is done at once. */
const span = 250;
/** A slow call halves what is done at once; a span without one adds so much, where all places were taken. */
const growth = 1 / 4;
const standard = 4;
const most = 8;
/** Never less, so that all is done at last. */
const least = 1 / 2;
/** The longest rest (ms) after one piece of work. */
const longest = 1000;

/** `wait`: how the rest is rested. */
export function makePrecedence(
  clock: Pick<Clock, 'running'>,
  wait: (ms: number) => Promise<void> = rest,
): Precedence {
  let limit = standard;
  let looked = Number.NEGATIVE_INFINITY;
  /** The slowest and the quickest call that ended since, and what the quickest usually take. */
  let slowest = 0;
  let quickest = Number.POSITIVE_INFINITY;
  let usual = Number.POSITIVE_INFINITY;
  /** What the slowest take by the work of others. */
  let byOthers = 0;
  /** When calls that are under way began, the oldest first. */
  const began = new Set<{ readonly at: number }>();
  /** `isFull`: more would have been done if more were allowed. */
  const look = (isFull: boolean): void => {
    const now = clock.running();
    if (now - looked < span) return;
    looked = now;
    const [oldest] = began;
    const worst = Math.max(slowest, oldest === undefined ? 0 : now - oldest.at);
    if (quickest < Number.POSITIVE_INFINITY) usual = Math.min(quickest, usual * (1 + rise));
    slowest = 0;
    quickest = Number.POSITIVE_INFINITY;
    if (limit === least) byOthers += learned * (Math.min(worst, mostBlamed) - byOthers);
    else byOthers *= 1 - forgotten;
    if (worst > Math.max(slow + 3 * usual, 2 * byOthers)) limit = Math.max(least, limit / 2);
    else if (isFull) limit = Math.min(most, limit + growth);
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
  const line = (): GivingWay => {
    let working = 0;
    let resting = false;
    const waiting = new Set<() => void>();
    const isFree = (): boolean => !resting && working < Math.max(1, Math.floor(limit));
    const next = (): void => {
      for (const go of waiting) {
        if (!isFree()) return;
        waiting.delete(go);
        go();
      }
    };
    /** Ends a piece of work that took so long, and lets the next begin, perhaps after a rest. */
    const end = async (took: number): Promise<void> => {
      look(waiting.size > 0 || !isFree());
      working -= 1;
      if (limit < 1 && working === 0 && !resting) {
        resting = true;
        await wait(Math.min(longest, took * (1 / limit - 1)));
        resting = false;
      }
      next();
    };
    const itsTurn = (hurried: AbortSignal | undefined): Promise<void> =>
      new Promise((resolve) => {
        const go = (): void => {
          hurried?.removeEventListener('abort', leave);
          working += 1;
          resolve();
        };
        const leave = (): void => {
          waiting.delete(go);
          go();
        };
        hurried?.addEventListener('abort', leave);
        waiting.add(go);
      });
    return async (work, hurried) => {
      if (hurried?.aborted === true || (waiting.size === 0 && isFree())) working += 1;
      else await itsTurn(hurried);
      const start = clock.running();
      try {
        return await work();
      } finally {
        void end(clock.running() - start);
      }
    };
  };
  return { first, line, atOnce: () => limit };
}
