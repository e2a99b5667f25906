/** A shop with as many registers and gift cards as a proof needs: real services on SQLite files, the line watched ten times a second. */
import { channelId } from '../../server/app/demonstration/stores.ts';
import { startLocalServers, type LocalServers } from '../../server/app/local.ts';
import { runJob } from '../../server/headquarters/distribution.ts';
import type { Headquarters } from '../../server/headquarters/headquarters.ts';
import { createInstrument } from '../../server/headquarters/instruments.ts';
import { saveProducts, saveStaff, saveStore } from '../../server/headquarters/masters.ts';
import { applyParameters } from '../../server/headquarters/parameters.ts';
import { createActivationCode, saveRegister } from '../../server/headquarters/registers.ts';
import type { Result } from '../../shared/fault.ts';
import { jobIds } from '../../shared/feed.ts';
import { minor } from '../../shared/money.ts';
import type { OfflineProfile } from '../../shared/parameters.ts';
import { instrumentNumber } from '../make/number.ts';
import { configuration, makeParameters } from '../make/place.ts';
import { hundred, keyRing, soap, tea } from '../make/product.ts';
import { mei } from '../make/staff.ts';

export const goods = [soap, tea, keyRing, hundred];
export const cardValue = minor(100_000_000);

export type Shop = {
  readonly servers: LocalServers;
  /** By register. */
  readonly codes: ReadonlyMap<string, string>;
  /** Numbers of gift cards, each worth `cardValue`. */
  readonly cards: readonly string[];
};

export const registerNames = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `R-${String(index + 1).padStart(2, '0')}`);

const profile: OfflineProfile = {
  timeout: 1500,
  retries: 1,
  heartbeat: 100,
  reconnect: 100,
  slow: 1000,
  goodHeartbeats: 1,
};

/** Opens it in the folder. Its cashier is `mei` of the tests; sales with a locked card may be finished offline. */
export async function openShop(
  folder: string,
  size: { readonly registers: number; readonly cards: number },
): Promise<Shop> {
  const servers = await startLocalServers({ folder, seed: false, settings: { poll: 100 } });
  const headquarters = servers.headquarters.act();
  const codes = await fill(headquarters, registerNames(size.registers));
  const cards = Array.from({ length: size.cards }, (_, index) => instrumentNumber(index + 1));
  for (const number of cards) {
    const card = { kind: 'giftCard', number, currency: 'USD', amount: cardValue } as const;
    must(await createInstrument(headquarters, card, 'proof'));
  }
  return { servers, codes, cards };
}

async function fill(headquarters: Headquarters, names: readonly string[]) {
  const { registers: _, ...store } = configuration;
  must(await saveStore(headquarters, { ...store, channel: channelId }));
  for (const id of names) await saveRegister(headquarters, { id, name: id, store: store.store });
  await saveProducts(headquarters, goods);
  await saveStaff(headquarters, mei);
  for (const job of jobIds) if (job !== '1110') await runJob(headquarters, job, true, 'proof');
  const { posting } = makeParameters(1, { completeOffline: true });
  const body = { base: 0, posting, offlineProfile: profile };
  must(await applyParameters(headquarters, body, 'proof'));
  const codes = new Map<string, string>();
  for (const id of names)
    codes.set(id, must(await createActivationCode(headquarters, id, 'proof')).code);
  return codes;
}

export function must<T>(result: Result<T>): T {
  if (!result.ok)
    throw new Error(`refused: ${result.fault.code} ${JSON.stringify(result.fault.data)}`);
  return result.value;
}
