/** A clock that stands still until a test moves it. */
import type { Clock } from '../../shared/identity.ts';

export type FalseClock = Clock & {
  readonly advance: (milliseconds: number) => void;
  /** Sets the wall clock alone, as somebody who corrects the time does. */
  readonly set: (instant: string) => void;
};

export function falseClock(start = '2026-11-22T10:41:00.000Z'): FalseClock {
  let wall = Date.parse(start);
  let running = 0;
  return {
    now: () => new Date(wall).toISOString(),
    running: () => running,
    advance: (milliseconds) => {
      wall += milliseconds;
      running += milliseconds;
    },
    set: (instant) => {
      wall = Date.parse(instant);
    },
  };
}
