/** The open sale: opened by its first item, saved with every change, closed by a commit or a void. */
import { liveLines, openCart, totals, type Cart } from '../../shared/cart.ts';
import { done, fail, ok, type Result } from '../../shared/fault.ts';
import { next, type Move } from '../../shared/move.ts';
import type { Product } from '../../shared/product.ts';
import { isQuantity, mostQuantity, one } from '../../shared/quantity.ts';
import { reasonsFor, type ReasonUse } from '../../shared/reason.ts';
import { askedCard, undoCards } from '../database/cardpayments.ts';
import { closeOpenCart, readOpenCart, saveOpenCart } from '../database/carts.ts';
import { findProduct } from '../database/catalog.ts';
import { dropLock, dropLocks, markRead, openAsk } from '../database/locks.ts';
import type { Database } from '../database/open.ts';
import { readConfiguration } from '../database/parameters.ts';
import { attempt } from '../database/transaction.ts';
import type { Desk } from './desk.ts';
import { needStaff } from './people.ts';
import { readPlace } from './place.ts';
import { inShift, recording, type Record } from './record.ts';
import { showScreen } from './screen.ts';
import { needShiftToSell } from './shift.ts';

/** The open cart, or a new one that is not saved yet. Faults: signIn.needed, activation.needed. */
export function cartOrNew(desk: Desk): Result<Cart> {
  const { db, chance, clock } = desk.ports;
  const open = readOpenCart(db);
  if (open) return ok(open);
  const staff = needStaff(desk);
  if (!staff.ok) return staff;
  const shift = needShiftToSell(db);
  if (!shift.ok) return shift;
  const place = readPlace(db);
  if (!place.ok) return place;
  const { identity, configuration } = place.value;
  return ok(
    openCart({
      sale: chance.id(),
      store: identity.store,
      register: identity.register,
      cashier: staff.value.id,
      currency: configuration.currency,
      rates: configuration.rates,
      openedAt: clock.now(),
      coin: configuration.tenders?.coin ?? 1,
    }),
  );
}

/** The open cart. Fault: cart.none. */
export function needCart(db: Database): Result<Cart> {
  const cart = readOpenCart(db);
  return cart ? ok(cart) : fail('cart.none');
}

/** The open cart with something in it. Faults: cart.none, cart.empty. */
export function needLines(db: Database): Result<Cart> {
  const cart = needCart(db);
  return cart.ok && liveLines(cart.value).length === 0 ? fail('cart.empty') : cart;
}

/** Goods may not change under money: neither one that was given nor one that is being asked for. Fault: cart.paying. */
export function mayChangeGoods(db: Database, cart: Cart): Result<void> {
  const asking = openAsk(db)?.intent.as === 'tender' || askedCard(db) !== null;
  return cart.tenders.length > 0 || asking ? fail('cart.paying') : done;
}

/** Changes the goods of the open cart and shows the sale, in one transaction. `begin` opens a cart when there is none. */
export function changeGoods(
  desk: Desk,
  begin: boolean,
  change: (cart: Cart) => Result<Cart>,
): Result<Cart> {
  const { db } = desk.ports;
  return attempt(db, (): Result<Cart> => {
    const cart = begin ? cartOrNew(desk) : needCart(db);
    if (!cart.ok) return cart;
    const free = mayChangeGoods(db, cart.value);
    if (!free.ok) return free;
    const changed = change(cart.value);
    if (!changed.ok) return changed;
    saveOpenCart(db, changed.value);
    showScreen(db, 'sale');
    return changed;
  });
}

/** One move on the goods of the open cart. Faults of the move, cart.none, cart.paying. */
export function moveGoods(desk: Desk, move: Move): Result<void> {
  const changed = changeGoods(desk, false, (cart) => next(cart, move));
  return changed.ok ? done : changed;
}

/** The line that was entered or raised last, for the screen to point at. */
function rememberLatest(desk: Desk, cart: Cart, scanned: boolean): void {
  const line = cart.lines.at(-1);
  const scannedAt = scanned ? desk.ports.clock.now() : null;
  desk.memory.latest = line ? { line: line.line, scannedAt } : null;
}

