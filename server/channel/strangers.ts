/** When headquarters is asked for the devices: from time to time, and soon after a token came that the channel does not know. */
import type { Clock } from '../../shared/identity.ts';

export type Strangers = {
  /** A token came that is of no use here: it may be a device that was activated before the channel was restored. */
  readonly seen: () => void;
  /** Whether to ask now. */
  readonly due: () => boolean;
  /** They were asked for. */
  readonly asked: () => void;
};

/** A flood of wrong tokens asks no more often than this, in ms. */
const soonest = 3000;

/** `every`: how often to ask at least, ms. */
export function makeStrangers(clock: Clock, every: number): Strangers {
  let last = Number.NEGATIVE_INFINITY;
  let met = false;
  return {
    seen: () => {
      met = true;
    },
    due: () => clock.running() - last >= (met ? Math.min(soonest, every) : every),
    asked: () => {
      last = clock.running();
      met = false;
    },
  };
}
