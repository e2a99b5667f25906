/** What the channel is asked about the store's other registers while somebody waits: their sales, what came back of one, and what is suspended there. */
import { fail, type Result } from '../../shared/fault.ts';
import { reachesChannel } from '../../shared/link.ts';
import type { StoreJournal, StoreJournalQuery, StoreSale } from '../../shared/wire/storesales.ts';
import type { Channel } from './channel.ts';
import type { Handovers } from './suspended.ts';
import type { LinkPlace } from './watch.ts';

export type StoreAsk = Pick<Handovers, 'suspended' | 'fetch'> & {
  /** Fault: channel.unreachable at once while the line is known to be lost, else those of the channel. */
  readonly journal: (query: StoreJournalQuery) => Promise<Result<StoreJournal>>;
  readonly sale: (receipt: string) => Promise<Result<StoreSale>>;
};

export function makeStoreAsk(ports: {
  readonly channel: Pick<Channel, 'storeJournal' | 'storeSale'>;
  readonly place: Pick<LinkPlace, 'link'>;
  readonly handovers: Pick<Handovers, 'suspended' | 'fetch'>;
  readonly signal: () => AbortSignal;
}): StoreAsk {
  const { channel, place, handovers, signal } = ports;
  const isUp = (): boolean => reachesChannel(place.link());
  return {
    journal: async (query) =>
      isUp() ? channel.storeJournal(query, signal()) : fail('channel.unreachable'),
    sale: async (receipt) =>
      isUp() ? channel.storeSale(receipt, signal()) : fail('channel.unreachable'),
    suspended: async () => (isUp() ? handovers.suspended() : fail('channel.unreachable')),
    fetch: async (sale) => (isUp() ? handovers.fetch(sale) : fail('channel.unreachable')),
  };
}
