/** Views of the line as it is on other days than the design's, of lists with nothing in them, and of a sale that hardly fits. */
import type { View } from '../../../shared/bridge/view.ts';
import type { Cart } from '../../../shared/cart.ts';
import { fault } from '../../../shared/fault.ts';
import type { Language } from '../../../shared/identity.ts';
import { minor } from '../../../shared/money.ts';
import { pieces } from '../../../shared/quantity.ts';
import { goods } from './goods.ts';
import { at, cartView, moved, sampleCart } from './sample-sale.ts';
import type { Scene } from './scene.ts';

/** Every product there is, the dearest a thousand times. */
const crowded = (language: Language): Cart =>
  goods(language).reduce(
    (cart, product, index) =>
      moved(cart, {
        move: 'addProduct',
        product,
        barcode: product.barcodes[0] ?? '',
        quantity: pieces(product.id === 'throw' ? 1000 : index + 1),
      }),
    sampleCart(language),
  );

export function linkScenes(language: Language, sale: View, down: View) {
  const byHand = { en: 'Mei Lin', zh: '林梅' };
  const realtimeDown: View = { ...sale, link: { ...down.link, state: 'realtimeDown' } };
  const apart: View = {
    ...down,
    link: { ...down.link, state: 'byHand', byHand, nextTry: null },
  };
  const nothing = { now: '11:30', nothing: true } as const;
  const idle: View = { ...sale, cart: null };
  const selling: View = {
    ...idle,
    shift: {
      required: true,
      open: {
        id: 'shift-7',
        name: 'R02-S0007',
        since: at('08:02'),
        openedBy: byHand,
        drawer: minor(45_040),
      },
      waiting: 0,
    },
  };
  return {
    'connection-online': { now: '10:41', view: sale, panel: { panel: 'connection' } },
    'connection-by-hand': { now: '10:49', view: apart, panel: { panel: 'connection' } },
    'connection-bundle': {
      now: '10:49',
      view: down,
      panel: { panel: 'connection' },
      deeds: [{ touch: '.window .acts button:nth-of-type(3)' }],
    },
    'warning-realtime': {
      now: '10:47:20',
      view: { ...realtimeDown, warning: { since: at('10:47:12'), state: 'realtimeDown' } },
    },
    'sale-long': {
      now: '10:41',
      view: { ...sale, cart: cartView(crowded(language), 'locked', null) },
    },
    'payment-long': {
      now: '10:41',
      view: { ...sale, screen: 'payment', cart: cartView(crowded(language), 'locked', null) },
    },
    'suspended-none': { ...nothing, view: idle, panel: { panel: 'suspended' } },
    'card-payments-none': { ...nothing, view: idle, panel: { panel: 'cardPayments' } },
    'journal-none': { ...nothing, view: idle, panel: { panel: 'journal' } },
    'shift-earlier-none': { ...nothing, view: selling, panel: { panel: 'earlierShifts' } },
    'goods-none': { ...nothing, view: idle },
    'shift-none': { now: '11:30', view: idle, panel: { panel: 'shift' } },
    'shift-refused': {
      now: '11:30',
      view: { ...selling, cart: sale.cart },
      panel: { panel: 'shift' },
      fault: fault('cart.open'),
      deeds: [{ touch: '.shiftacts button:nth-of-type(7)' }],
    },
    'pin-refused': {
      now: '10:41',
      view: sale,
      panel: { panel: 'changePin' },
      fault: fault('pin.weak'),
      deeds: [{ enter: '1111' }, { press: 'F12' }],
    },
  } as const satisfies Readonly<Record<string, Scene>>;
}
