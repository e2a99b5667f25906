/** Unknown instrument numbers count against the register that names them, so that nobody can try numbers out at a till. */
import { fault, type Fault } from '../../shared/fault.ts';
import type { Instant } from '../../shared/identity.ts';
import type { Act } from './headquarters.ts';
import type { RegisterTable } from './tables.ts';

const mostUnknown = 10;
const unknownWindowMs = 10 * 60_000;

const afterWindow = (since: string): string =>
  new Date(Date.parse(since) + unknownWindowMs).toISOString();

/** instrument.pinLocked for a register that has named too many numbers which nobody knows; undefined else. */
export function guessingFault(register: RegisterTable, now: Instant): Fault | undefined {
  if (register.inquiry_failures < mostUnknown || register.inquiry_since === null) return undefined;
  const until = afterWindow(register.inquiry_since);
  return now < until ? fault('instrument.pinLocked', { until }) : undefined;
}

/** Counts a number that nobody knows against the register that named it. */
export async function countUnknown(act: Act, register: RegisterTable, now: string): Promise<void> {
  const fresh = register.inquiry_since === null || now >= afterWindow(register.inquiry_since);
  await act
    .updateTable('register')
    .set(
      fresh
        ? { inquiry_failures: 1, inquiry_since: now }
        : { inquiry_failures: register.inquiry_failures + 1 },
    )
    .where('id', '=', register.id)
    .execute();
}
