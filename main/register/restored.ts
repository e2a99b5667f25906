/** A register that was put right after its records went back in time (PROTOCOL section 6): the journal and the cashier hear of it. */
import { done, fault, type Fault, type Result } from '../../shared/fault.ts';
import { readIdentity } from '../database/identity.ts';
import type { Database } from '../database/open.ts';
import { markHeard, unheardRecovery, type Recovered } from '../database/recovered.ts';
import { noteFailure, type Desk } from './desk.ts';
import { audit, recording } from './record.ts';

const noteOf = ({ entries, carts, copy }: Recovered): string =>
  [
    ...(copy === null ? [] : [`${copy.from} for ${copy.aside}`]),
    `entries back: ${entries}`,
    `carts closed: ${carts}`,
  ].join(', ');

/** Accounts for a recovery in the journal, once. */
export function accountForRecovery(desk: Desk): void {
  const { db } = desk.ports;
  const recovered = unheardRecovery(db, 'journal');
  if (recovered === null || !readIdentity(db)) return;
  const recorded = recording(desk, (record): Result<void> => {
    record(audit(desk, 'restored', noteOf(recovered)));
    markHeard(db, 'journal');
    return done;
  });
  noteFailure(desk, recorded);
}

/** What the cashier has not read yet; data: entries that came back, carts that were closed. */
export function recoveryNotice(db: Database): Fault | null {
  const recovered = unheardRecovery(db, 'cashier');
  if (recovered === null) return null;
  const { entries, carts, copy } = recovered;
  return fault(copy === null ? 'register.restored' : 'database.restored', {
    ...(entries > 0 ? { entries } : {}),
    ...(carts > 0 ? { carts } : {}),
  });
}
