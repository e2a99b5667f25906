/** The commit: one transaction makes a sealed sale, its journal entry and its spent locks out of the cart (DESIGN section 4, PROTOCOL 3.3). */
import { cartRequests, totals, type Cart } from '../../shared/cart.ts';
import { mayComplete, type Completion } from '../../shared/completion.ts';
import { receiptNumber } from '../../shared/entry.ts';
import { done, fail, type Result } from '../../shared/fault.ts';
import type { RegisterId } from '../../shared/identity.ts';
import { seal, type Sale } from '../../shared/sale.ts';
import { needsDrawer } from '../../shared/tenderrule.ts';
import { askedCard } from '../database/cardpayments.ts';
import { closeOpenCart } from '../database/carts.ts';
import { readIdentity, readPlacedIdentity } from '../database/identity.ts';
import { locksOf, markRead, openAsk, spendLocks, type LockRow } from '../database/locks.ts';
import { readParameters, readTenderPolicy } from '../database/parameters.ts';
import { insertSale, nextReceiptSequence } from '../database/sales.ts';
import { openShift } from '../database/shifts.ts';
import { needAge } from './age.ts';
import { needLines } from './cart.ts';
import { noteFailure, type Desk } from './desk.ts';
import { watchDrawer } from './drawerlimit.ts';
import { completionNow, lockFacts } from './lockfacts.ts';
import { papersOf } from './papers.ts';
import { recording, type Record } from './record.ts';
import { showReceipt } from './screen.ts';

/** Whether the cart might be completed right now. Faults: ask.pending, completion.* */
export function mayCommit(desk: Desk, cart: Cart): Result<Completion> {
  const { db } = desk.ports;
  return mayCommitWith(desk, cart, {
    rows: locksOf(db, cart.sale),
    register: readIdentity(db)?.register,
  });
}

/** What the transaction has read of the cart's locks and of this register. */
type Known = { readonly rows: readonly LockRow[]; readonly register: RegisterId | undefined };

function mayCommitWith(desk: Desk, cart: Cart, { rows, register }: Known): Result<Completion> {
  const { db, link } = desk.ports;
  if (openAsk(db)) return fail('ask.pending');
  if (askedCard(db)) return fail('card.pending');
  const age = needAge(cart);
  if (!age.ok) return age;
  const facts = lockFacts(desk, cart, rows, register);
  return mayComplete(cart, link(), readParameters(db), facts, completionNow(desk));
}

/** Makes the sale of a fully tendered cart; must run in a transaction. Faults: ask.pending, completion.*, cart.empty, tender.short. */
export function commitCart(desk: Desk, cart: Cart, record: Record): Result<Sale> {
  const { db, clock } = desk.ports;
  const identity = readPlacedIdentity(db);
  if (identity === null) return fail('activation.needed');
  const rows = locksOf(db, cart.sale);
  const completion = mayCommitWith(desk, cart, { rows, register: identity.register });
  if (!completion.ok) return completion;
  const requests = cartRequests(cart);
  const grants = rows.flatMap((row) =>
    row.grant && requests.includes(row.request) ? [row.grant] : [],
  );
  const sealed = seal(cart, {
    receipt: receiptNumber(identity.registerName, nextReceiptSequence(db)),
    committedAt: clock.now(),
    grants,
    completion: completion.value,
    shift: openShift(db)?.id ?? null,
  });
  if (!sealed.ok) return sealed;
  const { entry, place } = record({ kind: 'sale', sale: sealed.value }, identity);
  insertSale(db, sealed.value, entry.hash, place);
  spendLocks(db, requests);
  closeOpenCart(db);
  markRead(db);
  showReceipt(db, sealed.value.receipt);
  return sealed;
}

/** What follows a durable commit: drawer, papers, network. */
export function afterCommit(desk: Desk, sale: Sale): void {
  desk.memory.latest = null;
  desk.memory.fingerprints.clear();
  const { kinds, drawerMost } = readTenderPolicy(desk.ports.db);
  watchDrawer(desk, sale, drawerMost);
  if (needsDrawer(kinds, sale.tenders, sale.change)) noteFailure(desk, desk.ports.drawer());
  noteFailure(desk, desk.ports.papers(papersOf(desk, sale, { copy: false })));
  desk.ports.wake();
}

/**
 * Completes the open sale, which must be fully tendered. Faults: cart.none, cart.empty, tender.short { due }, ask.pending, completion.*
 */
export function complete(desk: Desk): Result<void> {
  const committed = recording(desk, (record): Result<Sale> => {
    const cart = needLines(desk.ports.db);
    if (!cart.ok) return cart;
    const { due } = totals(cart.value);
    return due === 0 ? commitCart(desk, cart.value, record) : fail('tender.short', { due });
  });
  if (!committed.ok) return committed;
  afterCommit(desk, committed.value);
  return done;
}
