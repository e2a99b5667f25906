/** Views of the panels about goods. */
import type { View } from '../../../shared/bridge/view.ts';
import type { Cart } from '../../../shared/cart.ts';
import { assert } from '../../../shared/fault.ts';
import type { Language } from '../../../shared/identity.ts';
import { minor } from '../../../shared/money.ts';
import { next, type Move } from '../../../shared/move.ts';
import { quantity } from '../../../shared/quantity.ts';
import { customers, goods } from './goods.ts';
import { at, cartView, sampleCart } from './sample-sale.ts';
import type { Scene } from './scene.ts';

const after = (cart: Cart, moves: readonly Move[]): Cart =>
  moves.reduce((now, move) => {
    const moved = next(now, move);
    assert(moved.ok, 'a sample move fits');
    return moved.value;
  }, cart);

export function goodsScenes(language: Language, sale: View) {
  const [ana] = customers;
  const honey = goods(language)[14];
  assert(ana !== undefined && honey !== undefined, 'the harness has goods and customers');
  const chinese = language === 'zh-CN';
  const told = after(sampleCart(language), [
    { move: 'customer', customer: { id: ana.id, name: ana.name, number: ana.number } },
    { move: 'saleComment', comment: chinese ? '周五来取' : 'Collected on Friday' },
    { move: 'price', line: 4, unitPrice: minor(1500) },
    { move: 'lineComment', line: 5, comment: chinese ? '包装' : 'gift wrap' },
    {
      move: 'addProduct',
      product: { ...honey, unit: 'kg' },
      barcode: honey.barcodes[0] ?? '',
      quantity: quantity(345),
    },
    { move: 'totalDiscount', off: { percent: 10_000 } },
  ]);
  const full: View = { ...sale, cart: cartView(told, 'locked', null) };
  const asks: View = {
    ...sale,
    cart: {
      ...cartView(sampleCart(language), 'locked', null),
      ageToAsk: { limit: 18, bornBy: '2008-11-22', lines: [6] },
    },
  };
  const reasons: View = {
    ...sale,
    reasons: [
      {
        id: 'mind',
        name: { en: 'Customer changed their mind', zh: '顾客改变主意' },
        uses: ['voidLine', 'voidSale'],
      },
      { id: 'price', name: { en: 'Wrong price', zh: '价格有误' }, uses: ['voidLine', 'voidSale'] },
      { id: 'broken', name: { en: 'Damaged', zh: '破损' }, uses: ['voidLine'] },
    ],
  };
  return {
    'sale-full': { now: '10:41', view: full },
    'sale-stale': { now: '10:41', view: { ...sale, knownAt: at('10:41').replace('-22T', '-19T') } },
    'discount-sale': { now: '10:41', view: full, panel: { panel: 'discount', line: null } },
    price: { now: '10:41', view: full, panel: { panel: 'price', line: 4 } },
    weight: {
      now: '10:41',
      view: sale,
      panel: { panel: 'weight', product: honey.id, name: honey.name },
    },
    comment: { now: '10:41', view: full, panel: { panel: 'comment', line: 5 } },
    tax: { now: '10:41', view: sale, panel: { panel: 'tax', line: 6 } },
    customer: { now: '10:41', view: full, panel: { panel: 'customer' } },
    'price-check': { now: '10:41', view: sale, panel: { panel: 'priceCheck' } },
    age: { now: '10:41', view: asks, panel: { panel: 'age' } },
    'void-line-reason': { now: '10:41', view: reasons, panel: { panel: 'voidLine', line: 6 } },
    'void-sale-reason': { now: '10:41', view: reasons, panel: { panel: 'voidSale' } },
  } as const satisfies Record<string, Scene>;
}