/** Adds goods by a move, opening a sale when there is none. */
export function addGoods(desk: Desk, move: Move, scanned: boolean): Result<void> {
  const changed = changeGoods(desk, true, (cart) => next(cart, move));
  if (!changed.ok) return changed;
  rememberLatest(desk, changed.value, scanned);
  return done;
}

/** What is weighed is not sold by guess. Fault: weight.needed { product, name, nameZh }. */
export const needWeight = ({ id, name, unit }: Product): Result<void> =>
  unit === 'kg' ? fail('weight.needed', { product: id, name: name.en, nameZh: name.zh }) : done;

/**
 * Adds one of a product that was chosen on the screen, or so many thousandths of it. Faults: product.unknown, weight.needed, quantity.tooLarge, those
 * of the move.
 */
export function addProduct(desk: Desk, id: string, thousandths?: number): Result<void> {
  const product = findProduct(desk.ports.db, id);
  if (!product) return fail('product.unknown');
  const weighed = thousandths === undefined ? needWeight(product) : done;
  if (!weighed.ok) return weighed;
  const amount = thousandths ?? one;
  if (!isQuantity(amount)) return fail('quantity.tooLarge', { most: mostQuantity / 1000 });
  const barcode = product.barcodes[0] ?? '';
  return addGoods(desk, { move: 'addProduct', product, barcode, quantity: amount }, false);
}

/** The reason, when the store has some for this act and this is one of them; null when it asks for none. Fault: reason.needed. */
function chosenReason(db: Database, use: ReasonUse, id: string | undefined): Result<string | null> {
  const choices = reasonsFor(use, readConfiguration(db)?.reasons ?? []);
  if (choices.length === 0) return ok(null);
  const chosen = choices.find((reason) => reason.id === id);
  return chosen ? ok(chosen.id) : fail('reason.needed');
}

/**
 * Takes a line out; a gift card that was to be sold is unlocked (PROTOCOL 3.4). Faults: line.unknown, cart.none, cart.paying, reason.needed where
 * the store asks why.
 */
export function voidLine(desk: Desk, number: number, why?: string): Result<void> {
  const { db, wake } = desk.ports;
  const reason = chosenReason(db, 'voidLine', why);
  if (!reason.ok) return reason;
  const changed = changeGoods(desk, false, (cart) => {
    const line = cart.lines.find((candidate) => candidate.line === number && !candidate.voided);
    if (line?.kind === 'giftCard') dropLock(db, line.request);
    return next(cart, { move: 'voidLine', line: number, reason: reason.value });
  });
  if (!changed.ok) return changed;
  wake();
  return done;
}

/** Ends a cart without a sale: its locks are let go, what was told of them counts as read, and when it had lines the journal keeps what it was. Must run in a transaction. */
export function discard(desk: Desk, cart: Cart, record: Record, reason: string | null): void {
  const { db } = desk.ports;
  dropLocks(db, cart.sale);
  undoCards(db, cart.sale);
  if (cart.lines.length > 0) {
    const voidedBy = desk.memory.staff ?? cart.cashier;
    const { total } = totals(cart);
    record({
      kind: 'void',
      voided: { cart, total, voidedBy, reason, ...inShift(desk) },
    });
  }
  closeOpenCart(db);
  markRead(db);
}

/** Gives the whole sale up. Faults: cart.none, reason.needed where the store asks why and there are lines. */
export function voidSale(desk: Desk, why?: string): Result<void> {
  const { db, numbers, wake } = desk.ports;
  const voided = recording(desk, (record): Result<void> => {
    const cart = needCart(db);
    if (!cart.ok) return cart;
    const isEmpty = liveLines(cart.value).length === 0;
    const reason = isEmpty ? ok(null) : chosenReason(db, 'voidSale', why);
    if (!reason.ok) return reason;
    discard(desk, cart.value, record, reason.value);
    showScreen(db, 'sale');
    return done;
  });
  if (!voided.ok) return voided;
  numbers.clear();
  desk.memory.cards?.wake();
  desk.memory.latest = null;
  desk.memory.fingerprints.clear();
  wake();
  return done;
}
