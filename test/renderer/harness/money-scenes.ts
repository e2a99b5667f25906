/** Views of money given and of cards in the sale, each kind as the day brings them. */
import { withCheckDigit } from '../../../shared/barcode.ts';
import type { HeldView, View } from '../../../shared/bridge/view.ts';
import type { Cart } from '../../../shared/cart.ts';
import { assert, fault } from '../../../shared/fault.ts';
import type { Language } from '../../../shared/identity.ts';
import { negate } from '../../../shared/money.ts';
import type { TenderDraft } from '../../../shared/move.ts';
import { at, cartView, moved, price, sampleCart, withGiftCard } from './sample-sale.ts';
import type { Scene } from './scene.ts';

export function moneyScenes(language: Language, sale: View, payment: View, receipt: View) {
  const now = '10:43';
  const give = (cart: Cart, ...tenders: readonly TenderDraft[]): Cart =>
    tenders.reduce((so, tender) => moved(so, { move: 'addTender', tender }), cart);
  const masked = 'VISA •••• 4242';
  const authorisation = { terminal: 'T-1', reference: '5d0c77e1', approval: '118204', masked };
  const cash: TenderDraft = { kind: 'cash', amount: price(language, 1000, 10_000) };
  const foreign = {
    currency: 'EUR',
    rate: language === 'zh-CN' ? 7_850_000 : 1_085_000,
    amount: price(language, 1000, 1000),
  } as const;
  const split = give(
    withGiftCard(sampleCart(language), language),
    cash,
    {
      kind: 'card',
      amount: price(language, 2000, 10_000),
      reference: '5d0c77e1',
      authorisation,
    },
    { kind: 'check', amount: price(language, 500, 5000), number: '004417' },
    { kind: 'currency', amount: price(language, 1085, 7850), foreign },
  );
  const limited = (held: HeldView): HeldView => ({
    ...held,
    limits: { mostPerSale: price(language, 10_000, 70_000), mostHours: 24, mostPending: 50 },
  });
  const several = cartView(split, 'locked', null);
  const splitView = { ...several, held: several.held.map(limited) };
  const bought = moved(sampleCart(language), {
    move: 'addInstrument',
    line: {
      purpose: 'issue',
      request: 'request-4',
      last4: '7730',
      amount: price(language, 5000, 30_000),
    },
  });
  const line = bought.lines.at(-1);
  assert(line?.kind === 'giftCard', 'the card is the last line');
  const issued: HeldView = {
    ...{ kind: 'giftCard', purpose: 'issue', last4: line.last4, tender: null, line: line.line },
    ...{ amount: line.amount, balance: price(language, 0, 0), lockedSince: at('10:42') },
    ...{ mayFinishOffline: false, waits: null, parameterVersion: 214 },
    limits: { mostPerSale: null, mostHours: null, mostPending: null },
  };
  const sold = { ...cartView(bought, 'locked', null), held: [issued] };
  const paid = cartView(
    give(sampleCart(language), {
      kind: 'card',
      amount: several.totals.total,
      reference: '5d0c77e1',
      authorisation,
    }),
    'locked',
    null,
  );
  const returned = [1, 2, 3, 4, 5, 6].reduce<Cart>(
    (cart, number) => moved(cart, { move: 'return', line: number }),
    sampleCart(language),
  );
  const back = cartView(returned, 'locked', null);
  const asked = { amount: price(language, 6610, 44_140), since: at('10:42:56') };
  const atTerminal: View = { ...payment, terminal: true };
  return {
    'tender-split': { now, view: { ...payment, cart: splitView } },
    'tender-paid': { now, view: { ...payment, cart: paid } },
    'tender-back': { now, view: { ...payment, cart: back } },
    'tender-card-sold': { now, view: { ...payment, cart: sold } },
    'sale-given': { now, view: { ...sale, cart: splitView } },
    'sale-card-sold': { now, view: { ...sale, cart: sold } },
    'card-asking': { now, view: { ...atTerminal, card: { ...asked, unsure: false } } },
    'card-unsure': { now, view: { ...atTerminal, card: { ...asked, unsure: true } } },
    'card-declined': {
      now,
      view: atTerminal,
      fault: fault('card.declined'),
      deeds: [{ press: 'F3' }],
    },
    'tender-refused': {
      now,
      view: payment,
      fault: fault('tender.over', { most: asked.amount }),
      deeds: [{ press: 'F12' }],
    },
    'balance-known': {
      now: '10:41',
      view: sale,
      panel: { panel: 'giftCard' },
      deeds: [
        { touch: '.choices button:nth-child(3)' },
        { touch: '.field input' },
        { enter: withCheckDigit('600000000000002') },
        { press: 'Enter' },
      ],
    },
    'receipt-back': {
      now: '11:05',
      view: {
        ...sale,
        screen: 'receipt',
        cart: null,
        receipt: {
          ...{ receipt: 'R02-000483', at: at('11:05'), completedOffline: false, memo: null },
          ...{
            total: back.totals.total,
            change: price(language, 0, 0),
            papers: receipt.receipt?.papers.slice(0, 1) ?? [],
          },
          tenders: [{ tender: 1, kind: 'cash', amount: negate(several.totals.total) }],
        },
      },
    },
  } as const satisfies Readonly<Record<string, Scene>>;
}
