/** What the register knows of the locks of a sale, checked anew against headquarters' signature each time (PROTOCOL R1, R7). */
import type { Cart } from '../../shared/cart.ts';
import type { CompletionNow, LockFacts } from '../../shared/completion.ts';
import type { RegisterId } from '../../shared/identity.ts';
import type { SignedGrant } from '../../shared/lock.ts';
import { countPending } from '../database/journal.ts';
import type { LockRow } from '../database/locks.ts';
import type { Desk, Ports } from './desk.ts';

/** Whether the stored grant is headquarters' word for exactly this request of this sale on this register. */
function isVerified(
  ports: Ports,
  cart: Cart,
  row: LockRow,
  register: RegisterId | undefined,
): boolean {
  const signed: SignedGrant | null = row.grant;
  if (signed === null) return false;
  const { grant } = signed;
  return (
    grant.request === row.request &&
    grant.register === register &&
    grant.sale === cart.sale &&
    grant.purpose === row.purpose &&
    grant.instrument.kind === row.kind &&
    ports.verifyGrant(signed)
  );
}

/** The last four digits; a memo to be issued has none before its grant. */
export const lastFourOf = (row: LockRow): string =>
  row.last4 === '' ? (row.grant?.grant.instrument.last4 ?? '') : row.last4;

/** `rows`: the locks of the cart's sale, and `register`: whose they must be, as both were read in the same transaction. */
export function lockFacts(
  desk: Desk,
  cart: Cart,
  rows: readonly LockRow[],
  register: RegisterId | undefined,
): LockFacts[] {
  return rows.map((row) => ({
    request: row.request,
    kind: row.kind,
    purpose: row.purpose,
    last4: lastFourOf(row),
    state: row.state,
    verified: isVerified(desk.ports, cart, row, register),
  }));
}

/** Running time and entries still owed to the channel, for the limits of the completion rule. */
export const completionNow = (desk: Desk): CompletionNow => ({
  running: desk.ports.clock.running(),
  pending: countPending(desk.ports.db),
});
