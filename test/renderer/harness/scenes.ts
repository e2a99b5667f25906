/** Views of the register to look at: the design's screens first, then what it leaves open. */
import type { View } from '../../../shared/bridge/view.ts';
import { assert, fault } from '../../../shared/fault.ts';
import type { Language } from '../../../shared/identity.ts';
import { unlimited } from '../../../shared/limits.ts';
import { minor } from '../../../shared/money.ts';
import { next } from '../../../shared/move.ts';
import { barredFor } from '../../../shared/operations/standing.ts';
import { defaultScanner } from '../../../shared/scanner.ts';
import type { DrillStep, TrainingView } from '../../../shared/training.ts';
import { deedScenes } from './deed-scenes.ts';
import { firstScenes } from './first-scenes.ts';
import { goodsScenes } from './goods-scenes.ts';
import { people } from './goods.ts';
import { linkScenes } from './link-scenes.ts';
import { moneyScenes } from './money-scenes.ts';
import { sampleReceipt } from './sample-receipt.ts';
import { shiftScenes } from './shift-scenes.ts';
import { at, cartView, price, sampleCart, withGiftCard, type Standing } from './sample-sale.ts';
import type { Scene } from './scene.ts';
import { tenderScenes } from './tender-scenes.ts';

const online: View['link'] = {
  state: 'online',
  since: at('08:00'),
  byHand: null,
  nextTry: null,
  reconnectEvery: 5000,
  clockOff: null,
};
const offline: View['link'] = {
  state: 'offline',
  since: at('10:47:12'),
  byHand: null,
  nextTry: at('10:49:03'),
  reconnectEvery: 5000,
  clockOff: null,
};

function base(language: Language): View {
  return {
    revision: 1,
    version: '1.0',
    store: { en: 'Harbour Street', zh: '海港街店' },
    registerName: 'R-02',
    currency: language === 'zh-CN' ? 'CNY' : 'USD',
    language,
    theme: 'light',
    screen: 'sale',
    trouble: null,
    link: online,
    pending: { count: 0, value: minor(0) },
    parameterVersion: 214,
    catalogueAt: at('10:30'),
    knownAt: at('10:30'),
    scanner: defaultScanner,
    reasons: [],
    staff: people[0] ?? null,
    people: [],
    tour: false,
    training: null,
    lockedBy: null,
    idleMinutes: null,
    barred: {},
    cart: cartView(sampleCart(language), 'locked', null),
    suspended: 1,
    shift: { required: false, open: null, waiting: 0 },
    ask: null,
    card: null,
    unsettledCards: 0,
    terminal: false,
    refusal: null,
    warning: null,
    notice: null,
    receipt: null,
    update: null,
  };
}

const practising = (drill: DrillStep): TrainingView => ({
  drill,
  isCut: drill === 'wait',
  cards: [
    { kind: 'giftCard', number: '0000000000000017', balance: minor(5000) },
    { kind: 'creditMemo', number: '0000000000000024', balance: minor(8000) },
  ],
});

