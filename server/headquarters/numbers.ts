/** Instrument numbers: only their keyed hash and last four digits are kept, and a reserved number can be derived again at any time. */
import { withCheckDigit } from '../../shared/barcode.ts';
import type { Hash, RequestId } from '../../shared/identity.ts';
import { lastFour, plainNumber } from '../../shared/instrument.ts';
import type { Keys } from './keys.ts';

/** Under which an instrument is known: HMAC-SHA-256 of its plain number. */
export const numberKey = (keys: Keys, number: string): Hash =>
  keys.keyedHash(`number ${plainNumber(number)}`);

export type ReservedNumber = {
  readonly number: string;
  readonly key: Hash;
  readonly last4: string;
};

/**
 * The memo number that belongs to a lock: 16 digits with a GS1 check digit, derived from the lock's id and never drawn from a counter, so
 * that a restored headquarters cannot give it out twice (PROTOCOL P9). `round` grows only when the number is taken already.
 */
export function reservedNumber(keys: Keys, request: RequestId, round = 0): ReservedNumber {
  const digest = keys.keyedHash(`memo ${request} ${round}`);
  const body = String(BigInt(`0x${digest.slice(0, 24)}`) % 10n ** 14n).padStart(14, '0');
  const number = withCheckDigit(`9${body}`);
  return { number, key: numberKey(keys, number), last4: lastFour(number) };
}
