/** The whole policy of finishing a sale (DESIGN section 6, PROTOCOL R7): pure, evaluated inside the commit transaction. */
import { cartRequests, liveLines, type Cart } from './cart.ts';
import { fail, fault, ok, type Fault, type Result } from './fault.ts';
import type { Instant, RequestId } from './identity.ts';
import type { InstrumentKind, Purpose } from './instrument.ts';
import { reachesRealtime, type Link, type LinkState } from './link.ts';
import type { RequestState } from './lock.ts';
import { add, zero, type Minor } from './money.ts';
import type { Parameters } from './parameters.ts';
import { isInstrumentTender } from './tender.ts';

/** What the register knows of one lock: its state, and whether the stored grant verified for this register, sale and purpose. */
export type LockFacts = {
  readonly request: RequestId;
  readonly kind: InstrumentKind;
  readonly purpose: Purpose;
  readonly last4: string;
  readonly state: RequestState;
  readonly verified: boolean;
};

/** `running`: Clock.running in ms; `pending`: entries not yet stored by the channel. */
export type CompletionNow = { readonly running: number; readonly pending: number };

/** How the sale was allowed to be finished; sealed into the sale, so that headquarters can check the rule again. */
export type Completion = {
  readonly offline: boolean;
  readonly rule: 'noInstrument' | 'reachable' | 'parameter';
  readonly link: LinkState;
  readonly linkSince: Instant;
  readonly lastAnswer: Instant | null;
  readonly parameterVersion: number;
};

const perHour = 3_600_000;

/**
 * Whether the sale may be completed now. Faults name the instrument: completion.notAllowed, completion.overAmount, completion.overHours,
 * completion.overPending, completion.unverified.
 */
export function mayComplete(
  cart: Cart,
  link: Link,
  parameters: Parameters,
  locks: readonly LockFacts[],
  now: CompletionNow,
): Result<Completion> {
  const requests = cartRequests(cart);
  const record = (rule: Completion['rule']): Result<Completion> =>
    ok({
      offline: !reachesRealtime(link),
      rule,
      link: link.state,
      linkSince: link.since,
      lastAnswer: link.lastAnswer,
      parameterVersion: parameters.version,
    });
  if (requests.length === 0) return record('noInstrument');
  for (const request of requests) {
    const verdict = instrumentVerdict(cart, request, link, parameters, locks, now);
    if (verdict) return { ok: false, fault: verdict };
  }
  return record(reachesRealtime(link) ? 'reachable' : 'parameter');
}

/** Why this instrument keeps the sale from being finished now; undefined when it does not. */
export function instrumentVerdict(
  cart: Cart,
  request: RequestId,
  link: Link,
  parameters: Parameters,
  locks: readonly LockFacts[],
  now: CompletionNow,
): Fault | undefined {
  const lock = locks.find((candidate) => candidate.request === request);
  if (!lock || lock.state !== 'held' || !lock.verified) {
    return fault('completion.unverified', {
      kind: lock?.kind ?? 'giftCard',
      last4: lock?.last4 ?? '',
    });
  }
  if (reachesRealtime(link)) return undefined;
  const rule = parameters.posting[lock.kind];
  const facts = { kind: lock.kind, last4: lock.last4, version: parameters.version };
  if (!rule.completeOffline) return fault('completion.notAllowed', facts);
  const amount = kindAmount(cart, lock.kind);
  if (rule.mostPerSale !== null && amount > rule.mostPerSale) {
    return fault('completion.overAmount', { ...facts, most: rule.mostPerSale });
  }
  const hours = link.lostAt === null ? 0 : (now.running - link.lostAt) / perHour;
  if (rule.mostHours !== null && hours > rule.mostHours) {
    return fault('completion.overHours', { ...facts, most: rule.mostHours });
  }
  if (rule.mostPending !== null && now.pending >= rule.mostPending) {
    return fault('completion.overPending', { ...facts, most: rule.mostPending });
  }
  return undefined;
}

/** The amount of all instruments of a kind in the sale, without sign. */
function kindAmount(cart: Cart, kind: InstrumentKind): Minor {
  const tenders = cart.tenders.flatMap((tender) =>
    isInstrumentTender(tender) && tender.kind === kind ? [Math.abs(tender.amount) as Minor] : [],
  );
  const lines = liveLines(cart).flatMap((line) =>
    line.kind === kind ? [Math.abs(line.amount) as Minor] : [],
  );
  return add(zero, ...tenders, ...lines);
}

/** Adding an instrument or asking a balance needs the real-time service. Fault: instrument.offline. */
export const mayAsk = (link: Link): Result<void> =>
  reachesRealtime(link)
    ? { ok: true, value: undefined }
    : fail('instrument.offline', { since: link.since });
