/** Whether headquarters, and with it the real-time service, was reachable when last called. */
import type { Result } from '../../shared/fault.ts';

export type Reach = {
  /** True after a call that succeeded. */
  readonly isUp: () => boolean;
  /** True after a call that failed: then only the poll asks, until it succeeds. Neither up nor down before the first call. */
  readonly isDown: () => boolean;
  /** Learns from the outcome of a call. */
  readonly learn: (result: Result<unknown>) => void;
};

/** `changed` is told when headquarters is reached for the first time or again, and when it is lost. */
export function makeReach(changed: (up: boolean) => void): Reach {
  let up: boolean | null = null;
  return {
    isUp: () => up === true,
    isDown: () => up === false,
    learn: (result) => {
      const now = !isLineDown(result);
      if (now === up) return;
      up = now;
      changed(now);
    },
  };
}

/** No answer at all, or a gateway's: nothing else can be asked now. An answer of 500 concerns only what was asked. */
export function isLineDown(result: Result<unknown>): boolean {
  if (result.ok || result.fault.code !== 'realtime.unreachable') return false;
  const status = result.fault.data['status'];
  return status === undefined || status === 502 || status === 503 || status === 504;
}
