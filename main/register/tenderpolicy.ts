/** Whether the store lets money of this kind into, or out of, the open sale; beyond a limit another person may approve it. */
import { totals, type Cart } from '../../shared/cart.ts';
import { mayAsk } from '../../shared/completion.ts';
import { done, fail, ok, type Result } from '../../shared/fault.ts';
import { add, negate, subtract, zero, type Minor } from '../../shared/money.ts';
import { mayAddTender, type TenderDraft } from '../../shared/move.ts';
import type { OperationKey } from '../../shared/operations/catalogue.ts';
import { givesMemo, mayTender } from '../../shared/tender.ts';
import { isMemoChange, keepsRule, tenderedOf, type TenderKind } from '../../shared/tenderrule.ts';
import { readTenderPolicy } from '../database/parameters.ts';
import type { Desk } from './desk.ts';
import { measure } from './limits.ts';
import { signedIn } from './people.ts';
import { permit } from './permission.ts';
import { mayGoBack, paidOutOf } from './refund.ts';

const operationOf: Readonly<Record<TenderKind, OperationKey>> = {
  cash: 'payCash',
  currency: 'payCurrency',
  check: 'payCheck',
  card: 'payCard',
  giftCard: 'payGiftCard',
  creditMemo: 'payCreditMemo',
};

/** Limits that another person may lift; everything else of a rule holds for everybody. */
const liftable: readonly string[] = [
  'tender.mostPerLine',
  'tender.mostPerSale',
  'tender.original',
  'tender.byReceipt',
  'tender.changeMemo',
];

const size = (amount: Minor): Minor => (amount < 0 ? negate(amount) : amount);

/**
 * Whether the tender may be added. Foreign money, checks and cash count as money at the counter: what they paid may go back as cash. Faults:
 * tender.full, amount.invalid, amount.tooLarge, tender.nothingDue, tender.direction, tender.over, tender.coin, tender.part, tender.back, tender.leastPerLine
 * { least }, and beyond a limit permission.override, or where nobody could approve it tender.mostPerLine, tender.mostPerSale, tender.original,
 * tender.byReceipt, each { most }.
 */
export function fitsPolicy(desk: Desk, cart: Cart, draft: TenderDraft): Result<void> {
  const room = mayAddTender(cart, draft);
  if (!room.ok) return room;
  const { due, cashDue } = totals(cart);
  const { kind, amount } = draft;
  const isCash = kind === 'cash';
  // Less than half a coin is due: it is settled by giving nothing.
  if (isCash && amount === 0 && cashDue === 0 && due !== 0) return done;
  if (isCash && amount % cart.coin !== 0) return fail('tender.coin', { coin: cart.coin });
  const owed = isCash && cashDue !== 0 ? cashDue : due;
  const fits = mayTender(kind, amount, owed);
  if (!fits.ok) return fits;
  return keepsKind(desk, cart, kind, amount, owed);
}

/** Whether the rule of the kind, and for a refund the way the goods were paid, allow the amount. Faults: those of `fitsPolicy`. */
export function keepsKind(
  desk: Desk,
  cart: Cart,
  kind: TenderKind,
  amount: Minor,
  owed: Minor,
): Result<void> {
  const policy = readTenderPolicy(desk.ports.db);
  const rule = policy.kinds[kind];
  const kept = keepsRule(rule, amount, owed, tenderedOf(kind, cart.tenders));
  if (amount < 0) {
    const paidOut = mayPayOut(desk, cart, kind);
    if (!paidOut.ok) return paidOut;
    if (kind !== 'creditMemo' && cart.tenders.some(givesMemo)) {
      const memo = fail('tender.changeMemo', { most: zero });
      return kind === 'cash' ? lifted(desk, cart, kind, amount, memo) : memo;
    }
  }
  const goes = kept.ok && amount < 0 ? mayGoBack(desk.ports.db, cart, policy, kind, amount) : kept;
  return lifted(desk, cart, kind, amount, goes);
}

/**
 * The tender with the way its change is given, as the rule of its kind says. A credit memo comes from headquarters: with the line cut the
 * tender may be no more than is due, or another person approves cash. Faults: tender.changeMemo { most }, permission.override.
 */
export function withChange(desk: Desk, cart: Cart, draft: TenderDraft): Result<TenderDraft> {
  const { due } = totals(cart);
  const { kind, amount } = draft;
  const rule = readTenderPolicy(desk.ports.db).kinds[kind];
  const papers = draft.kind === 'check' || draft.kind === 'currency';
  if (!papers || !isMemoChange(rule, subtract(amount, due))) return ok(draft);
  if (mayAsk(desk.ports.link()).ok) return ok({ ...draft, change: 'creditMemo' });
  const cash = lifted(desk, cart, kind, amount, fail('tender.changeMemo', { most: due }));
  return cash.ok ? ok(draft) : cash;
}

/** A gift card that is paid out gives cash and nothing else, as much as the role's limit says. Faults: tender.back, permission.override. */
function mayPayOut(desk: Desk, cart: Cart, kind: TenderKind): Result<void> {
  const out = paidOutOf(cart);
  if (out === 0) return done;
  if (kind !== 'cash') return fail('tender.back');
  const permitted = permit(desk, 'cashOutGiftCard', measure(desk, 'cashOutMost', out));
  return permitted.ok ? done : permitted;
}

/** Beyond a limit: a manager alone, everybody else with an approval. */
function lifted(
  desk: Desk,
  cart: Cart,
  kind: TenderKind,
  amount: Minor,
  kept: Result<void>,
): Result<void> {
  if (kept.ok || !liftable.includes(kept.fault.code)) return kept;
  if (signedIn(desk)?.role === 'manager') return done;
  const perSale = kept.fault.code !== 'tender.mostPerLine';
  const before = perSale ? tenderedOf(kind, cart.tenders) : zero;
  const limit = Number(kept.fault.data['most'] ?? 0);
  const asked = add(before, size(amount));
  const permitted = permit(desk, operationOf[kind], { limit, asked, unit: 'amount' });
  if (permitted.ok) return done;
  if (permitted.fault.code !== 'permission.override') return kept;
  // The rule that stands in the way is told as well: it names the ways that need nobody else.
  const { code, data } = kept.fault;
  return fail('permission.override', { ...permitted.fault.data, ...data, because: code });
}
