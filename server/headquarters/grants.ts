/** Grants: headquarters' signed word that an instrument belongs to one sale. */
import { z } from 'zod';
import type { RequestId } from '../../shared/identity.ts';
import { grantText, type Grant, type Outcome, type SignedGrant } from '../../shared/lock.ts';
import { signedGrantSchema } from '../../shared/wire/grant.ts';
import { faultSchema } from '../../shared/wire/parts.ts';
import type { Headquarters } from './headquarters.ts';
import { reservedNumber } from './numbers.ts';
import type { LockTable } from './tables.ts';

export const signGrant = ({ keys }: Headquarters, grant: Grant): SignedGrant => ({
  grant,
  signature: keys.sign(grantText(grant)),
});

/** True when the grant is our own word, unchanged. */
export const isOurs = ({ keys }: Headquarters, signed: SignedGrant): boolean =>
  keys.isSigned(grantText(signed.grant), signed.signature);

const storedGrant = z.string().transform((text) => signedGrantSchema.parse(JSON.parse(text)));
const storedFault = z.string().transform((text) => faultSchema.parse(JSON.parse(text)));

/** What the register is told of a recorded request. Freed means that it was not wanted any more: it never holds again, so it counts as broken. */
export function outcomeOf(headquarters: Headquarters, row: LockTable): Outcome {
  switch (row.state) {
    case 'live': {
      const grant = storedGrant.parse(row.grant_json);
      return { state: 'granted', grant, number: numberFor(headquarters, row.request, grant.grant) };
    }
    case 'refused':
      return { state: 'refused', fault: storedFault.parse(row.fault_json) };
    case 'freed':
      return { state: 'broken' };
    case 'settled':
    case 'broken':
    case 'superseded':
      return { state: row.state };
  }
}

/** The reserved number of a grant, derived again; undefined when it reserves none. */
function numberFor({ keys }: Headquarters, request: RequestId, grant: Grant): string | undefined {
  for (let round = 0; grant.reserved !== null && round < 8; round += 1) {
    const candidate = reservedNumber(keys, request, round);
    if (candidate.key === grant.reserved.key) return candidate.number;
  }
  return undefined;
}
