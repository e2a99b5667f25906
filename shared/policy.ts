/** What head office allows of gift cards and credit memos, beside finishing offline. Pure: the register asks where it can know, headquarters always. */
import { fail, done, type Result } from './fault.ts';
import type { Instant } from './identity.ts';
import type { Purpose } from './instrument.ts';
import { add, type Minor } from './money.ts';

/** Numbers of the same length from the first to the last, both included. */
export type NumberRange = { readonly from: string; readonly until: string };

/** A value that is null does not limit. Amounts are minor units of the house's currency. */
export type GiftCardPolicy = {
  /** Numbers that may be issued; none: any sound number. */
  readonly ranges: readonly NumberRange[];
  /** Months from its issue after which a card expires. */
  readonly validMonths: number | null;
  /** Least that is put on a card at once. */
  readonly leastAmount: Minor | null;
  readonly mostBalance: Minor | null;
  /** A card is filled once, when it is issued. */
  readonly oneTime: boolean;
  /** A new card gets a PIN with its issue. */
  readonly pinNeeded: boolean;
  /** The largest balance that is paid out in cash at stores that have set nothing of their own. */
  readonly cashOutMost: Minor | null;
};
export type CreditMemoPolicy = { readonly validMonths: number | null };
export type InstrumentPolicy = {
  readonly giftCard: GiftCardPolicy;
  readonly creditMemo: CreditMemoPolicy;
};

/** As it was before there was a policy. */
export const openPolicy: InstrumentPolicy = {
  giftCard: {
    ranges: [],
    validMonths: null,
    leastAmount: null,
    mostBalance: null,
    oneTime: false,
    pinNeeded: false,
    cashOutMost: null,
  },
  creditMemo: { validMonths: null },
};

const isWithin = (number: string, { from, until }: NumberRange): boolean =>
  number.length === from.length && from <= number && number <= until;

/**
 * Whether a gift card may be issued or filled. `balance`: what is on it, as far as it is known. Faults: instrument.range,
 * instrument.pinNeeded, instrument.oneTime, instrument.leastAmount { least }, instrument.tooMuch { most }.
 */
export function keepsPolicy(
  policy: GiftCardPolicy,
  asked: {
    readonly purpose: Purpose;
    readonly number: string;
    readonly amount: Minor;
    readonly pin: string | null | undefined;
    readonly balance: Minor;
  },
): Result<void> {
  const { purpose, number, amount, pin, balance } = asked;
  if (purpose === 'pay' || purpose === 'cashOut') return done;
  if (purpose === 'issue') {
    const isOurs = policy.ranges.length === 0 || policy.ranges.some((one) => isWithin(number, one));
    if (!isOurs) return fail('instrument.range');
    if (policy.pinNeeded && (pin ?? '') === '') return fail('instrument.pinNeeded');
  }
  if (purpose === 'addValue' && policy.oneTime) return fail('instrument.oneTime');
  // What a customer gets back is what it is, however little.
  const { leastAmount: least, mostBalance: most } = policy;
  if (purpose !== 'refundTo' && least !== null && amount < least)
    return fail('instrument.leastAmount', { least });
  return most !== null && add(balance, amount) > most ? fail('instrument.tooMuch', { most }) : done;
}

/** The instant so many months later, in UTC; the last day of a month that has no such day. null stays null. */
export function monthsLater(at: Instant, months: number | null): Instant | null {
  if (months === null) return null;
  const date = new Date(at);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  return date.toISOString();
}
