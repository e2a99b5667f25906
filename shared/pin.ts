/** What a PIN or password must be, wherever a person chooses one. */
import { done, fail, type Result } from './fault.ts';

const shortestPin = 4;
export const longestPin = 64;

/** Whether each character follows the one before by the same step: 1111, 1234, 9876. */
function isStraight(pin: string): boolean {
  const codes = Array.from(pin, (character) => character.codePointAt(0) ?? 0);
  const steps = codes.slice(1).map((code, index) => code - (codes[index] ?? 0));
  return steps.every((step) => step === steps[0] && Math.abs(step) <= 1);
}

/** Whether a new one, typed twice, may be taken. Faults: those of `checkNewPin`, pin.twice when the two differ. */
export function checkTwice(pin: string, again: string, old: string): Result<void> {
  const good = checkNewPin(pin, old);
  return good.ok && again !== pin ? fail('pin.twice') : good;
}

/** Fault: pin.weak { least } when it is too short, too long, one row of keys, or the one that it replaces. */
export const checkNewPin = (pin: string, old: string): Result<void> =>
  pin.length < shortestPin || pin.length > longestPin || isStraight(pin) || pin === old
    ? fail('pin.weak', { least: shortestPin })
    : done;
