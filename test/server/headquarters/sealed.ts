/** Sealed sales and entries as a register makes them, for tests of headquarters. */
import { openCart, type Cart } from '../../../shared/cart.ts';
import type { Completion } from '../../../shared/completion.ts';
import { sealEntry, type Entry, type EntryBody } from '../../../shared/entry.ts';
import type { Hash } from '../../../shared/identity.ts';
import type { InstrumentKind } from '../../../shared/instrument.ts';
import type { SignedGrant } from '../../../shared/lock.ts';
import { minor } from '../../../shared/money.ts';
import { next, type Move } from '../../../shared/move.ts';
import { pieces } from '../../../shared/quantity.ts';
import { seal, type Sale } from '../../../shared/sale.ts';
import type { ShiftId } from '../../../shared/shift.ts';
import { unwrap } from './world.ts';

const at = '2026-03-02T09:00:00.000Z';

const online: Completion = {
  offline: false,
  rule: 'reachable',
  link: 'online',
  linkSince: at,
  lastAnswer: at,
  parameterVersion: 0,
};

export type SaleFacts = {
  readonly sale: string;
  readonly register: string;
  readonly receipt?: string;
  readonly coin?: number;
  readonly grants?: readonly SignedGrant[];
  readonly completion?: Completion;
  readonly shift?: ShiftId;
  /** When the register completed it. */
  readonly at?: string;
};

function cartWith(facts: SaleFacts, moves: readonly Move[]): Cart {
  const start = openCart({
    sale: facts.sale,
    store: 'S1',
    register: facts.register,
    cashier: 'emma',
    currency: 'USD',
    rates: [],
    openedAt: at,
    coin: facts.coin ?? 1,
  });
  return moves.reduce((cart, move) => unwrap(next(cart, move)), start);
}

const tea = (price: number, count: number): Move => ({
  move: 'addProduct',
  barcode: '1',
  quantity: pieces(count),
  product: {
    id: 'p1',
    name: { en: 'Tea', zh: '茶' },
    barcodes: ['1'],
    price: minor(price),
    tax: 'none',
    category: { en: 'Tea', zh: '茶' },
    favourite: false,
  },
});
export const goods = (price: number): Move => tea(price, 1);
/** Goods that come back. */
export const back = (price: number): Move => tea(price, -1);
export const cash = (amount: number): Move => ({
  move: 'addTender',
  tender: { kind: 'cash', amount: minor(amount) },
});
/** A check whose change is a credit memo. */
export const checkOver = (amount: number): Move => ({
  move: 'addTender',
  tender: { kind: 'check', amount: minor(amount), number: '0815', change: 'creditMemo' },
});
export const cardLine = (
  request: string,
  purpose: 'issue' | 'addValue' | 'cashOut',
  amount: number,
): Move => ({
  move: 'addInstrument',
  line: { purpose, request, last4: '0000', amount: minor(amount) },
});
export const instrument = (
  signed: SignedGrant,
  amount: number,
  kind: InstrumentKind = signed.grant.instrument.kind,
): Move => ({
  move: 'addTender',
  tender: {
    kind,
    request: signed.grant.request,
    purpose: amount > 0 ? 'pay' : kind === 'creditMemo' ? 'issue' : 'refundTo',
    last4: signed.grant.instrument.last4,
    amount: minor(amount),
    balance: signed.grant.balance,
    reservedLast4: signed.grant.reserved?.last4 ?? null,
  },
});

/** Seals the moves as a sale. */
export function sealedSale(facts: SaleFacts, moves: readonly Move[]): Sale {
  const grants = facts.grants ?? [];
  const completion = facts.completion ?? {
    ...online,
    rule: grants.length > 0 ? 'reachable' : 'noInstrument',
  };
  return unwrap(
    seal(cartWith(facts, moves), {
      receipt: facts.receipt ?? `R-${facts.sale}`,
      committedAt: facts.at ?? at,
      grants,
      completion,
      shift: facts.shift ?? null,
    }),
  );
}

/** A sale whose subtotal does not follow from its lines: it fails headquarters' check. */
export const flawed = (sale: Sale): Sale => ({
  ...sale,
  subtotal: minor(sale.subtotal + 1),
});

export function entryOf(
  register: string,
  number: number,
  previous: readonly Hash[],
  body: EntryBody,
  incarnation = 0,
): Entry {
  return sealEntry({ format: 1, register, incarnation, number, previous, at, body });
}
