/** A message on its way, over one of the two links. */
import type { Hash, RegisterId } from '../../shared/identity.ts';
import type { Held, Hold } from '../../shared/lock.ts';
import type { Have, Push } from '../../shared/wire/journal.ts';

/** `generation`: of the register's process that asked, 0 when nobody waits any more: an answer to a dead process reaches nobody. */
export type Load =
  | { readonly is: 'hold'; readonly to: 'channel' | 'headquarters'; readonly hold: Hold }
  | {
      readonly is: 'held';
      readonly to: 'channel' | 'register';
      readonly hold: Hold;
      readonly held: Held;
      readonly forged?: boolean;
    }
  | {
      readonly is: 'page';
      readonly to: 'channel';
      readonly push: Push;
      readonly generation: number;
    }
  | {
      readonly is: 'have';
      readonly to: 'register';
      readonly have: Have;
      readonly generation: number;
    }
  | {
      readonly is: 'post';
      readonly to: 'headquarters';
      readonly push: Push;
      readonly generation: number;
    }
  | {
      readonly is: 'posted';
      readonly to: 'channel';
      readonly have: Have;
      readonly sent: readonly Hash[];
      readonly generation: number;
    };

/** `slow`: the link on which it takes longer than the time-out of whoever waits for it. */
export type Parcel = Load & {
  readonly register: RegisterId;
  readonly number: number;
  readonly slow: string | null;
};

/** Which directions of a link lose everything, `up` towards headquarters; `slow`: it takes longer than the time-out; `flaps`: it loses every other message. */
export type Cut = {
  readonly up: boolean;
  readonly down: boolean;
  readonly slow: boolean;
  readonly flaps: boolean;
};
