/** The demonstration store for one test: registers with windows, quick to notice a lost line. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from '@playwright/test';
import { staff } from '../../server/app/demonstration/people.ts';
import { channelId, stores } from '../../server/app/demonstration/stores.ts';
import { runJob } from '../../server/headquarters/distribution.ts';
import { saveStore } from '../../server/headquarters/masters.ts';
import { applyParameters, parameterState } from '../../server/headquarters/parameters.ts';
import type { CompletionRule, Parameters } from '../../shared/parameters.ts';
import { defaultTenderPolicy, type TenderPolicy } from '../../shared/tenderrule.ts';
import type { Cashier } from '../../tools/stage/cashier.ts';
import { openShop, type Shop, type Till } from '../../tools/stage/shop.ts';

const quick = { heartbeat: 300, reconnect: 300, goodHeartbeats: 1 };

export const test = base.extend<{ quickly: boolean; shop: Shop }>({
  /** Whether registers look at their line three times a second, as these tests want, or by the published defaults. */
  quickly: [true, { option: true }],
  shop: async ({ quickly }, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'holdfast-window-'));
    const shop = await openShop(folder);
    if (quickly) await setRules(shop, {});
    await use(shop);
    await shop.close();
    rmSync(folder, { recursive: true, force: true });
  },
});

/** Saves and applies the switches as head office does; what is not named stays. Answers the new version. */
export async function setRules(
  shop: Shop,
  rules: {
    readonly giftCard?: Partial<CompletionRule>;
    readonly creditMemo?: Partial<CompletionRule>;
  },
): Promise<number> {
  const headquarters = shop.servers.headquarters.act();
  const { saved } = await parameterState(headquarters.db.query);
  const posting: Parameters['posting'] = {
    giftCard: { ...saved.posting.giftCard, ...rules.giftCard },
    creditMemo: { ...saved.posting.creditMemo, ...rules.creditMemo },
  };
  const offlineProfile = { ...saved.offlineProfile, ...quick };
  const applied = await applyParameters(
    headquarters,
    { base: saved.version, posting, offlineProfile },
    'ruth',
  );
  if (!applied.ok) throw new Error(applied.fault.code);
  return applied.value.version;
}

/** Saves and hands out what the first store allows of each way to pay; what is not named stays. */
export async function setTenders(
  shop: Shop,
  change: (policy: TenderPolicy) => Partial<TenderPolicy>,
): Promise<void> {
  const [store] = stores;
  if (store === undefined) throw new Error('the demonstration has no store');
  const headquarters = shop.servers.headquarters.act();
  const { registers: _, ...configuration } = store;
  const policy = store.tenders ?? defaultTenderPolicy;
  const tenders = { ...policy, ...change(policy) };
  const saved = await saveStore(headquarters, { ...configuration, tenders, channel: channelId });
  if (!saved.ok) throw new Error(saved.fault.code);
  await runJob(headquarters, '1070', true, 'ruth');
}

/** Opens a register and signs its cashier in, once it runs the newest parameters. */
export async function openSignedIn(
  shop: Shop,
  register: string,
  who: keyof typeof staff = 'meiLin',
): Promise<Till> {
  const till = await shop.openTill(register);
  await signIn(shop, till.cashier(), who);
  return till;
}

export async function signIn(
  shop: Shop,
  cashier: Cashier,
  who: keyof typeof staff = 'meiLin',
): Promise<void> {
  const { saved } = await parameterState(shop.servers.headquarters.act().db.query);
  await cashier.until(
    'the newest parameters',
    (view) => view.parameterVersion >= saved.version && view.people.length > 0,
  );
  await cashier.signIn(staff[who].name.en, staff[who].pin);
}

/** Cuts the line and waits until the register has noticed. */
export async function cut(till: Till): Promise<void> {
  await till.cable.cut();
  await till.cashier().until('the warning', (view) => view.warning !== null);
}
const warningRestsMs = 600;

/** Puts the warning away by F12, the harmless key, once it takes keys. */
export async function putAwayWarning(till: Till): Promise<void> {
  await till.window().page.waitForTimeout(warningRestsMs);
  await till.cashier().press('F12');
  await till.cashier().until('the warning to be put away', (view) => view.warning === null);
}

export async function mend(till: Till): Promise<void> {
  await till.cable.mend();
  await till
    .cashier()
    .until(
      'everything to be sent',
      (view) => view.link.state === 'online' && view.pending.count === 0,
    );
}
