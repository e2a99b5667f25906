/** What head office allows of gift cards, at a real register: each refusal is told there, and nothing of the sale is stuck by it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { instruments, unissuedCard } from '../../server/app/demonstration/cards.ts';
import { products } from '../../server/app/demonstration/catalogue.ts';
import { staff } from '../../server/app/demonstration/people.ts';
import { applyParameters, parameterState } from '../../server/headquarters/parameters.ts';
import { withCheckDigit } from '../../shared/barcode.ts';
import { minor } from '../../shared/money.ts';
import { openPolicy, type GiftCardPolicy } from '../../shared/policy.ts';
import { openShift } from '../../tools/replay/clerk.ts';
import type { Command } from '../../shared/bridge/command.ts';
import { openFloor, type Counter, type Floor } from './counter.ts';

let floor: Floor;
let till: Counter;
beforeAll(async () => {
  floor = await openFloor();
  till = await floor.open('R-01');
  await till.clerk.must({ command: 'signIn', staff: staff.meiLin.id, pin: staff.meiLin.pin });
  await openShift(till.clerk);
}, 60_000);
afterAll(() => floor.close());

/** Saves and applies it, and waits until the register has it. */
async function rule(giftCard: Partial<GiftCardPolicy>): Promise<void> {
  const headquarters = floor.servers.headquarters.act();
  const { saved } = await parameterState(headquarters.db.query);
  const { posting, offlineProfile, version: base } = saved;
  const policy = { ...openPolicy, giftCard: { ...openPolicy.giftCard, ...giftCard } };
  const applied = await applyParameters(
    headquarters,
    { base, posting, offlineProfile, policy },
    'ruth',
  );
  if (!applied.ok) throw new Error(applied.fault.code);
  const { version } = applied.value;
  await till.clerk.until('the parameters', (view) => view.parameterVersion >= version);
}

type Told = readonly [string, unknown];
/** What the cashier is told: at once by the register, or by headquarters' answer, which is read and dismissed. */
async function told(command: Command): Promise<Told> {
  const { clerk } = till;
  const asked = await clerk.may(command);
  if (!asked.ok) return [asked.fault.code, asked.fault.data];
  const { refusal } = await clerk.until('an answer', (view) => view.ask === null);
  if (refusal === null) return ['granted', {}];
  await clerk.must({ command: 'dismissRefusal' });
  return [refusal.fault.code, refusal.fault.data];
}

const { card, cardWithPin, expiredCard } = instruments;
const sell = (number: string, amount: number, pin?: string): Command => ({
  ...{ command: 'giftCard', purpose: 'issue', number, amount: minor(amount) },
  ...(pin === undefined ? {} : { pin }),
});
const fill = (number: string, amount: number): Command => ({
  ...{ command: 'giftCard', purpose: 'addValue', number, amount: minor(amount) },
});
const pay = (number: string, pin?: string): Command => ({
  ...{ command: 'payInstrument', kind: 'giftCard', number, amount: null },
  ...(pin === undefined ? {} : { pin }),
});

it('refuses to issue and fill what head office does not allow, and issues a card with its PIN', async () => {
  const { clerk } = till;
  const theirs = withCheckDigit('630090000000002');
  const ours = { from: unissuedCard, until: unissuedCard };
  const limits = { leastAmount: minor(1000), mostBalance: minor(10_000) };
  await rule({ ...limits, ranges: [ours], pinNeeded: true });
  expect(await told(sell(theirs, 2000, '4711'))).toEqual(['instrument.range', {}]);
  expect(await told(sell(unissuedCard, 2000))).toEqual(['instrument.pinNeeded', {}]);
  expect((await told(sell(unissuedCard, 2000, '11')))[0]).toBe('pin.weak');
  expect(await told(sell(unissuedCard, 999, '4711'))).toEqual([
    ...['instrument.leastAmount', { least: 1000 }],
  ]);
  expect(await told(sell(unissuedCard, 10_001, '4711'))).toEqual([
    ...['instrument.tooMuch', { most: 10_000 }],
  ]);
  expect(await told(fill(card.number, 999))).toEqual(['instrument.leastAmount', { least: 1000 }]);
  // What is on the card only headquarters knows.
  expect(await told(fill(card.number, 2000))).toEqual(['instrument.tooMuch', { most: 10_000 }]);
  await rule({ oneTime: true });
  expect(await told(fill(card.number, 1000))).toEqual(['instrument.oneTime', {}]);
  expect(clerk.view().cart?.lines ?? []).toEqual([]);

  expect((await told(sell(unissuedCard, 2000, '4711')))[0]).toBe('granted');
  await clerk.must({ command: 'openPayment' });
  await clerk.must({ command: 'payCash', amount: minor(2000) });
  await clerk.until('the sale to be posted', (view) => view.pending.count === 0);
  await clerk.must({ command: 'newSale' });
  // Its PIN is asked for from the first payment on.
  await clerk.must({ command: 'scan', code: products[0]?.barcodes[0] ?? '' });
  await clerk.must({ command: 'openPayment' });
  expect(await told(pay(unissuedCard))).toEqual(['instrument.pinNeeded', {}]);
  expect((await told(pay(unissuedCard, '0000')))[0]).toBe('instrument.wrongPin');
  expect((await told(pay(unissuedCard, '4711')))[0]).toBe('granted');
  expect(clerk.cart().held).toMatchObject([{ balance: 2000 }]);
  await clerk.must({ command: 'voidSale' });
});

it('refuses a card whose validity is over, one without its PIN, and to pay out more than the threshold', async () => {
  const { clerk } = till;
  await rule({});
  await clerk.must({ command: 'scan', code: products[0]?.barcodes[0] ?? '' });
  await clerk.must({ command: 'openPayment' });
  expect(await told(pay(expiredCard.number))).toEqual([
    ...['instrument.expired', { expires: expiredCard.expires }],
  ]);
  expect(await told(pay(cardWithPin.number))).toEqual(['instrument.pinNeeded', {}]);
  await clerk.must({ command: 'voidSale' });
  // The store's own threshold counts before that of the parameters.
  const out = (number: string): Command => ({ command: 'cashOut', number });
  expect(await told(out(card.number))).toEqual(['instrument.cashOutMost', { most: 1000 }]);
  expect(clerk.view().cart?.held ?? []).toEqual([]);
});
