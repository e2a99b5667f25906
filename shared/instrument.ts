/** Gift cards and credit memos: stored value that lives in headquarters' ledger. */
import type { Hash } from './identity.ts';
import { checkDigit } from './barcode.ts';

export type InstrumentKind = 'giftCard' | 'creditMemo';
/** What a lock is for. `refundTo` puts money back on a card, `cashOut` pays a card's rest in cash. */
export type Purpose = 'pay' | 'issue' | 'addValue' | 'refundTo' | 'cashOut';

/** An instrument as everybody but headquarters knows it: a keyed hash of its number and its last four digits. */
export type InstrumentRef = {
  readonly kind: InstrumentKind;
  readonly key: Hash;
  readonly last4: string;
};

/** A number as typed or scanned: digits only, without spaces and hyphens. */
export const plainNumber = (typed: string): string => typed.replace(/[\s-]/g, '');

/** Instrument numbers are 12 to 19 digits with a GS1 check digit, so that a typing error is told at once. */
export function isInstrumentNumber(number: string): boolean {
  return /^\d{12,19}$/.test(number) && checkDigit(number.slice(0, -1)) === Number(number.at(-1));
}

export const lastFour = (number: string): string => number.slice(-4);
