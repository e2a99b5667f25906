/** Products, carts, locks and links to reason about in the tests of shared rules. */
import { openCart, type Cart } from '../../shared/cart.ts';
import type { LockFacts } from '../../shared/completion.ts';
import type { Link, LinkState } from '../../shared/link.ts';
import type { SignedGrant } from '../../shared/lock.ts';
import { minor, type Minor } from '../../shared/money.ts';
import { next, type Move } from '../../shared/move.ts';
import {
  defaultParameters,
  type CompletionRule,
  type Parameters,
} from '../../shared/parameters.ts';
import type { Product } from '../../shared/product.ts';
import type { TaxRate } from '../../shared/tax.ts';

export const salesTax: TaxRate = {
  code: 'sales',
  mode: 'exclusive',
  rate: 7250,
  name: { en: 'Sales tax 7.25%', zh: '销售税 7.25%' },
};

export const product = (id: string, price: number, tax = 'sales'): Product => ({
  id,
  name: { en: id, zh: id },
  barcodes: [id],
  price: minor(price),
  tax,
  category: { en: 'Home', zh: '家居' },
  favourite: false,
});

export const emptyCart: Cart = openCart({
  sale: 'sale-1',
  store: 'S01',
  register: 'S01-R02',
  cashier: 'mei',
  currency: 'USD',
  rates: [salesTax],
  openedAt: '2026-11-22T10:41:00.000Z',
});

/** The cart after the moves; a refused move is a bug of the test. */
export function cartAfter(...moves: readonly Move[]): Cart {
  return moves.reduce((cart, move) => {
    const moved = next(cart, move);
    if (!moved.ok) throw new Error(`refused: ${JSON.stringify(moved.fault)}`);
    return moved.value;
  }, emptyCart);
}

export const adding = (id: string, price: number, tax?: string): Move => ({
  move: 'addProduct',
  product: product(id, price, tax),
  barcode: id,
});

export const payingCard = (
  request: string,
  amount: number,
  balance = amount,
  kind: 'giftCard' | 'creditMemo' = 'giftCard',
): Move => ({
  move: 'addTender',
  tender: {
    kind,
    request,
    purpose: 'pay',
    last4: '4417',
    amount: minor(amount),
    balance: minor(balance),
    reservedLast4: kind === 'creditMemo' ? '8816' : null,
  },
});

export const lock = (request: string, facts: Partial<LockFacts> = {}): LockFacts => ({
  request,
  kind: 'giftCard',
  purpose: 'pay',
  last4: '4417',
  state: 'held',
  verified: true,
  ...facts,
});

export const link = (
  state: LinkState,
  lostAt: number | null = state === 'online' ? null : 0,
): Link => {
  const facts = {
    up: state === 'online',
    lastSuccess: null,
    lastSuccessWhat: null,
    lastSuccessMs: null,
    lastError: null,
    lastErrorWhat: null,
  };
  return {
    state,
    since: '2026-11-22T10:47:12.000Z',
    lostAt,
    byHand: null,
    channel: facts,
    realtime: facts,
    lastAnswer: null,
    nextTry: null,
  };
};

export function parameters(
  giftCard: Partial<CompletionRule>,
  creditMemo: Partial<CompletionRule> = giftCard,
): Parameters {
  const { posting } = defaultParameters;
  return {
    ...defaultParameters,
    version: 214,
    posting: {
      giftCard: { ...posting.giftCard, ...giftCard },
      creditMemo: { ...posting.creditMemo, ...creditMemo },
    },
  };
}

export const signedGrant = (request: string, balance: Minor): SignedGrant => ({
  grant: {
    epoch: 1,
    request,
    token: 1,
    instrument: { kind: 'giftCard', key: '0'.repeat(64), last4: '4417' },
    purpose: 'pay',
    store: 'S01',
    register: 'S01-R02',
    sale: 'sale-1',
    balance,
    currency: 'USD',
    reserved: null,
    version: 0,
    grantedAt: '2026-11-22T10:42:00.000Z',
  },
  signature: 'c2lnbmVk',
});
