/** What HELD changes on the register (PROTOCOL R1, R2, R3, R9): one transaction per answer. */
import { totals, withoutRequest, type Cart } from '../../shared/cart.ts';
import { assert, fail, fault, type Fault, type Result } from '../../shared/fault.ts';
import type { Instant, RequestId } from '../../shared/identity.ts';
import { grantText, type Grant, type Held, type HoldRef, type Outcome } from '../../shared/lock.ts';
import { least, minor, negate, type Minor } from '../../shared/money.ts';
import { next } from '../../shared/move.ts';
import { mayTender } from '../../shared/tender.ts';
import { keepsRule, leftOf, tenderedOf } from '../../shared/tenderrule.ts';
import { restartAnswers } from './answers.ts';
import { readOpenCart, saveOpenCart } from './carts.ts';
import { findHold, lastHold, markAnswered, reopenAfter } from './holds.ts';
import { readIdentity, saveEpoch, type Identity } from './identity.ts';
import { dropLeft, endLock, findLock, holdLock, wanted, type LockRow } from './locks.ts';
import type { Database } from './open.ts';
import { readTenderPolicy } from './parameters.ts';
import { one } from './statement.ts';
import { transaction } from './transaction.ts';

/** `verify`: headquarters' signature over a text; `seal`: encrypts a reserved number; `at`: now, by the wall clock. */
export type HeldPorts = {
  readonly verify: (text: string, signature: string) => boolean;
  readonly seal: (text: string) => string;
  readonly at: Instant;
};

/** What the answer was. `rolledBack`: this register lost the HOLD that headquarters remembers, PROTOCOL section 6. */
export type Heard =
  | {
      readonly heard: 'results';
      readonly held: readonly RequestId[];
      readonly invalid: readonly RequestId[];
    }
  | { readonly heard: 'epoch' | 'resend' | 'ignored' }
  | { readonly heard: 'rolledBack'; readonly last: HoldRef };

/** Takes in the answer to a HOLD that this register sent. `invalid`: asked requests whose grant does not count (R1). */
export function applyHeld(db: Database, hold: HoldRef, held: Held, ports: HeldPorts): Heard {
  return transaction(db, () => {
    const identity = readIdentity(db);
    assert(identity !== null, 'a register that hears HELD has an identity');
    if (held.epoch < identity.epoch) return { heard: 'ignored' };
    if (held.epoch > identity.epoch) {
      saveEpoch(db, held.epoch);
      restartAnswers(db);
      return { heard: 'epoch' };
    }
    if (held.last !== undefined) return hearLast(db, hold, held.last, identity);
    if (held.results === undefined) return { heard: 'ignored' };
    markAnswered(db, hold.id);
    return hearResults(db, held.results, identity, ports);
  });
}

/** The HOLD was not acted on: headquarters names the newest one it has (R9). */
function hearLast(db: Database, sent: HoldRef, last: HoldRef, identity: Identity): Heard {
  const known = findHold(db, last.id);
  if (known === null)
    return last.incarnation < identity.incarnation
      ? { heard: 'ignored' }
      : { heard: 'rolledBack', last };
  if (lastHold(db)?.id !== sent.id || known.id === sent.id) return { heard: 'ignored' };
  reopenAfter(db, known);
  return { heard: 'resend' };
}

function hearResults(
  db: Database,
  results: Readonly<Record<RequestId, Outcome>>,
  identity: Identity,
  ports: HeldPorts,
): Heard {
  const held: RequestId[] = [];
  const invalid: RequestId[] = [];
  for (const [request, outcome] of Object.entries(results)) {
    const row = findLock(db, request);
    if (row?.state === 'asked') {
      const taken = hearAsked(db, row, outcome, identity, ports);
      if (taken === 'held') held.push(request);
      if (taken === 'invalid') invalid.push(request);
    } else if (
      row?.state === 'held' &&
      (outcome.state === 'broken' || outcome.state === 'superseded')
    ) {
      loseHeld(db, row);
    }
  }
  return { heard: 'results', held, invalid };
}

function hearAsked(
  db: Database,
  row: LockRow,
  outcome: Outcome,
  identity: Identity,
  ports: HeldPorts,
): 'held' | 'invalid' | 'ended' {
  if (outcome.state === 'refused') {
    endLock(db, row.request, 'refused', ownReason(db, row, outcome.fault, identity));
    return 'ended';
  }
  if (outcome.state !== 'granted') {
    endLock(db, row.request, 'gone', fault('lock.broken', { kind: row.kind, last4: row.last4 }));
    return 'ended';
  }
  const cart = readOpenCart(db);
  const { grant, signature } = outcome.grant;
  const bound = cart !== null && isBound(cart, row, grant, identity);
  if (!bound || !ports.verify(grantText(grant), signature)) return 'invalid';
  const changed = admit(db, cart, row, grant);
  if (!changed.ok) {
    endLock(db, row.request, 'gone', changed.fault);
    return 'ended';
  }
  const sealedNumber = outcome.number === undefined ? null : ports.seal(outcome.number);
  holdLock(db, row.request, { grant: outcome.grant, heldAt: ports.at, sealedNumber });
  saveOpenCart(db, changed.value);
  return 'held';
}

/** R1: the grant is for this request of the open sale on this register, for this purpose, and of the epoch last heard. */
const isBound = (cart: Cart, row: LockRow, grant: Grant, identity: Identity): boolean =>
  cart.sale === row.sale &&
  grant.request === row.request &&
  grant.sale === row.sale &&
  grant.register === identity.register &&
  grant.store === identity.store &&
  grant.purpose === row.purpose &&
  grant.currency === row.currency &&
  grant.epoch === identity.epoch &&
  grant.instrument.kind === row.kind &&
  (row.last4 === '' || grant.instrument.last4 === row.last4);

