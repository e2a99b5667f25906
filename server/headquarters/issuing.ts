/** Issuing a card or memo at head office, which keeps to its own parameters as every register does. */
import { fail, type Result } from '../../shared/fault.ts';
import { plainNumber, type InstrumentRef } from '../../shared/instrument.ts';
import { zero } from '../../shared/money.ts';
import { keepsPolicy, monthsLater } from '../../shared/policy.ts';
import { mostBalance } from './fitness.ts';
import type { Headquarters } from './headquarters.ts';
import { createInstrument, type NewInstrument } from './instruments.ts';
import { appliedPolicy } from './parameters.ts';

/**
 * By the parameters that are applied now: a number of their ranges, with a PIN where they need one, no less and no more than they allow, valid
 * for so long as they say unless told. Faults: those of `createInstrument` and `keepsPolicy`, instrument.tooMuch.
 */
export async function issueInstrument(
  headquarters: Headquarters,
  made: NewInstrument,
  by: string,
): Promise<Result<InstrumentRef>> {
  const { kind, amount, pin } = made;
  if (amount > mostBalance) return fail('instrument.tooMuch', { most: mostBalance });
  const policy = await appliedPolicy(headquarters.db.query);
  const number = plainNumber(made.number);
  const asked = { purpose: 'issue', number, amount, pin, balance: zero } as const;
  const kept = kind === 'giftCard' ? keepsPolicy(policy.giftCard, asked) : null;
  if (kept?.ok === false) return kept;
  const over = monthsLater(headquarters.clock.now(), policy[kind].validMonths) ?? undefined;
  return createInstrument(headquarters, { ...made, expires: made.expires ?? over }, by);
}
