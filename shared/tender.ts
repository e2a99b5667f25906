/** Money that settles a sale. Amounts are positive when the customer pays and negative when the customer gets money back. */
import { add, multiply, minor, negate, subtract, zero, type Minor } from './money.ts';
import { done, fail, type Result } from './fault.ts';
import type { ForeignMoney } from './foreign.ts';
import type { RequestId } from './identity.ts';
import type { InstrumentKind } from './instrument.ts';

export type CashTender = { readonly tender: number; readonly kind: 'cash'; readonly amount: Minor };
/** What a card terminal said of a payment; `reference` is the register's own, unique and known to the terminal. Never a card's number. */
export type Authorisation = {
  readonly terminal: string;
  readonly reference: string;
  readonly approval: string;
  /** "VISA •••• 4242": the scheme and the last four digits at most. */
  readonly masked: string;
};
/** A bank card. `reference` is what the terminal printed; `authorisation` when the register itself asked the terminal. */
export type CardTender = {
  readonly tender: number;
  readonly kind: 'card';
  readonly amount: Minor;
  readonly reference: string;
  readonly authorisation?: Authorisation | undefined;
};
/** Told of a tender whose change is given as a credit memo: a tender of its own, with a lock of purpose `issue`. */
type MemoChange = { readonly change?: 'creditMemo' | undefined };
export type CheckTender = MemoChange & {
  readonly tender: number;
  readonly kind: 'check';
  readonly amount: Minor;
  readonly number: string;
};
/** Cash of another currency: `amount` is its worth in the store's. */
export type CurrencyTender = MemoChange & {
  readonly tender: number;
  readonly kind: 'currency';
  readonly amount: Minor;
  readonly foreign: ForeignMoney;
};
/** A locked instrument that pays (purpose `pay`) or takes the refund (`issue` of a memo, `refundTo` a card: negative). */
export type InstrumentTender = {
  readonly tender: number;
  readonly kind: InstrumentKind;
  readonly request: RequestId;
  readonly purpose: 'pay' | 'issue' | 'refundTo';
  readonly last4: string;
  readonly amount: Minor;
  /** Balance that the grant named. */
  readonly balance: Minor;
  /** Last four of the reserved remainder or new memo number. */
  readonly reservedLast4: string | null;
};
export type Tender = CashTender | CardTender | CheckTender | CurrencyTender | InstrumentTender;

export const isInstrumentTender = (tender: Tender): tender is InstrumentTender =>
  tender.kind === 'giftCard' || tender.kind === 'creditMemo';

/** The most tenders of a sale: as many as an entry carries. */
export const mostTenders = 500;

/** Whether the tender's change is given as a credit memo. */
export const givesMemo = (tender: Tender): boolean =>
  (tender.kind === 'check' || tender.kind === 'currency') && tender.change !== undefined;

export const paid = (tenders: readonly Tender[]): Minor =>
  add(zero, ...tenders.map((tender) => tender.amount));

/** No currency has a larger smallest coin, in minor units. */
export const mostCoin = 1000;

/** An amount as coins can pay it: the nearest multiple of the smallest coin, halves away from zero. */
export const inCoins = (amount: Minor, coin: number): Minor =>
  coin === 1 ? amount : minor(multiply(amount, 1, coin) * coin);

const sumOf = (tenders: readonly Tender[], kinds: readonly Tender['kind'][]): Minor =>
  add(zero, ...tenders.flatMap((tender) => (kinds.includes(tender.kind) ? [tender.amount] : [])));

/** Kinds that may exceed what is due: what comes back for them is cash. */
const changed: readonly Tender['kind'][] = ['cash', 'currency', 'check'];

/**
 * How the money stands. Cash pays what the other tenders leave, in whole coins of the store, so that with cash in the sale
 * tenders - change = total + rounding. Cash is given or got back in coins; without it nothing is rounded. Where change is given as a credit memo,
 * what exceeds the total is a negative due, which the memo settles.
 */
export type Standing = {
  /** What is still due (negative: to be given back). Cash beyond the total is change, not a negative due. */
  readonly due: Minor;
  /** What is due when the rest is paid in cash: whole coins. */
  readonly cashDue: Minor;
  readonly change: Minor;
  /** What rounding to coins adds to the total, once the sale is settled with cash. */
  readonly rounding: Minor;
};

export function standing(total: Minor, tenders: readonly Tender[], coin = 1): Standing {
  const cash = sumOf(tenders, ['cash']);
  const part = subtract(total, subtract(paid(tenders), cash));
  const inCash = inCoins(part, coin);
  const open: Standing = {
    due: subtract(part, cash),
    cashDue: subtract(inCash, cash),
    change: zero,
    rounding: zero,
  };
  const beyond = subtract(paid(tenders), total);
  if (total > 0 && beyond > 0 && tenders.some(givesMemo)) return open;
  const over = subtract(cash, inCash);
  const settled = { due: zero, cashDue: zero, rounding: subtract(inCash, part) };
  if (over === 0 && tenders.some((tender) => tender.kind === 'cash'))
    return { ...settled, change: zero };
  // Beyond the total, and by tenders that may go beyond it: the change may be less than a coin, and then nothing comes back.
  const returns = total >= 0 && beyond > 0 && over >= 0 && sumOf(tenders, changed) >= beyond;
  return returns ? { ...settled, change: over } : open;
}

export const due = (total: Minor, tenders: readonly Tender[], coin = 1): Minor =>
  standing(total, tenders, coin).due;

/** Change: what cash exceeds a positive total by. */
export const change = (total: Minor, tenders: readonly Tender[], coin = 1): Minor =>
  standing(total, tenders, coin).change;

/**
 * Whether one more tender of the amount may be added: it goes in the direction of what is due, and only what is given change for may exceed
 * it. Faults: tender.nothingDue, tender.direction, tender.over { most }, amount.invalid.
 */
export function mayTender(kind: Tender['kind'], amount: Minor, stillDue: Minor): Result<void> {
  if (amount === 0) return fail('amount.invalid');
  if (stillDue === 0) return fail('tender.nothingDue');
  if (amount < 0 !== stillDue < 0) return fail('tender.direction');
  if (Math.abs(amount) > Math.abs(stillDue) && !(changed.includes(kind) && amount > 0)) {
    return fail('tender.over', { most: stillDue < 0 ? negate(stillDue) : stillDue });
  }
  return done;
}
