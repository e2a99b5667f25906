/** Waiting as a port, so that a test moves time by hand. */

export type Timers = {
  /** Runs once after so many ms; the function that it returns forgets it. */
  readonly after: (ms: number, run: () => void) => () => void;
};

/** The process's own timers; none keeps the process alive. */
export const systemTimers: Timers = {
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
