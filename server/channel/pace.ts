/** A loop that does a round, rests, and can be woken: for the polls and the forwarding. */
import { setTimeout as rest } from 'node:timers/promises';

export type Pace = {
  readonly start: () => void;
  /** Does a round as soon as the one under way is over. */
  readonly wake: () => void;
  /** Ends after the round that is under way. */
  readonly stop: () => Promise<void>;
};

/** `round` answers how many milliseconds to rest. A round that throws is a bug: `failed` is told, and the loop goes on after a second. */
export function makePace(round: () => Promise<number>, failed: (error: unknown) => void): Pace {
  let stopped = new AbortController();
  let resting = new AbortController();
  let woken = false;
  let running: Promise<void> | null = null;
  const loop = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      woken = false;
      const pause = await round().catch((error: unknown) => {
        failed(error);
        return 1000;
      });
      if (woken || stopped.signal.aborted) continue;
      resting = new AbortController();
      await rest(pause, undefined, { signal: resting.signal }).catch((error: unknown) => {
        if (!resting.signal.aborted) throw error;
      });
    }
  };
  return {
    start: () => {
      if (running) return;
      stopped = new AbortController();
      running = loop();
    },
    wake: () => {
      woken = true;
      resting.abort();
    },
    stop: async () => {
      stopped.abort();
      resting.abort();
      await running;
      running = null;
    },
  };
}
