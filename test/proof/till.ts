/** A register's whole body without its window, and a cashier at it who sells by chance: with gift cards where there is a line, else without. */
import { startBody, type Body } from '../../main/app/body.ts';
import { systemChance, systemClock } from '../../main/app/clock.ts';
import type { Clock } from '../../shared/identity.ts';
import { minor } from '../../shared/money.ts';
import type { SeededChance } from '../../tools/replay/chance.ts';
import { employClerk, type Clerk } from '../../tools/replay/clerk.ts';
import { mei, pin } from '../make/staff.ts';
import { goods } from './shop.ts';

export type TillOptions = {
  readonly folder: string;
  readonly channel: string;
  readonly code: string;
  readonly clock?: Clock;
  /** Hears of each paper and of the drawer, which come after a commit. */
  readonly printed?: () => void;
};
export type Till = { readonly body: Body; readonly clerk: Clerk };

export function startTill(options: TillOptions): Till {
  const printed = options.printed ?? (() => undefined);
  const body = startBody({
    folder: options.folder,
    version: 'proof',
    device: 'proof',
    provisioning: { channel: options.channel, activationCode: options.code },
    clock: options.clock ?? systemClock,
    chance: systemChance,
    seal: (text) => Buffer.from(text).toString('base64'),
    unseal: (sealed) => Buffer.from(sealed, 'base64').toString(),
    papers: printed,
    drawer: printed,
  });
  return { body, clerk: employClerk(body) };
}

/** Waits for people and goods, and signs in; `online`: waits for the line as well, as a first start must. */
export async function signIn({ clerk }: Till, online: boolean): Promise<void> {
  await clerk.until(
    'people, goods and parameters',
    (view) =>
      view.people.length > 0 &&
      view.catalogueAt !== null &&
      view.parameterVersion > 0 &&
      (!online || view.link.state === 'online'),
  );
  await clerk.must({ command: 'signIn', staff: mei.id, pin });
}

/** Waits a while for the line; a cashier sells without it when it does not come. */
export async function waitForLine(clerk: Clerk, mostMs = 5000): Promise<void> {
  for (let left = mostMs; left > 0 && clerk.view().link.state !== 'online'; left -= 50)
    await new Promise((resolve) => setTimeout(resolve, 50));
}

export type Selling = {
  readonly clerk: Clerk;
  readonly chance: SeededChance;
  readonly cards: readonly string[];
  /** Hears that a card was asked for and that an answer is there. */
  readonly at?: (moment: 'asked' | 'answered') => void;
};

/** Makes one sale, or goes on with the one that is open; one in ten is voided. Answers its receipt number, null for a voided one. */
export async function sellOnce(selling: Selling): Promise<string | null> {
  const { clerk, chance } = selling;
  if (clerk.view().screen === 'receipt') await clerk.must({ command: 'newSale' });
  const lines = 1 + chance.below(3);
  for (let line = 0; line < lines; line += 1) {
    const product = goods[chance.below(goods.length)]?.id ?? '';
    const added = await clerk.may({ command: 'addProduct', product });
    // A tender is in the cart that was left open: first it is let go or the sale is finished.
    if (!added.ok) break;
  }
  await clerk.must({ command: 'openPayment' });
  if (chance.happens(0.7)) await payByCard(selling);
  if (chance.happens(0.1)) {
    await clerk.must({ command: 'voidSale' });
    return null;
  }
  const { due } = clerk.cart().totals;
  await clerk.must(due > 0 ? { command: 'payCash', amount: due } : { command: 'complete' });
  return clerk.view().receipt?.receipt ?? null;
}

async function payByCard({ clerk, chance, cards, at }: Selling): Promise<void> {
  const { due } = clerk.cart().totals;
  if (clerk.view().link.state !== 'online' || due <= 1) return;
  const number = cards[chance.below(cards.length)] ?? '';
  const amount = chance.happens(0.5) ? minor(Math.ceil(due / 2)) : null;
  const asked = await clerk.may({ command: 'payInstrument', kind: 'giftCard', number, amount });
  if (!asked.ok) return;
  at?.('asked');
  const seen = await clerk.until('an answer for the card', (view) => view.ask === null);
  if (seen.refusal) await clerk.must({ command: 'dismissRefusal' });
  else at?.('answered');
}

const drainMs = 180_000;

/** Gives up what is open and waits, on a busy machine for minutes, until everything was sent and answered, so that nothing of it is owed or locked any more. */
export async function closeDay({ body, clerk }: Till): Promise<void> {
  if (clerk.view().cart) await clerk.must({ command: 'voidSale' });
  const isSent = (): boolean =>
    clerk.view().link.state === 'online' && clerk.view().pending.count === 0;
  for (let left = drainMs; left > 0 && !isSent(); left -= 100)
    await new Promise((resolve) => setTimeout(resolve, 100));
  await clerk.until(
    'everything to be sent',
    (view) => view.link.state === 'online' && view.pending.count === 0,
  );
  await body.command({ command: 'syncNow' });
}