export function scenes(language: Language) {
  const sale = base(language);
  const card = (standing: Standing, scannedAt: string | null = null) =>
    cartView(withGiftCard(sampleCart(language), language), standing, scannedAt);
  const pending = { count: 3, value: price(language, 18_435, 128_650) };
  const payment: View = { ...sale, screen: 'payment', cart: card('locked') };
  const barred = barredFor({ role: 'cashier', limits: unlimited }, offline);
  const down: View = { ...sale, link: offline, pending, cart: card('may'), barred };
  const warning = { since: at('10:47:12'), state: 'offline' } as const;
  const refused = { kind: 'giftCard', purpose: 'pay', last4: '2290', at: at('10:43') } as const;
  const lines = sampleCart(language);
  const exchanged = next(lines, { move: 'return', line: 4 });
  assert(exchanged.ok, 'a line can come back');
  const receipt: View = {
    ...down,
    screen: 'receipt',
    cart: null,
    receipt: sampleReceipt(language),
    pending: { count: 4, value: price(language, 23_057, 158_550) },
  };
  return {
    'sign-in': {
      now: '10:31',
      view: { ...sale, screen: 'signIn', staff: null, people, cart: null },
    },
    sale: { now: '10:41', view: sale },
    tender: { now: '10:43', view: payment },
    'disconnect-may-finish': {
      now: '10:47:20',
      view: { ...down, cart: card('may', at('10:47:19')), warning },
    },
    'disconnect-must-remove': {
      now: '10:47:20',
      view: { ...down, cart: card('not', at('10:47:19')), warning },
    },
    'sale-offline': { now: '10:49', view: down },
    'tender-offline': { now: '10:49', view: { ...down, screen: 'payment' } },
    'tender-offline-wait': {
      now: '10:49',
      view: { ...down, screen: 'payment', cart: card('not') },
    },
    'card-refused': {
      now: '10:43',
      view: {
        ...payment,
        refusal: {
          ...refused,
          fault: fault('instrument.locked', {
            store: language === 'zh-CN' ? '磨坊巷店' : 'Mill Lane',
            register: 'R-05',
            since: at('10:31'),
          }),
        },
      },
    },
    'connection-status': { now: '10:47:47', view: down, panel: { panel: 'connection' } },
    receipt: { now: '11:05', view: receipt },
    'warning-sign-in': {
      now: '10:47:20',
      view: { ...sale, screen: 'signIn', staff: null, people, cart: null, link: offline, warning },
    },
    'warning-plain': {
      now: '10:47:20',
      view: { ...sale, link: offline, warning, barred },
    },
    'by-hand': {
      now: '10:49',
      view: {
        ...down,
        screen: 'payment',
        cart: card('not'),
        link: { ...offline, state: 'byHand', byHand: { en: 'Mei Lin', zh: '林梅' }, nextTry: null },
      },
    },
    'clock-off': { now: '10:43', view: { ...sale, link: { ...online, clockOff: 245_000 } } },
    'channel-mistrusted': {
      now: '10:49',
      view: { ...down, trouble: fault('channel.pin') },
      panel: { panel: 'connection' },
    },
    'update-waits': {
      now: '10:49',
      view: {
        ...down,
        update: { version: '1.1.0', waits: 'window', from: '02:00', to: '05:00' },
      },
      panel: { panel: 'connection' },
    },
    'clock-off-offline': {
      now: '10:49',
      view: { ...down, link: { ...offline, clockOff: -86_400_000 } },
      panel: { panel: 'connection' },
    },
    'cards-wait': {
      now: '10:49',
      view: { ...down, link: { ...offline, state: 'realtimeDown' }, pending: sale.pending },
    },
    'wrong-pin': {
      now: '10:43',
      view: { ...payment, refusal: { ...refused, fault: fault('instrument.wrongPin') } },
    },
    asking: {
      now: '10:43:05',
      view: {
        ...payment,
        ask: { kind: 'giftCard', purpose: 'pay', last4: '2290', since: at('10:43:03') },
      },
    },
    notice: {
      now: '10:43',
      view: { ...sale, notice: fault('lock.broken', { kind: 'giftCard', last4: '4417' }) },
    },
    exchange: { now: '10:43', view: { ...sale, cart: cartView(exchanged.value, 'locked', null) } },
    empty: { now: '10:41', view: { ...sale, cart: null } },
    'gift-card': { now: '10:41', view: sale, panel: { panel: 'giftCard' } },
    instrument: {
      now: '10:43',
      view: payment,
      panel: { panel: 'instrument', kind: 'giftCard', amount: null, draft: null },
    },
    'bank-card': { now: '10:43', view: payment, panel: { panel: 'bankCard', amount: minor(6610) } },
    ...firstScenes(language),
    ...moneyScenes(language, sale, payment, receipt),
    ...linkScenes(language, sale, down),
    ...goodsScenes(language, sale),
    ...shiftScenes(sale),
    ...tenderScenes(sale, payment, receipt),
    ...deedScenes(sale, payment, receipt),
    quantity: { now: '10:41', view: sale, panel: { panel: 'quantity', line: 6 } },
    discount: { now: '10:41', view: sale, panel: { panel: 'discount', line: 6 } },
    return: { now: '10:41', view: sale, panel: { panel: 'return', line: 6 } },
    'card-payments': {
      now: '10:41',
      view: { ...sale, cart: null, terminal: true, unsettledCards: 2 },
      panel: { panel: 'cardPayments' },
    },
    'card-strip': { now: '10:41', view: { ...sale, unsettledCards: 2 } },
    suspended: { now: '10:41', view: { ...sale, cart: null }, panel: { panel: 'suspended' } },
    'void-sale': { now: '10:41', view: sale, panel: { panel: 'voidSale' } },
    more: { now: '10:41', view: sale, panel: { panel: 'more' } },
    tour: { now: '10:41', view: { ...sale, tour: true } },
    idle: { now: '10:41', view: { ...sale, idleMinutes: 5 } },
    training: {
      now: '10:41',
      view: { ...sale, registerName: 'TR-02', training: practising('card') },
    },
    drill: {
      now: '10:49',
      view: { ...down, screen: 'payment', cart: card('not'), training: practising('wait') },
    },
    locked: {
      now: '10:41',
      view: {
        ...sale,
        screen: 'signIn',
        staff: null,
        people: people.slice(0, 2),
        cart: null,
        lockedBy: people[0] ?? null,
      },
    },
    'change-pin': { now: '10:41', view: sale, panel: { panel: 'changePin' } },
    person: { now: '10:41', view: sale, panel: { panel: 'person' } },
  } as const satisfies Record<string, Scene>;
}
export type SceneName = keyof ReturnType<typeof scenes>;
