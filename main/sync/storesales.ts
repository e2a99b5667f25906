/** What the channel is asked about the store's other registers while somebody waits: their sales, and what came back of one. */
import { fail, type Result } from '../../shared/fault.ts';
import { reachesChannel } from '../../shared/link.ts';
import type { StoreJournal, StoreJournalQuery, StoreSale } from '../../shared/wire/storesales.ts';
import type { Channel } from './channel.ts';
import type { LinkPlace } from './watch.ts';

export type StoreAsk = {
  /** Fault: channel.unreachable at once while the line is known to be lost, else those of the channel. */
  readonly journal: (query: StoreJournalQuery) => Promise<Result<StoreJournal>>;
  readonly sale: (receipt: string) => Promise<Result<StoreSale>>;
};

export function makeStoreAsk(ports: {
  readonly channel: Pick<Channel, 'storeJournal' | 'storeSale'>;
  readonly place: Pick<LinkPlace, 'link'>;
  readonly signal: () => AbortSignal;
}): StoreAsk {
  const { channel, place, signal } = ports;
  const isUp = (): boolean => reachesChannel(place.link());
  return {
    journal: async (query) =>
      isUp() ? channel.storeJournal(query, signal()) : fail('channel.unreachable'),
    sale: async (receipt) =>
      isUp() ? channel.storeSale(receipt, signal()) : fail('channel.unreachable'),
  };
}
