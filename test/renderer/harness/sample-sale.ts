/** The design's sample sale, made by the real moves: six lines, a gift card that pays 50.00 (300.00) of it. */
import { quickCash } from '../../../main/register/quickcash.ts';
import type { CartView, HeldView } from '../../../shared/bridge/view.ts';
import { lineAmounts, liveLines, openCart, totals, type Cart } from '../../../shared/cart.ts';
import { discountBase } from '../../../shared/discount.ts';
import { assert, fault } from '../../../shared/fault.ts';
import type { Instant, Language } from '../../../shared/identity.ts';
import { minor, type Minor } from '../../../shared/money.ts';
import { next, type Move } from '../../../shared/move.ts';
import { pieces } from '../../../shared/quantity.ts';
import { goods, rates } from './goods.ts';

/** An instant of the design's day by the clock on the wall. */
export const at = (clock: string): Instant => {
  const [hour = 0, minute = 0, second = 0] = clock.split(':').map(Number);
  return new Date(2026, 10, 22, hour, minute, second).toISOString();
};

export const moved = (cart: Cart, move: Move): Cart => {
  const result = next(cart, move);
  assert(result.ok, 'a sample move fits');
  return result.value;
};

export const price = (language: Language, usd: number, cny: number): Minor =>
  minor(language === 'zh-CN' ? cny : usd);

const empty = (language: Language): Cart =>
  openCart({
    sale: 'sale-482',
    store: 'harbour',
    register: 'r-02',
    cashier: '101',
    currency: language === 'zh-CN' ? 'CNY' : 'USD',
    rates: rates(language),
    openedAt: at('10:38'),
  });

export function sampleCart(language: Language): Cart {
  const wanted = [
    ['mug', 2],
    ['coffee', 1],
    ['towel', 1],
    ['oil', 1],
    ['book', 3],
    ['choc', 2],
  ] as const;
  let cart = empty(language);
  for (const [id, count] of wanted) {
    const product = goods(language).find((candidate) => candidate.id === id);
    assert(product !== undefined, `${id} is sold here`);
    const barcode = product.barcodes[0] ?? '';
    cart = moved(cart, { move: 'addProduct', product, barcode, quantity: pieces(count) });
  }
  return moved(cart, { move: 'discount', line: 3, percentOff: 10_000 });
}

export const withGiftCard = (cart: Cart, language: Language): Cart =>
  moved(cart, {
    move: 'addTender',
    tender: {
      kind: 'giftCard',
      request: 'request-1',
      purpose: 'pay',
      last4: '4417',
      amount: price(language, 5000, 30_000),
      balance: price(language, 8230, 56_000),
      reservedLast4: null,
    },
  });

/** How the held card of the sample stands: the line is up, it may be finished offline, or it must wait. */
export type Standing = 'locked' | 'may' | 'not';

export function cartView(cart: Cart, standing: Standing, scannedAt: Instant | null): CartView {
  const held = cart.tenders.flatMap((tender): HeldView[] =>
    tender.kind === 'giftCard' || tender.kind === 'creditMemo'
      ? [
          {
            kind: tender.kind,
            purpose: 'pay',
            last4: tender.last4,
            tender: tender.tender,
            line: null,
            amount: tender.amount,
            balance: tender.balance,
            lockedSince: at('10:42'),
            mayFinishOffline: standing !== 'not',
            waits:
              standing === 'not'
                ? fault('completion.notAllowed', {
                    kind: tender.kind,
                    last4: tender.last4,
                    version: 214,
                  })
                : null,
            parameterVersion: 214,
            limits: { mostPerSale: null, mostHours: null, mostPending: null },
          },
        ]
      : [],
  );
  return {
    sale: cart.sale,
    nextReceipt: 'R02-000482',
    lines: cart.lines.map((line) => ({ ...line, ...lineAmounts(line) })),
    latest: { line: cart.lines.at(-1)?.line ?? 0, scannedAt },
    tenders: cart.tenders,
    held,
    totals: totals(cart),
    quickCash: quickCash(totals(cart).due, cart.currency),
    totalOff: cart.totalOff,
    discountBase: discountBase(liveLines(cart)),
    tax: cart.tax,
    taxes: cart.rates,
    comment: cart.comment,
    customer: cart.customer,
    ageToAsk: null,
    currencies: [],
    coin: 1,
  };
}
