/** What every chapter plays with: two registers, their cashiers, head office, and money as it is told. */
import { instruments } from '../../server/app/demonstration/cards.ts';
import { products } from '../../server/app/demonstration/catalogue.ts';
import { applyParameters, parameterState } from '../../server/headquarters/parameters.ts';
import type { View } from '../../shared/bridge/view.ts';
import type { InstrumentKind } from '../../shared/instrument.ts';
import { decimalText, type Minor } from '../../shared/money.ts';
import type { Cashier } from '../stage/cashier.ts';
import type { Shop, Till } from '../stage/shop.ts';
import { mustBe, type Narrator } from './narrator.ts';

export type Scene = {
  readonly shop: Shop;
  readonly first: Till;
  readonly second: Till;
  readonly tell: Narrator;
};

export const cards = instruments;
export const dollars = (amount: Minor): string => `${decimalText(amount, 'USD')} USD`;

/** Scans the goods of the demonstration's first tiles, by their place. */
export async function scanGoods(cashier: Cashier, ...places: readonly number[]): Promise<void> {
  for (const place of places) {
    const code = products[place]?.barcodes[0];
    if (code === undefined) throw new Error(`the demonstration has no product ${place}`);
    await cashier.scan(code);
  }
}

/** Asks for a card that is locked elsewhere, reads who holds it, and puts the answer away. */
export async function readHolder(
  cashier: Cashier,
  kind: InstrumentKind,
  number: string,
  holder: string,
): Promise<void> {
  await cashier.add(kind, { number });
  const seen = await cashier.until('the refusal', (view) => view.refusal !== null);
  mustBe(seen.refusal?.fault.code === 'instrument.locked', 'the card is locked elsewhere');
  await cashier.page.getByText(holder, { exact: false }).first().waitFor();
}

export async function putAwayRefusal(cashier: Cashier): Promise<void> {
  await cashier.press('F12');
  await cashier.until('the refusal to be put away', (view) => view.refusal === null);
}

/** Cuts the line and waits until the register warns its cashier. */
export async function cutLine(till: Till): Promise<View> {
  await till.cable.cut();
  const seen = await till
    .cashier()
    .until('the warning', (view) => view.warning !== null && view.link.state === 'offline');
  await till.window().page.waitForTimeout(warningRestsMs);
  return seen;
}

/** For its first half second the warning takes no key. */
const warningRestsMs = 600;

/** Plugs the line in again and waits until everything is sent and answered. */
export async function mendLine(till: Till): Promise<void> {
  await till.cable.mend();
  await till
    .cashier()
    .until(
      'everything to be sent',
      (view) => view.link.state === 'online' && view.pending.count === 0,
    );
}

/** Sets both switches at head office by *Save and apply* and waits until the registers run the new version. */
export async function applySwitches(
  scene: Scene,
  giftCard: boolean,
  creditMemo: boolean,
): Promise<number> {
  const headquarters = scene.shop.servers.headquarters.act();
  const { saved } = await parameterState(headquarters.db.query);
  const { posting, offlineProfile, version } = saved;
  const applied = await applyParameters(
    headquarters,
    {
      base: version,
      offlineProfile,
      posting: {
        giftCard: { ...posting.giftCard, completeOffline: giftCard },
        creditMemo: { ...posting.creditMemo, completeOffline: creditMemo },
      },
    },
    'ruth',
  );
  if (!applied.ok) throw new Error(`head office refused: ${applied.fault.code}`);
  const wanted = version + 1;
  for (const till of [scene.first, scene.second]) {
    await till.cashier().until('the new parameters', (view) => view.parameterVersion >= wanted);
  }
  return wanted;
}

/** Asks for the instrument until headquarters has settled the other register's sale. */
export async function addWhenFree(
  cashier: Cashier,
  kind: InstrumentKind,
  number: string,
): Promise<View> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    await cashier.add(kind, { number });
    const seen = await cashier.until(
      'an answer',
      (view) => view.refusal !== null || (view.cart?.held.length ?? 0) > 0,
    );
    if (seen.refusal === null) return seen;
    mustBe(
      seen.refusal.fault.code === 'instrument.locked',
      'the card is only waiting for its sale',
    );
    await putAwayRefusal(cashier);
  }
  throw new Error('not as told: the card is unlocked');
}

const mostTries = 20;
