/** One thing that the worker does again and again: never twice at once, at once when woken, later when it says so. */
import { fail, type Result } from '../../shared/fault.ts';
import type { Chance } from '../../shared/identity.ts';
import { backoff, waitAsked, type Backoff } from './pace.ts';
import type { Timers } from './timers.ts';

/** How a run ended, and in how many ms it wants to run again unasked; null: only when woken. */
export type Turn = { readonly result: Result<void>; readonly again: number | null };

/** Rests after a success until it is woken, after a failure as long as `backoff` and the other side say. `tries`: failures in a row. */
export function turnAfter(
  result: Result<void>,
  tries: number,
  pace: Backoff,
  chance: Pick<Chance, 'fraction'>,
): Turn {
  if (result.ok) return { result, again: null };
  const wait = backoff(tries, pace, chance.fraction());
  return { result, again: waitAsked(result, wait, chance.fraction) };
}

export type Activity = {
  /** Runs now, or once more after the run that is under way. */
  readonly wake: () => void;
  /** Like `wake`; answers the result of a run that began after this call. */
  readonly now: () => Promise<Result<void>>;
  /** Starts nothing new and waits for the run that is under way. */
  readonly stop: () => Promise<void>;
};

export type ActivityPorts = {
  readonly timers: Timers;
  /** Hears what a run threw: a bug or a failing disk. The activity goes on after `pause` ms. */
  readonly alarm: (error: unknown) => void;
  readonly pause: number;
};

type Waiter = (result: Result<void>) => void;

/** Makes an activity that rests until it is woken. */
export function makeActivity(run: () => Promise<Turn>, ports: ActivityPorts): Activity {
  let running: Promise<void> | null = null;
  let asked = false;
  let stopped = false;
  let cancel: (() => void) | null = null;
  let waiters: Waiter[] = [];

  const once = async (): Promise<number | null> => {
    const mine = waiters;
    waiters = [];
    const turn = await run().catch((error: unknown): Turn => {
      ports.alarm(error);
      return { result: fail('channel.unreachable'), again: ports.pause };
    });
    for (const waiter of mine) waiter(turn.result);
    return turn.again;
  };

  const loop = async (): Promise<void> => {
    let again: number | null = null;
    while (asked && !stopped) {
      asked = false;
      again = await once();
    }
    running = null;
    if (again !== null && !stopped) cancel = ports.timers.after(again, wake);
  };

  const wake = (): void => {
    asked = true;
    if (stopped || running !== null) return;
    cancel?.();
    cancel = null;
    running = loop();
  };

  return {
    wake,
    now: async () =>
      new Promise((resolve) => {
        if (stopped) resolve(fail('channel.disconnected'));
        else waiters.push(resolve);
        wake();
      }),
    stop: async () => {
      stopped = true;
      cancel?.();
      cancel = null;
      await running;
      for (const waiter of waiters) waiter(fail('channel.disconnected'));
      waiters = [];
    },
  };
}
