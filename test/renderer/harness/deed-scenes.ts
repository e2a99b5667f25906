/** Views that come only by doing something: a search, a refusal, an approval, a chosen row. */
import type { View } from '../../../shared/bridge/view.ts';
import { fault } from '../../../shared/fault.ts';
import { minor } from '../../../shared/money.ts';
import { people } from './goods.ts';
import type { Scene } from './scene.ts';

export function deedScenes(sale: View, payment: View, receipt: View) {
  const now = '10:41';
  const signIn: View = { ...sale, screen: 'signIn', staff: null, people, cart: null };
  const paid = receipt.receipt;
  const cash: View = {
    ...sale,
    screen: 'receipt',
    cart: null,
    receipt: paid && {
      ...paid,
      completedOffline: false,
      memo: null,
      change: minor(390),
      tenders: [{ tender: 1, kind: 'cash', amount: paid.total }],
      papers: paid.papers.slice(0, 1),
    },
  };
  const currencies: View = {
    ...payment,
    cart: payment.cart && {
      ...payment.cart,
      currencies:
        sale.language === 'zh-CN'
          ? [
              {
                currency: 'EUR',
                rate: 7_850_000,
                needed: minor(5623),
                quick: [6000, 7000, 10_000].map(minor),
              },
              {
                currency: 'USD',
                rate: 7_190_000,
                needed: minor(6140),
                quick: [7000, 8000, 10_000].map(minor),
              },
            ]
          : [
              {
                currency: 'EUR',
                rate: 1_085_000,
                needed: minor(6092),
                quick: [7000, 8000, 10_000].map(minor),
              },
              {
                currency: 'CNY',
                rate: 139_000,
                needed: minor(47_554),
                quick: [48_000, 50_000, 60_000].map(minor),
              },
            ],
    },
  };
  const nextStep = { touch: '.tour button:last-of-type' };
  const tour: View = { ...sale, tour: true };
  return {
    search: { now, view: sale, deeds: [{ press: 'F2' }, { enter: 'a' }] },
    'search-none': { now, view: sale, deeds: [{ press: 'F2' }, { enter: 'zzz' }] },
    'sale-pad': { now, view: sale, leastWidth: 1366, deeds: [{ touch: '.cats .sw' }] },
    'sale-fault': {
      now,
      view: sale,
      fault: fault('printer.paper'),
      deeds: [{ press: 'F9' }],
    },
    approval: {
      now,
      view: sale,
      fault: fault('permission.override', { operation: 1000 }),
      deeds: [{ press: 'F9' }],
    },
    'sign-in-other': { now, view: signIn, deeds: [{ touch: '.staff .other' }] },
    'sign-in-wrong': {
      now,
      view: signIn,
      fault: fault('signIn.wrongPin'),
      deeds: [{ touch: '.dots' }, { enter: '1234' }, { press: 'Enter' }],
    },
    'customer-none': {
      now,
      view: sale,
      panel: { panel: 'customer' },
      deeds: [{ enter: 'zzz' }],
    },
    'price-found': {
      now,
      view: sale,
      panel: { panel: 'priceCheck' },
      deeds: [{ enter: '9520004620932' }, { press: 'Enter' }],
    },
    'price-none': {
      now,
      view: sale,
      panel: { panel: 'priceCheck' },
      deeds: [{ enter: '9520009999999' }, { press: 'Enter' }],
    },
    'balance-unknown': {
      now,
      view: sale,
      panel: { panel: 'giftCard' },
      deeds: [
        { touch: '.choices button:nth-child(3)' },
        { touch: '.field input' },
        { enter: '6000000000000017' },
        { press: 'Enter' },
      ],
    },
    'journal-sale': {
      now: '11:30',
      view: { ...sale, cart: null },
      panel: { panel: 'journal' },
      deeds: [{ touch: '.journalrows button' }],
    },
    'return-chosen': {
      now: '11:30',
      view: { ...sale, cart: null },
      panel: { panel: 'return', line: null, receipt: 'R02-000483' },
      deeds: [{ touch: '.past:nth-of-type(2) label' }],
    },
    'currency-choice': { now: '10:43', view: currencies, panel: { panel: 'currency' } },
    'receipt-cash': { now: '11:05', view: cash },
    'tour-line': { now, view: tour, deeds: [nextStep, nextStep] },
    'tour-end': { now, view: tour, deeds: [nextStep, nextStep, nextStep] },
  } as const satisfies Readonly<Record<string, Scene>>;
}
