/** The parameter cache: what is handed out may lag behind the channel's database, until it is old or reset (DESIGN section 8). */
import type { FeedPage, FeedRow } from '../../shared/feed.ts';
import type { Clock, Instant } from '../../shared/identity.ts';
import { wholeJob } from './feed.ts';
import type { Reader } from './tables.ts';

export type Cached = {
  readonly version: number;
  readonly rows: readonly FeedRow[];
  readonly filledAt: Instant;
};
export type ParameterCache = {
  /** What is handed out now; null while the database has no parameters. */
  readonly read: () => Promise<Cached | null>;
  /** Forgets what is cached; the next reading fills it from the database. */
  readonly reset: () => void;
};

const hour = 3_600_000;

/** Age is elapsed running time, so that a clock that jumps neither keeps nor drops anything. */
export function makeParameterCache(query: Reader, clock: Clock, hours: number): ParameterCache {
  let cached: (Cached & { readonly filled: number }) | null = null;
  let filling: Promise<Cached | null> | null = null;
  let resets = 0;
  const fill = async (): Promise<Cached | null> => {
    for (;;) {
      const began = resets;
      const job = await wholeJob(query, '1110');
      // A reset while the database was read: what was read may be older than the reset.
      if (began !== resets) continue;
      cached = job === null ? null : { ...job, filledAt: clock.now(), filled: clock.running() };
      return cached;
    }
  };
  return {
    read: async () => {
      if (cached && clock.running() - cached.filled < hours * hour) return cached;
      filling ??= fill().finally(() => {
        filling = null;
      });
      return filling;
    },
    reset: () => {
      resets += 1;
      cached = null;
    },
  };
}

/** The cached parameters as a page for a register: all rows when its version is another one, none when it is the same. */
export function parameterPage(cached: Cached | null, after: number): FeedPage {
  if (cached === null || cached.version === after) {
    return { job: '1110', version: cached?.version ?? 0, full: false, rows: [], next: null };
  }
  return { job: '1110', version: cached.version, full: true, rows: cached.rows, next: null };
}
