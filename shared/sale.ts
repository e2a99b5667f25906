/** The sealed retail transaction: what a cart becomes at commit. It never changes again. */
import { lineAmounts, liveLines, totals, cartRequests, type Cart, type CartLine } from './cart.ts';
import type { Completion } from './completion.ts';
import { assert, fail, ok, type Result } from './fault.ts';
import type { Instant, RegisterId, RequestId, SaleId, StaffId, StoreId } from './identity.ts';
import type { SignedGrant } from './lock.ts';
import { add, minor, subtract, zero, type Currency, type Minor } from './money.ts';
import type { TaxTotal } from './tax.ts';
import { isInstrumentTender, type Tender } from './tender.ts';

export type SaleLine = CartLine & {
  readonly gross: Minor;
  readonly discount: Minor;
  /** Without tax, after discount. */
  readonly net: Minor;
  readonly taxAmount: Minor;
  /** What the customer pays for the line. */
  readonly payable: Minor;
};

/** A memo that comes into being with the sale: the rest of a memo that paid, or the memo issued for a return. */
export type NewMemo = {
  readonly request: RequestId;
  readonly last4: string;
  readonly amount: Minor;
  readonly replaces: string | null;
};

export type Sale = {
  readonly id: SaleId;
  readonly kind: 'sale' | 'return' | 'exchange';
  readonly receipt: string;
  readonly store: StoreId;
  readonly register: RegisterId;
  readonly cashier: StaffId;
  readonly currency: Currency;
  readonly openedAt: Instant;
  readonly committedAt: Instant;
  readonly lines: readonly SaleLine[];
  readonly taxes: readonly TaxTotal[];
  readonly subtotal: Minor;
  readonly discount: Minor;
  readonly total: Minor;
  readonly tenders: readonly Tender[];
  readonly change: Minor;
  readonly memos: readonly NewMemo[];
  readonly grants: readonly SignedGrant[];
  readonly completion: Completion;
};

export type SealWith = {
  readonly receipt: string;
  readonly committedAt: Instant;
  readonly grants: readonly SignedGrant[];
  readonly completion: Completion;
};

/** Seals a fully tendered cart. Faults: cart.empty, tender.short. Every sum is asserted: a wrong one is a bug. */
export function seal(cart: Cart, facts: SealWith): Result<Sale> {
  const lines = liveLines(cart);
  if (lines.length === 0) return fail('cart.empty');
  const sums = totals(cart);
  if (sums.due !== 0) return fail('tender.short', { due: sums.due });
  const sealed = lines.map((line, index): SaleLine => {
    const amounts = lineAmounts(line);
    const share = sums.shares[index];
    assert(share !== undefined, 'each line has its tax share');
    return {
      ...line,
      gross: amounts.gross,
      discount: amounts.discount,
      net: share.net,
      taxAmount: share.tax,
      payable: share.gross,
    };
  });
  const requests = cartRequests(cart);
  assert(
    requests.every((request) => facts.grants.some((signed) => signed.grant.request === request)),
    'each instrument brings its grant',
  );
  const sale: Sale = {
    id: cart.sale,
    kind: kindOf(sealed),
    receipt: facts.receipt,
    store: cart.store,
    register: cart.register,
    cashier: cart.cashier,
    currency: cart.currency,
    openedAt: cart.openedAt,
    committedAt: facts.committedAt,
    lines: sealed,
    taxes: sums.taxes,
    subtotal: sums.subtotal,
    discount: sums.discount,
    total: sums.total,
    tenders: cart.tenders,
    change: sums.change,
    memos: newMemos(cart),
    grants: facts.grants,
    completion: facts.completion,
  };
  const wrong = saleFlaw(sale);
  assert(wrong === undefined, wrong ?? '');
  return ok(sale);
}

const kindOf = (lines: readonly SaleLine[]): Sale['kind'] => {
  const back = lines.some((line) => line.kind === 'product' && line.quantity < 0);
  const out = lines.some((line) => line.kind === 'giftCard' || line.quantity > 0);
  return back ? (out ? 'exchange' : 'return') : 'sale';
};

/** The memos that the cart's tenders bring into being: remainders (P9) and memos issued for a return. */
function newMemos(cart: Cart): NewMemo[] {
  return cart.tenders.filter(isInstrumentTender).flatMap((tender): NewMemo[] => {
    if (tender.kind !== 'creditMemo' || tender.reservedLast4 === null) return [];
    if (tender.purpose === 'issue')
      return [
        {
          request: tender.request,
          last4: tender.reservedLast4,
          amount: minor(-tender.amount),
          replaces: null,
        },
      ];
    const rest = subtract(tender.balance, tender.amount);
    return tender.purpose === 'pay' && rest > 0
      ? [
          {
            request: tender.request,
            last4: tender.reservedLast4,
            amount: rest,
            replaces: tender.last4,
          },
        ]
      : [];
  });
}

/** Re-derives every sum of a sealed sale; the first sentence that does not hold, or undefined. Headquarters asks it again. */
export function saleFlaw(sale: Sale): string | undefined {
  const sum = (amounts: readonly Minor[]): Minor => add(zero, ...amounts);
  const checks: readonly (readonly [boolean, string])[] = [
    [sale.lines.length > 0, 'a sale has a line'],
    [sum(sale.lines.map((line) => line.payable)) === sale.total, 'lines add up to the total'],
    [sum(sale.lines.map((line) => line.gross)) === sale.subtotal, 'lines add up to the subtotal'],
    [sum(sale.lines.map((line) => line.discount)) === sale.discount, 'discounts add up'],
    [
      sum(sale.lines.map((line) => line.taxAmount)) === sum(sale.taxes.map((tax) => tax.tax)),
      'taxes add up',
    ],
    [
      sale.lines.every((line) => add(line.net, line.taxAmount) === line.payable),
      'net and tax make what is paid',
    ],
    [
      subtract(sum(sale.tenders.map((tender) => tender.amount)), sale.change) === sale.total,
      'tenders less change pay the total',
    ],
    [sale.change >= 0, 'change is not negative'],
  ];
  return checks.find(([holds]) => !holds)?.[1];
}
