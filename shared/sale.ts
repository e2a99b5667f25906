/** The sealed retail transaction: what a cart becomes at commit. It never changes again. */
import {
  cartRequests,
  lineAmounts,
  liveLines,
  totals,
  type AgeCheck,
  type Cart,
  type CartLine,
  type Override,
  type SaleCustomer,
  type TotalOff,
} from './cart.ts';
import type { Completion } from './completion.ts';
import { discountShares } from './discount.ts';
import { assert, fail, ok, type Result } from './fault.ts';
import { worth } from './foreign.ts';
import type { Instant, RegisterId, RequestId, SaleId, StaffId, StoreId } from './identity.ts';
import type { SignedGrant } from './lock.ts';
import { add, minor, subtract, zero, type Currency, type Minor } from './money.ts';
import type { ShiftId } from './shift.ts';
import type { TaxTotal } from './tax.ts';
import { givesMemo, isInstrumentTender, mostCoin, type Tender } from './tender.ts';

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
  /** The shift of its commit; null where no shifts are kept. */
  readonly shift: ShiftId | null;
  readonly currency: Currency;
  readonly openedAt: Instant;
  readonly committedAt: Instant;
  readonly lines: readonly SaleLine[];
  readonly taxes: readonly TaxTotal[];
  readonly subtotal: Minor;
  readonly discount: Minor;
  readonly totalOff: TotalOff | null;
  readonly total: Minor;
  readonly tenders: readonly Tender[];
  readonly change: Minor;
  /** What rounding cash to coins added to the total. */
  readonly rounding: Minor;
  readonly memos: readonly NewMemo[];
  readonly grants: readonly SignedGrant[];
  readonly completion: Completion;
  readonly comment: string;
  readonly customer: SaleCustomer | null;
  readonly ageCheck: AgeCheck | null;
  readonly overrides: readonly Override[];
  /** Lines that were taken out before, for the audit: they have no effect. */
  readonly voidedLines: readonly CartLine[];
};

export type SealWith = {
  readonly receipt: string;
  readonly committedAt: Instant;
  readonly grants: readonly SignedGrant[];
  readonly completion: Completion;
  readonly shift?: ShiftId | null;
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
    shift: facts.shift ?? null,
    currency: cart.currency,
    openedAt: cart.openedAt,
    committedAt: facts.committedAt,
    lines: sealed,
    taxes: sums.taxes,
    subtotal: sums.subtotal,
    discount: sums.discount,
    totalOff: cart.totalOff,
    total: sums.total,
    tenders: cart.tenders,
    change: sums.change,
    rounding: sums.rounding,
    memos: newMemos(cart),
    grants: facts.grants,
    completion: facts.completion,
    comment: cart.comment,
    customer: cart.customer,
    ageCheck: cart.ageCheck,
    overrides: cart.overrides,
    voidedLines: cart.lines.filter((line) => line.voided),
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

const keepsItsPrice = (line: SaleLine): boolean => {
  const { gross, discount } = lineAmounts(line);
  return line.gross === gross && line.discount === discount;
};

/** Rounding needs coins that change hands: cash, or change for what exceeded the total. */
const isRounding = ({ rounding, tenders }: Sale): boolean =>
  rounding === 0 ||
  (Math.abs(rounding) * 2 <= mostCoin &&
    tenders.some(({ kind }) => kind === 'cash' || kind === 'currency' || kind === 'check'));

const keepsRate = (tender: Tender, store: Currency): boolean =>
  tender.kind !== 'currency' || worth(tender.foreign, store) === tender.amount;

/** Re-derives every sum of a sealed sale; the first sentence that does not hold, or undefined. Headquarters asks it again. */
export function saleFlaw(sale: Sale): string | undefined {
  const sum = (amounts: readonly Minor[]): Minor => add(zero, ...amounts);
  const shares = discountShares(sale.lines, sale.totalOff);
  const checks: readonly (readonly [boolean, string])[] = [
    [sale.lines.every(keepsItsPrice), 'a line is its price times its quantity, less its discount'],
    [
      sale.lines.every((line, at) => line.kind === 'giftCard' || line.share === shares[at]),
      'the total discount is shared out as its rule says',
    ],
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
      subtract(sum(sale.tenders.map((tender) => tender.amount)), sale.change) ===
        add(sale.total, sale.rounding),
      'tenders less change pay the total, rounded to coins',
    ],
    [
      sale.change === 0 || !sale.tenders.some(givesMemo),
      'change that is a credit memo is not cash as well',
    ],
    [isRounding(sale), 'only cash is rounded, by less than a coin'],
    [
      sale.tenders.every((tender) => keepsRate(tender, sale.currency)),
      'foreign money is worth what its rate says',
    ],
    [sale.change >= 0, 'change is not negative'],
  ];
  return checks.find(([holds]) => !holds)?.[1];
}