/** The cart with the granted instrument, as tender or line. Faults: those of tenders and carts; grant.invalid for a purpose without place. */
function admit(db: Database, cart: Cart, row: LockRow, grant: Grant): Result<Cart> {
  const { last4 } = grant.instrument;
  if (row.intent.as === 'line') {
    if (row.purpose === 'pay' || row.purpose === 'refundTo') return fail('grant.invalid');
    // A card is paid out whole, whatever was thought to be on it.
    const amount = row.purpose === 'cashOut' ? negate(grant.balance) : row.intent.amount;
    const line = { purpose: row.purpose, request: row.request, last4, amount };
    return next(cart, { move: 'addInstrument', line });
  }
  if (row.purpose === 'addValue' || row.purpose === 'cashOut') return fail('grant.invalid');
  const { due } = totals(cart);
  if (due === 0) return fail('tender.nothingDue');
  const rule = readTenderPolicy(db).kinds[row.kind];
  const before = tenderedOf(row.kind, cart.tenders);
  const left = leftOf(rule, before);
  const amount = tenderAmount(row.intent.amount, row.purpose, due, grant.balance, left);
  const allowed = mayTender(row.kind, amount, due);
  if (!allowed.ok) return allowed;
  const kept = keepsRule(rule, amount, due, before);
  if (!kept.ok) return kept;
  const tender = {
    request: row.request,
    purpose: row.purpose,
    last4,
    amount,
    balance: grant.balance,
    reservedLast4: grant.reserved?.last4 ?? null,
  };
  return next(cart, { move: 'addTender', tender: { ...tender, kind: row.kind } });
}

/** The least of what is wanted (or, where nothing special is, allowed), due and there; a refund has the sign of what is due. */
function tenderAmount(
  wish: Minor | null,
  purpose: 'pay' | 'issue' | 'refundTo',
  due: Minor,
  balance: Minor,
  limit: Minor | null,
): Minor {
  const size = minor(Math.abs(due));
  const most = least(size, wish === null ? (limit ?? size) : minor(Math.abs(wish)));
  return purpose === 'pay' ? least(most, balance) : negate(most);
}

/** R3: a held lock is no more; its tender or line leaves the sale and the cashier is told. */
function loseHeld(db: Database, row: LockRow): void {
  const cart = readOpenCart(db);
  if (cart !== null) {
    const without = withoutRequest(cart, row.request);
    saveOpenCart(db, without);
    dropLeft(db, cart, without);
  }
  endLock(db, row.request, 'gone', fault('lock.broken', { kind: row.kind, last4: row.last4 }));
}

/** A lock that refuses a request may be this register's own: the same instrument in this sale, or in one that is not settled (R5). */
function ownReason(db: Database, row: LockRow, refusal: Fault, identity: Identity): Fault {
  if (refusal.code !== 'instrument.locked' && refusal.code !== 'instrument.unsettled')
    return refusal;
  const holder = refusal.data['register'];
  if (holder !== undefined && holder !== identity.register && holder !== identity.registerName)
    return refusal;
  const [spent] = ownSpent(db, row);
  if (ownUses(db, row).some((other) => other.state === 'held')) {
    return fault('instrument.twice', { kind: row.kind, last4: row.last4 });
  }
  return spent === undefined ? refusal : ownSale(db, spent);
}

/** Other wanted requests that are, by what the register may know (kind and last four), for the same instrument. */
const ownUses = (db: Database, row: LockRow): LockRow[] =>
  wanted(db).filter(
    (other) =>
      other.request !== row.request &&
      other.kind === row.kind &&
      other.last4 === row.last4 &&
      row.last4 !== '',
  );

/** Requests of this register's committed sales that still hold the same instrument (R5). */
export const ownSpent = (db: Database, row: LockRow): LockRow[] =>
  ownUses(db, row).filter((other) => other.state === 'spent');

/** "Your own sale N has not arrived yet" (R5). */
function ownSale(db: Database, { sale, kind, last4 }: LockRow): Fault {
  const row = one<{ receipt: string }>(db, 'SELECT receipt FROM sale WHERE id = ?', [sale]);
  return fault('instrument.ownSale', { kind, last4, receipt: row?.receipt ?? '' });
}

/** Ends an ask because its grant does not count; false when it was given up meanwhile. The next HOLD frees the lock. */
export function endInvalid(db: Database, request: RequestId): boolean {
  return endAsk(db, request, (row) => fault('grant.invalid', { kind: row.kind, last4: row.last4 }));
}

/** Ends an ask that was not answered in time; false when it was answered or given up meanwhile. */
export function endUnanswered(db: Database, request: RequestId): boolean {
  return endAsk(db, request, (row) =>
    fault('instrument.noAnswer', { kind: row.kind, last4: row.last4 }),
  );
}

/** Ends an ask because this register's own sale holds the instrument and cannot be sent (R5). */
export function endOwnSale(db: Database, request: RequestId): boolean {
  return endAsk(db, request, (row) => {
    const [own] = ownSpent(db, row);
    const unanswered = fault('instrument.noAnswer', { kind: row.kind, last4: row.last4 });
    return own === undefined ? unanswered : ownSale(db, own);
  });
}

function endAsk(db: Database, request: RequestId, why: (row: LockRow) => Fault): boolean {
  return transaction(db, () => {
    const row = findLock(db, request);
    if (row?.state !== 'asked') return false;
    endLock(db, request, 'gone', why(row));
    return true;
  });
}
