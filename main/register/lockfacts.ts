/** What the register knows of the locks of a sale, checked anew against headquarters' signature each time (PROTOCOL R1, R7). */
import type { Cart } from '../../shared/cart.ts';
import type { CompletionNow, LockFacts } from '../../shared/completion.ts';
import type { SignedGrant } from '../../shared/lock.ts';
import { readIdentity } from '../database/identity.ts';
import { countPending } from '../database/journal.ts';
import { locksOf, type LockRow } from '../database/locks.ts';
import type { Desk, Ports } from './desk.ts';

/** Whether the stored grant is headquarters' word for exactly this request of this sale on this register. */
function isVerified(ports: Ports, cart: Cart, row: LockRow): boolean {
  const signed: SignedGrant | null = row.grant;
  if (signed === null) return false;
  const { grant } = signed;
  return (
    grant.request === row.request &&
    grant.register === readIdentity(ports.db)?.register &&
    grant.sale === cart.sale &&
    grant.purpose === row.purpose &&
    grant.instrument.kind === row.kind &&
    ports.verifyGrant(signed)
  );
}

/** The last four digits; a memo to be issued has none before its grant. */
export const lastFourOf = (row: LockRow): string =>
  row.last4 === '' ? (row.grant?.grant.instrument.last4 ?? '') : row.last4;

export const lockFacts = (desk: Desk, cart: Cart): LockFacts[] =>
  locksOf(desk.ports.db, cart.sale).map((row) => ({
    request: row.request,
    kind: row.kind,
    purpose: row.purpose,
    last4: lastFourOf(row),
    state: row.state,
    verified: isVerified(desk.ports, cart, row),
  }));

/** Running time and entries still owed to the channel, for the limits of the completion rule. */
export const completionNow = (desk: Desk): CompletionNow => ({
  running: desk.ports.clock.running(),
  pending: countPending(desk.ports.db),
});
