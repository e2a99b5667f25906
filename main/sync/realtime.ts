/** What is asked of headquarters while somebody waits at the register, beside the locks: balances, and the change of a PIN. */
import { fail, type Result } from '../../shared/fault.ts';
import { reachesRealtime } from '../../shared/link.ts';
import type { Balance, Inquiry } from '../../shared/wire/grant.ts';
import type { PinChange, PinChanged } from '../../shared/wire/person.ts';
import { readIdentity } from '../database/identity.ts';
import type { Database } from '../database/open.ts';
import type { Channel } from './channel.ts';
import type { LinkPlace } from './watch.ts';

export type Realtime = {
  /** Asks a balance; nothing is locked. Faults: instrument.offline, headquarters' own. */
  readonly inquire: (question: Omit<Inquiry, 'register'>) => Promise<Result<Balance>>;
  /** Changes a person's PIN for all registers. Faults: operation.offline, headquarters' own. */
  readonly changePin: (change: Omit<PinChange, 'register'>) => Promise<Result<PinChanged>>;
};

export function makeRealtime(ports: {
  readonly db: Database;
  readonly channel: Pick<Channel, 'inquire' | 'changePin'>;
  readonly place: Pick<LinkPlace, 'link'>;
  readonly signal: () => AbortSignal;
}): Realtime {
  const asking = (): string | undefined =>
    reachesRealtime(ports.place.link()) ? readIdentity(ports.db)?.register : undefined;
  const { channel, place, signal } = ports;
  return {
    inquire: async (question) => {
      const register = asking();
      return register === undefined
        ? fail('instrument.offline', { since: place.link().since })
        : channel.inquire({ ...question, register }, signal());
    },
    changePin: async (change) => {
      const register = asking();
      return register === undefined
        ? fail('operation.offline', { since: place.link().since })
        : channel.changePin({ ...change, register }, signal());
    },
  };
}
