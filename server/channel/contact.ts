/** What registers said of themselves last; passed up with the channel's heartbeat. Kept in memory: registers say it again in seconds. */
import type { Instant, RegisterId } from '../../shared/identity.ts';
import type { ChannelStatus } from '../../shared/wire/channel.ts';
import type { RegisterStatus } from '../../shared/wire/register.ts';

type Contact = ChannelStatus['registers'][number];
export type Contacts = {
  readonly note: (register: RegisterId, status: RegisterStatus, at: Instant) => void;
  /** Registers heard since the start. */
  readonly count: () => number;
  /** Those that headquarters has not heard yet, at most 5000. `told` is called when it has. */
  readonly untold: () => { readonly contacts: readonly Contact[]; readonly told: () => void };
};

const most = 5000;

export function makeContacts(): Contacts {
  const latest = new Map<RegisterId, Contact>();
  const told = new Map<RegisterId, Contact>();
  return {
    note: (register, status, at) => {
      latest.set(register, { register, lastContact: at, status });
    },
    count: () => latest.size,
    untold: () => {
      const contacts = [...latest.values()]
        .filter((contact) => told.get(contact.register) !== contact)
        .slice(0, most);
      return {
        contacts,
        told: () => {
          for (const contact of contacts) told.set(contact.register, contact);
        },
      };
    },
  };
}
