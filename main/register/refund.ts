/** Which way a refund may go: as the goods were paid, and where head office says so only for goods that come back by their receipt. */
import { liveLines, totals, type Cart } from '../../shared/cart.ts';
import { done, fail, type Result } from '../../shared/fault.ts';
import { add, minor, most, negate, subtract, zero, type Minor } from '../../shared/money.ts';
import type { Sale } from '../../shared/sale.ts';
import { tenderedOf, type TenderKind, type TenderPolicy } from '../../shared/tenderrule.ts';
import type { Database } from '../database/open.ts';
import { returnsOf } from '../database/sales.ts';
import { foundSale } from './return.ts';

/** What gift cards in the cart are paid out, without sign. */
export const paidOutOf = (cart: Cart): Minor =>
  add(
    zero,
    ...liveLines(cart).flatMap((line) =>
      line.kind === 'giftCard' && line.purpose === 'cashOut' ? [negate(line.amount)] : [],
    ),
  );

/** What a sale took of a kind, less the change; what came in as foreign money or check may go back as cash. */
function tookBy(sale: Sale, kind: TenderKind): Minor {
  const counter: readonly TenderKind[] = ['cash', 'currency', 'check'];
  const kinds = kind === 'cash' ? counter : [kind];
  const took = sale.tenders.filter((tender) => kinds.includes(tender.kind) && tender.amount > 0);
  const sum = add(zero, ...took.map((tender) => tender.amount));
  if (kind !== 'cash') return sum;
  // Change of a sale that was paid more than its total: coins, and the credit memo of a check.
  const memos = sale.tenders.filter(({ amount }) => sale.total > 0 && amount < 0);
  const given = add(sale.change, ...memos.map(({ amount }) => negate(amount)));
  return most(zero, subtract(sum, given));
}

const gaveBy = (sale: Sale, kind: TenderKind): Minor =>
  add(
    zero,
    ...sale.tenders.flatMap((tender) =>
      tender.kind === kind && tender.amount < 0 ? [negate(tender.amount)] : [],
    ),
  );

/**
 * What may still go back by a kind of what one receipt took by it; nothing of a receipt that is not known here. What another register gave
 * back of it is bounded by the goods that are left, whichever way it went.
 */
function leftOfReceipt(db: Database, receipt: string, kind: TenderKind): Minor {
  const sale = foundSale(db, receipt)?.sale;
  if (!sale) return zero;
  const given = returnsOf(db, receipt).map((other) => gaveBy(other, kind));
  return most(zero, subtract(tookBy(sale, kind), add(zero, ...given)));
}

/** What goods of the cart that come back are worth, without sign: those of a receipt, or those without one. */
function worthBack(cart: Cart, of: 'receipt' | 'blind'): Minor {
  const { shares } = totals(cart);
  return add(
    zero,
    ...liveLines(cart).map((line, at) =>
      line.kind === 'product' && line.quantity < 0 && (line.returnOf === null) === (of === 'blind')
        ? negate(minor(Math.min(0, shares[at]?.gross ?? 0)))
        : zero,
    ),
  );
}

/**
 * A refund by receipt goes back the way it was paid; a credit memo is always a way. Goods that come back without a receipt may be refunded in
 * any way. Fault: tender.original { most }.
 */
function goesAsPaid(db: Database, cart: Cart, kind: TenderKind, asked: Minor): Result<void> {
  if (kind === 'creditMemo') return done;
  const receipts = new Set(
    liveLines(cart).flatMap((line) =>
      line.kind === 'product' && line.returnOf !== null ? [line.returnOf.receipt] : [],
    ),
  );
  if (receipts.size === 0) return done;
  const allowed = add(
    paidOutOf(cart),
    worthBack(cart, 'blind'),
    ...[...receipts].map((receipt) => leftOfReceipt(db, receipt, kind)),
  );
  return asked <= allowed ? done : fail('tender.original', { most: allowed });
}

/**
 * Where nothing goes back by a kind without the receipt, it covers what came back by receipt. What exceeds the total of a sale is no refund of goods:
 * it was paid in this very sale. Fault: tender.byReceipt { most }.
 */
function isCovered(cart: Cart, asked: Minor): Result<void> {
  if (totals(cart).total >= 0) return done;
  const allowed = add(paidOutOf(cart), worthBack(cart, 'receipt'));
  return asked <= allowed ? done : fail('tender.byReceipt', { most: allowed });
}

/** Whether the amount (negative) may go back by the kind. Faults: tender.byReceipt, tender.original, each { most }. */
export function mayGoBack(
  db: Database,
  cart: Cart,
  policy: TenderPolicy,
  kind: TenderKind,
  amount: Minor,
): Result<void> {
  const asked = add(negate(amount), tenderedOf(kind, cart.tenders));
  const covered = policy.kinds[kind].backByReceipt ? isCovered(cart, asked) : done;
  if (!covered.ok || policy.refundBy === 'any') return covered;
  return goesAsPaid(db, cart, kind, asked);
}
