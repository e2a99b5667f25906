/** A head office for the file's retailer: one store, one register, its catalogue, a cashier, gift cards, quick heartbeats. */
import { withCheckDigit } from '../../shared/barcode.ts';
import type { Result } from '../../shared/fault.ts';
import { jobIds } from '../../shared/feed.ts';
import { minor, type Minor } from '../../shared/money.ts';
import { defaultParameters } from '../../shared/parameters.ts';
import type { Product } from '../../shared/product.ts';
import { channelId } from '../../server/app/demonstration/stores.ts';
import { runJob } from '../../server/headquarters/distribution.ts';
import type { Headquarters } from '../../server/headquarters/headquarters.ts';
import { createInstrument } from '../../server/headquarters/instruments.ts';
import { saveProducts, saveStaff, saveStore } from '../../server/headquarters/masters.ts';
import { applyParameters } from '../../server/headquarters/parameters.ts';
import { hashPin } from '../../server/headquarters/pins.ts';
import { createActivationCode, saveRegister } from '../../server/headquarters/registers.ts';
import { untaxed } from './catalogue.ts';
import { fileCurrency } from './invoices.ts';

const register = 'R-01';
export const cashier = { id: 'S-1', pin: '112233' };
const by = 'replay';
const giftCardCount = 40;
const giftCardValue: Minor = minor(500_000);

export type Opened = {
  readonly activationCode: string;
  readonly giftCards: readonly string[];
  readonly giftCardTotal: Minor;
};

/** Fills an empty headquarters. Both switches are on Yes; the line is watched ten times a second, because a day passes in minutes. */
export async function openHeadOffice(
  headquarters: Headquarters,
  products: readonly Product[],
): Promise<Opened> {
  const name = { en: 'Gift ware', zh: '礼品店' };
  const rate = { code: untaxed, mode: 'inclusive' as const, rate: 0, name };
  must(
    await saveStore(headquarters, {
      store: 'S-01',
      name,
      address: name,
      currency: fileCurrency,
      rates: [rate],
      channel: channelId,
    }),
  );
  await saveRegister(headquarters, { id: register, name: register, store: 'S-01' });
  await saveProducts(headquarters, products);
  await saveStaff(headquarters, {
    id: cashier.id,
    name: { en: 'Clerk', zh: '店员' },
    role: 'manager',
    pinHash: await hashPin(cashier.pin),
  });
  for (const job of jobIds) if (job !== '1110') await runJob(headquarters, job, true, by);
  const always = { completeOffline: true, mostPerSale: null, mostHours: null, mostPending: null };
  const offlineProfile = {
    ...defaultParameters.offlineProfile,
    heartbeat: 100,
    reconnect: 100,
    timeout: 2000,
    goodHeartbeats: 1,
  };
  must(
    await applyParameters(
      headquarters,
      { base: 0, posting: { giftCard: always, creditMemo: always }, offlineProfile },
      by,
    ),
  );
  const giftCards = Array.from({ length: giftCardCount }, (_, index) =>
    withCheckDigit(`6399${String(index).padStart(11, '0')}`),
  );
  for (const number of giftCards) {
    must(
      await createInstrument(
        headquarters,
        { kind: 'giftCard', number, currency: fileCurrency, amount: giftCardValue },
        by,
      ),
    );
  }
  const { code } = must(await createActivationCode(headquarters, register, by));
  return { activationCode: code, giftCards, giftCardTotal: minor(giftCardValue * giftCardCount) };
}

function must<T>(result: Result<T>): T {
  if (!result.ok)
    throw new Error(
      `head office refused: ${result.fault.code} ${JSON.stringify(result.fault.data)}`,
    );
  return result.value;
}
