/** Suspended sales between registers (decision 0010): each is with one register at any time, or on its way from one to another. */
import type { Cart } from '../../shared/cart.ts';
import type { Instant, RegisterId, SaleId } from '../../shared/identity.ts';
import { cartSchema } from '../../shared/wire/cart.ts';
import { mostHandovers, type Arrived, type SuspendedTold } from '../../shared/wire/suspended.ts';
import { readIdentity } from './identity.ts';
import { parsed } from './parsed.ts';
import { all, one, run, type Connection } from './statement.ts';
import { transaction, type Writer } from './transaction.ts';

type GivenRow = {
  readonly id: string;
  readonly other: RegisterId;
  readonly at: Instant;
  readonly by: string;
  readonly body: string;
};

/** What was given up here and is not known to have been taken, the oldest first, as many as one message carries. */
export const givenSales = (db: Connection): SuspendedTold['given'] =>
  all<GivenRow>(
    db,
    `SELECT id, other, suspended_at AS at, suspended_by AS by, body FROM handover
     WHERE state = 'given' ORDER BY handover.at, id LIMIT ?`,
    [mostHandovers],
  ).map(({ id, other, at, by, body }) => ({
    handover: id,
    to: other,
    at,
    by,
    cart: parsed(cartSchema, body, 'cart that was given up'),
  }));

/** The name of the register that a sale came from last, or null. */
export const cameFrom = (db: Connection, sale: SaleId): string | null =>
  one<{ other: string }>(
    db,
    "SELECT other FROM handover WHERE sale = ? AND state = 'taken' ORDER BY at DESC LIMIT 1",
    [sale],
  )?.other ?? null;

/**
 * Gives a suspended sale up for good, for one other register: from here on it can be recalled nowhere but there. False when it is not suspended here
 * any more; whoever asked for it then gets nothing.
 */
export const giveSale = (
  db: Writer,
  gift: { readonly handover: string; readonly sale: SaleId; readonly to: RegisterId },
  now: Instant,
): boolean =>
  transaction(db, () => {
    const given = run(
      db,
      `INSERT INTO handover (id, state, sale, other, at, suspended_at, suspended_by, body)
       SELECT ?, 'given', sale, ?, ?, suspended_at, suspended_by, body FROM cart
       WHERE sale = ? AND state = 'suspended'`,
      [gift.handover, gift.to, now, gift.sale],
    );
    if (given === 0) return false;
    run(db, "DELETE FROM cart WHERE sale = ? AND state = 'suspended'", [gift.sale]);
    return true;
  });

/** Forgets what the other register has. */
export const forgetGiven = (db: Writer, handovers: readonly string[]): void =>
  transaction(db, () => {
    for (const id of handovers)
      run(db, "DELETE FROM handover WHERE id = ? AND state = 'given'", [id]);
  });

/**
 * Takes what came, once: it is then suspended here like an own sale. One that this register has or has sold already (it or the other one went back
 * to an older backup) is not taken again.
 */
export const takeSale = (db: Writer, arrived: Arrived, now: Instant): void =>
  transaction(db, () => {
    const { handover, cart, from, at, by } = arrived;
    const isKnown = one(db, 'SELECT 1 FROM handover WHERE id = ?', [handover]) !== undefined;
    if (isKnown) return;
    run(
      db,
      `INSERT INTO handover (id, state, sale, other, at, suspended_at, suspended_by)
       VALUES (?, 'taken', ?, ?, ?, ?, ?)`,
      [handover, cart.sale, from, now, at, by],
    );
    if (one(db, 'SELECT 1 FROM sale WHERE id = ?', [cart.sale]) !== undefined) return;
    const own: Cart = { ...cart, register: readIdentity(db)?.register ?? cart.register };
    run(
      db,
      `INSERT INTO cart (sale, state, body, suspended_at, suspended_by)
       VALUES (?, 'suspended', ?, ?, ?) ON CONFLICT (sale) DO NOTHING`,
      [own.sale, JSON.stringify(own), at, by],
    );
  });
