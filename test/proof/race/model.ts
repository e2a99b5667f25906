/**
 * An independent record of who may hold which card, kept beside the registers and head office. A lock ends at the earliest when something was
 * begun that ends it: a HOLD that does not want it any more, its sale on its way, or a break.
 */
import type { RequestId } from '../../../shared/identity.ts';
import type { SignedGrant } from '../../../shared/lock.ts';

type Held = { readonly card: string; readonly token: number };

export type Model = {
  /** A grant has arrived. */
  readonly granted: (request: RequestId, card: string, signed: SignedGrant) => void;
  /** Something that ends the lock has begun. */
  readonly ending: (request: RequestId, broken?: 'broken') => void;
  readonly wasBroken: (request: RequestId) => boolean;
  readonly counts: { grants: number; twoHolders: number; tokensTwice: number };
};

export function makeModel(): Model {
  const holding = new Map<string, Set<RequestId>>();
  const held = new Map<RequestId, Held>();
  const ended = new Set<RequestId>();
  const broken = new Set<RequestId>();
  const tokens = new Map<string, RequestId>();
  const counts = { grants: 0, twoHolders: 0, tokensTwice: 0 };
  return {
    counts,
    wasBroken: (request) => broken.has(request),
    granted: (request, card, { grant }) => {
      const token = `${card} ${grant.epoch} ${grant.token}`;
      if ((tokens.get(token) ?? request) !== request) counts.tokensTwice += 1;
      tokens.set(token, request);
      if (held.has(request)) return;
      counts.grants += 1;
      held.set(request, { card, token: grant.token });
      if (ended.has(request)) return;
      const now = holding.get(card) ?? new Set();
      if (now.size > 0) counts.twoHolders += 1;
      holding.set(card, now.add(request));
    },
    ending: (request, how) => {
      ended.add(request);
      if (how === 'broken') broken.add(request);
      const card = held.get(request)?.card;
      if (card !== undefined) holding.get(card)?.delete(request);
    },
  };
}
