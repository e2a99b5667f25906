/** The real-time service: calls that end in headquarters while the register waits. The channel adds nothing and keeps nothing. */
import { setTimeout as rest } from 'node:timers/promises';
import { fail, type Result } from '../../shared/fault.ts';
import type { RegisterId } from '../../shared/identity.ts';
import type { Held, Hold } from '../../shared/lock.ts';
import { headquartersPaths } from '../../shared/wire/channel.ts';
import { balanceSchema, heldSchema, type Balance, type Inquiry } from '../../shared/wire/grant.ts';
import { pinChangedSchema, type PinChange, type PinChanged } from '../../shared/wire/person.ts';
import type { Caller } from '../http/call.ts';
import type { Precedence } from '../http/precedence.ts';
import type { Forwarder } from './forward.ts';
import type { ChannelSettings } from './ports.ts';
import type { Reach } from './reach.ts';

export type RealtimePorts = {
  readonly call: Caller;
  readonly reach: Reach;
  readonly forwarder: Forwarder;
  readonly settings: ChannelSettings;
  readonly precedence: Precedence;
};
export type Realtime = {
  /** Faults: device.unknown when the HOLD is another register's, realtime.unreachable, headquarters' own. */
  readonly hold: (register: RegisterId, hold: Hold) => Promise<Result<Held>>;
  readonly inquire: (register: RegisterId, inquiry: Inquiry) => Promise<Result<Balance>>;
  readonly changePin: (register: RegisterId, change: PinChange) => Promise<Result<PinChanged>>;
};

export function makeRealtime({
  call,
  reach,
  forwarder,
  settings,
  precedence,
}: RealtimePorts): Realtime {
  const timeout = settings.realtimeTimeout;
  return {
    hold: async (register, hold) => {
      if (hold.register !== register) return fail('device.unknown', { register: hold.register });
      // A new ask comes after the sales that may still hold the same instrument: let them arrive first (PROTOCOL R5).
      const asks = hold.wants.some((want) => want.number !== undefined);
      if (asks) await Promise.race([forwarder.settle(register), rest(settings.settleTimeout)]);
      const ask = (): Promise<Result<Held>> =>
        call({ method: 'POST', path: headquartersPaths.hold, body: hold, timeout }, heldSchema);
      // Neither a PIN, which takes its time whatever else is going on, nor a line that is cut is a measure.
      const isMeasure = reach.isUp() && hold.wants.every((want) => want.pin === undefined);
      const held = await (isMeasure ? precedence.first(ask) : ask());
      reach.learn(held);
      return held;
    },
    inquire: async (register, inquiry) => {
      if (inquiry.register !== register)
        return fail('device.unknown', { register: inquiry.register });
      const balance = await call(
        { method: 'POST', path: headquartersPaths.inquire, body: inquiry, timeout },
        balanceSchema,
      );
      reach.learn(balance);
      return balance;
    },
    changePin: async (register, change) => {
      if (change.register !== register)
        return fail('device.unknown', { register: change.register });
      const changed = await call(
        { method: 'POST', path: headquartersPaths.changePin, body: change, timeout },
        pinChangedSchema,
      );
      reach.learn(changed);
      return changed;
    },
  };
}
