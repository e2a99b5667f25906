/** What a sale does with each of its instruments. */
import type { Hash, RequestId } from '../../shared/identity.ts';
import type { InstrumentKind, Purpose } from '../../shared/instrument.ts';
import type { Grant, SignedGrant } from '../../shared/lock.ts';
import { minor, zero, type Minor } from '../../shared/money.ts';
import type { Sale } from '../../shared/sale.ts';
import { isInstrumentTender } from '../../shared/tender.ts';

export type Use = {
  readonly request: RequestId;
  readonly kind: InstrumentKind;
  readonly purpose: Purpose;
  readonly last4: string;
  /** Never negative: what the instrument pays or gets. */
  readonly amount: Minor;
  /** The grant when it is our own word; null when the sale brings none or a forged one. */
  readonly grant: Grant | null;
  /** False for a grant whose instrument is in no line and no tender. */
  readonly used: boolean;
};

const whole = (amount: Minor): Minor => minor(Math.abs(amount));

/** One use per tender and line that names a request, and one without amount per grant that nothing in the sale uses. */
export function usesOf(sale: Sale, isOurs: (signed: SignedGrant) => boolean): Use[] {
  const grants = new Map(
    sale.grants.flatMap((signed) =>
      isOurs(signed) ? [[signed.grant.request, signed.grant] as const] : [],
    ),
  );
  const grant = (request: RequestId): Grant | null => grants.get(request) ?? null;
  const tenders = sale.tenders.filter(isInstrumentTender).map((tender): Use => {
    const { request, kind, last4 } = tender;
    // The direction of the money decides; a tender that contradicts its own purpose is told by the grant's purpose.
    const purpose =
      tender.amount > 0 ? 'pay' : tender.purpose === 'pay' ? 'refundTo' : tender.purpose;
    return {
      request,
      kind,
      purpose,
      last4,
      amount: whole(tender.amount),
      grant: grant(request),
      used: true,
    };
  });
  const lines = sale.lines.flatMap((line): Use[] =>
    line.kind === 'giftCard'
      ? [
          {
            request: line.request,
            kind: 'giftCard',
            purpose: line.purpose,
            last4: line.last4,
            amount: whole(line.amount),
            grant: grant(line.request),
            used: true,
          },
        ]
      : [],
  );
  const named = new Set([...tenders, ...lines].map((use) => use.request));
  const unused = [...grants.values()].flatMap((found): Use[] =>
    named.has(found.request)
      ? []
      : [
          {
            request: found.request,
            kind: found.instrument.kind,
            purpose: found.purpose,
            last4: found.instrument.last4,
            amount: zero,
            grant: found,
            used: false,
          },
        ],
  );
  return [...tenders, ...lines, ...unused];
}

/** The instruments that the grants of the uses name, and the numbers reserved with them. */
export const instrumentKeys = (uses: readonly Use[]): Hash[] =>
  uses.flatMap(({ grant }) =>
    grant === null
      ? []
      : [grant.instrument.key, ...(grant.reserved === null ? [] : [grant.reserved.key])],
  );
