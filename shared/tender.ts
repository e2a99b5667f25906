/** Money that settles a sale. Amounts are positive when the customer pays and negative when the customer gets money back. */
import { add, negate, subtract, zero, type Minor } from './money.ts';
import { done, fail, type Result } from './fault.ts';
import type { RequestId } from './identity.ts';
import type { InstrumentKind } from './instrument.ts';

export type CashTender = { readonly tender: number; readonly kind: 'cash'; readonly amount: Minor };
/** A card on an external terminal: `reference` is what the terminal printed. */
export type CardTender = {
  readonly tender: number;
  readonly kind: 'card';
  readonly amount: Minor;
  readonly reference: string;
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
export type Tender = CashTender | CardTender | InstrumentTender;

export const isInstrumentTender = (tender: Tender): tender is InstrumentTender =>
  tender.kind === 'giftCard' || tender.kind === 'creditMemo';

export const paid = (tenders: readonly Tender[]): Minor =>
  add(zero, ...tenders.map((tender) => tender.amount));

/** What is still due (negative: to be given back). Cash beyond the total is change, not a negative due. */
export function due(total: Minor, tenders: readonly Tender[]): Minor {
  const rest = subtract(total, paid(tenders));
  return rest < 0 && change(total, tenders) !== 0 ? zero : rest;
}

/** Change: what cash exceeds a positive total by. Only cash may exceed it. */
export function change(total: Minor, tenders: readonly Tender[]): Minor {
  const over = subtract(paid(tenders), total);
  const cash = add(
    zero,
    ...tenders.flatMap((tender) => (tender.kind === 'cash' ? [tender.amount] : [])),
  );
  return total >= 0 && over > 0 && cash >= over ? over : zero;
}

/**
 * Whether one more tender of the amount may be added: it goes in the direction of what is due, and only cash may exceed it.
 * Faults: tender.nothingDue, tender.direction, tender.over, amount.invalid.
 */
export function mayTender(kind: Tender['kind'], amount: Minor, stillDue: Minor): Result<void> {
  if (amount === 0) return fail('amount.invalid');
  if (stillDue === 0) return fail('tender.nothingDue');
  if (amount < 0 !== stillDue < 0) return fail('tender.direction');
  if (Math.abs(amount) > Math.abs(stillDue) && !(kind === 'cash' && amount > 0)) {
    return fail('tender.over', { most: stillDue < 0 ? negate(stillDue) : stillDue });
  }
  return done;
}
