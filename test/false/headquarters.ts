/** Headquarters as a register hears it: grants, refuses and breaks locks through the register's own `applyHeld`. */
import { applyHeld, type Heard } from '../../main/database/grants.ts';
import { nextHold } from '../../main/database/holds.ts';
import { openAsk } from '../../main/database/locks.ts';
import type { Database } from '../../main/database/open.ts';
import { fault, type FaultCode, type FaultData } from '../../shared/fault.ts';
import { hashText } from '../../shared/hash.ts';
import type { Chance, Clock, RequestId } from '../../shared/identity.ts';
import { lastFour } from '../../shared/instrument.ts';
import { grantText, type Grant, type Outcome, type SignedGrant } from '../../shared/lock.ts';
import { minor } from '../../shared/money.ts';
import { instrumentNumber } from '../make/number.ts';
import { identity } from '../make/place.ts';

export type FalseHeadquarters = {
  readonly verify: (text: string, signature: string) => boolean;
  readonly verifyGrant: (signed: SignedGrant) => boolean;
  /** Grants the open ask. `change` spoils the grant after it was signed. */
  readonly grant: (balance: number, change?: Partial<Grant>) => Heard;
  readonly refuse: (code: FaultCode, data?: FaultData) => Heard;
  readonly lose: (request: RequestId) => Heard;
};

const sign = (text: string): string => hashText(`headquarters ${text}`);

export function falseHeadquarters(
  db: Database,
  ports: { clock: Clock; chance: Chance; seal: (text: string) => string },
): FalseHeadquarters {
  const verify = (text: string, signature: string): boolean => signature === sign(text);
  let reserved = 0;
  const hear = (results: Readonly<Record<RequestId, Outcome>>): Heard => {
    const hold = nextHold(db, ports.chance);
    const held = { epoch: hold.epoch, results };
    return applyHeld(db, hold, held, { verify, seal: ports.seal, at: ports.clock.now() });
  };
  const asked = () => {
    const row = openAsk(db);
    if (!row) throw new Error('nothing is asked for');
    return row;
  };
  return {
    verify,
    verifyGrant: (signed) => verify(grantText(signed.grant), signed.signature),
    grant: (balance, change = {}) => {
      const row = asked();
      reserved += 1;
      const memo = row.kind === 'creditMemo' ? instrumentNumber(900 + reserved) : undefined;
      const grant: Grant = {
        epoch: identity.epoch,
        request: row.request,
        token: 1,
        instrument: {
          kind: row.kind,
          key: hashText(row.request),
          last4: row.last4 === '' ? lastFour(memo ?? '') : row.last4,
        },
        purpose: row.purpose,
        store: identity.store,
        register: identity.register,
        sale: row.sale,
        balance: minor(balance),
        currency: row.currency,
        reserved: memo === undefined ? null : { key: hashText(memo), last4: lastFour(memo) },
        version: 1,
        grantedAt: ports.clock.now(),
      };
      const signature = sign(grantText(grant));
      const signed: SignedGrant = { grant: { ...grant, ...change }, signature };
      return hear({ [row.request]: { state: 'granted', grant: signed, number: memo } });
    },
    refuse: (code, data) =>
      hear({ [asked().request]: { state: 'refused', fault: fault(code, data) } }),
    lose: (request) => hear({ [request]: { state: 'broken' } }),
  };
}
