/** The open cart and the suspended ones. Each is one row, saved with every command, so that a kill at any key loses nothing. */
import type { Cart } from '../../shared/cart.ts';
import { assert } from '../../shared/fault.ts';
import type { Instant, SaleId, StaffId } from '../../shared/identity.ts';
import { cartSchema } from '../../shared/wire/cart.ts';
import { parsed } from './parsed.ts';
import { all, one, run, type Connection } from './statement.ts';
import { transaction, type Writer } from './transaction.ts';

type Row = { readonly body: string };
const toCart = (row: Row): Cart => parsed(cartSchema, row.body, 'cart');

/** The open cart as it was read last: one command reads it several times, and a long one is slow to read. */
const read = new WeakMap<Connection['sql'], { readonly body: string; readonly cart: Cart }>();

/** The open cart, or null. */
export function readOpenCart(db: Connection): Cart | null {
  const row = one<Row>(db, "SELECT body FROM cart WHERE state = 'open'");
  if (row === undefined) return null;
  const before = read.get(db.sql);
  if (before?.body === row.body) return before.cart;
  const cart = toCart(row);
  read.set(db.sql, { body: row.body, cart });
  return cart;
}

/** Saves the cart as the open one; there is never a second. */
export function saveOpenCart(db: Writer, cart: Cart): void {
  const changes = transaction(db, () =>
    run(
      db,
      `INSERT INTO cart (sale, state, body) VALUES (?, 'open', ?)
       ON CONFLICT (sale) DO UPDATE SET body = excluded.body WHERE state = 'open'`,
      [cart.sale, JSON.stringify(cart)],
    ),
  );
  assert(changes === 1, 'a suspended cart is not saved as the open one');
}

/** Ends the open cart: it became a sale, or was voided. */
export function closeOpenCart(db: Writer): void {
  const changes = transaction(db, () => run(db, "DELETE FROM cart WHERE state = 'open'"));
  assert(changes === 1, 'there is an open cart to close');
}

/** Lays the open cart aside. */
export function suspendCart(db: Writer, at: Instant, by: StaffId): void {
  const changes = transaction(db, () =>
    run(
      db,
      "UPDATE cart SET state = 'suspended', suspended_at = ?, suspended_by = ? WHERE state = 'open'",
      [at, by],
    ),
  );
  assert(changes === 1, 'there is an open cart to suspend');
}

export type SuspendedCart = { readonly cart: Cart; readonly at: Instant; readonly by: StaffId };

/** The suspended carts, the latest first. */
export const suspendedCarts = (db: Connection): SuspendedCart[] =>
  all<Row & { readonly at: Instant; readonly by: StaffId }>(
    db,
    `SELECT body, suspended_at AS at, suspended_by AS by FROM cart
     WHERE state = 'suspended' ORDER BY suspended_at DESC, sale`,
  ).map((row) => ({ cart: toCart(row), at: row.at, by: row.by }));

/** How many carts are suspended. */
export const countSuspended = (db: Connection): number =>
  one<{ count: number }>(db, "SELECT count(*) AS count FROM cart WHERE state = 'suspended'")
    ?.count ?? 0;

/** Makes a suspended cart the open one again; null when it is not suspended. No other cart may be open. */
export function takeSuspended(db: Writer, sale: SaleId): Cart | null {
  return transaction(db, () => {
    const row = one<Row>(
      db,
      `UPDATE cart SET state = 'open', suspended_at = NULL, suspended_by = NULL
       WHERE sale = ? AND state = 'suspended' RETURNING body`,
      [sale],
    );
    return row === undefined ? null : toCart(row);
  });
}
