/** Why the last packages of headquarters could not be taken in; told with the next heartbeat. */
import type { FaultCode } from '../../shared/fault.ts';
import type { Clock } from '../../shared/identity.ts';
import type { ChannelFailure } from '../../shared/wire/channel.ts';

export type Failure = {
  /** Null when they could. */
  readonly note: (code: FaultCode | null) => void;
  readonly last: () => ChannelFailure | null;
};

export function makeFailure(clock: Clock): Failure {
  let last: ChannelFailure | null = null;
  return {
    note: (code) => {
      if (code !== last?.code) last = code === null ? null : { at: clock.now(), code };
    },
    last: () => last,
  };
}
