/** The locked instruments of a sale as shown: since when, and whether the sale may be finished with each. */
import type { HeldView } from '../../shared/bridge/view.ts';
import { cartRequests, liveLines, type Cart } from '../../shared/cart.ts';
import { instrumentVerdict } from '../../shared/completion.ts';
import { reachesRealtime, type Link } from '../../shared/link.ts';
import type { CompletionRule } from '../../shared/parameters.ts';
import { isInstrumentTender } from '../../shared/tender.ts';
import { readIdentity } from '../database/identity.ts';
import { locksOf } from '../database/locks.ts';
import { readParameters } from '../database/parameters.ts';
import type { Desk } from './desk.ts';
import { completionNow, lastFourOf, lockFacts } from './lockfacts.ts';

/** One view per instrument in the cart, tenders first. */
export function heldViews(desk: Desk, cart: Cart): HeldView[] {
  const requests = cartRequests(cart);
  if (requests.length === 0) return [];
  const { db } = desk.ports;
  const link = desk.ports.link();
  const parameters = readParameters(db);
  const rows = locksOf(db, cart.sale);
  const facts = lockFacts(desk, cart, rows, readIdentity(db)?.register);
  const now = completionNow(desk);
  const down: Link = reachesRealtime(link)
    ? { ...link, state: 'offline', lostAt: now.running }
    : link;
  return requests.flatMap((request) => {
    const row = rows.find((candidate) => candidate.request === request);
    const tender = cart.tenders.find(
      (candidate) => isInstrumentTender(candidate) && candidate.request === request,
    );
    const line = liveLines(cart).find(
      (candidate) => candidate.kind === 'giftCard' && candidate.request === request,
    );
    const amount = tender?.amount ?? (line?.kind === 'giftCard' ? line.amount : undefined);
    if (!row || amount === undefined) return [];
    const verdict = (on: Link) => instrumentVerdict(cart, request, on, parameters, facts, now);
    return [
      {
        kind: row.kind,
        purpose: row.purpose,
        last4: lastFourOf(row),
        tender: tender?.tender ?? null,
        line: line?.line ?? null,
        amount,
        balance: row.grant?.grant.balance ?? amount,
        lockedSince: row.heldAt ?? row.askedAt,
        mayFinishOffline: verdict(down) === undefined,
        waits: verdict(link) ?? null,
        parameterVersion: parameters.version,
        limits: limitsOf(parameters.posting[row.kind]),
      },
    ];
  });
}

const limitsOf = ({ mostPerSale, mostHours, mostPending }: CompletionRule): HeldView['limits'] => ({
  mostPerSale,
  mostHours,
  mostPending,
});
