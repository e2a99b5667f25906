/** What the channel told of the store's sales: those of other registers, and what came back elsewhere of any sale. It is kept, so that a return begun online can be finished offline. */
import type { Instant } from '../../shared/identity.ts';
import { minor } from '../../shared/money.ts';
import type { Sale } from '../../shared/sale.ts';
import { saleSchema } from '../../shared/wire/sale.ts';
import type { StoreSale } from '../../shared/wire/storesales.ts';
import { parsed } from './parsed.ts';
import type { CameBack } from './sales.ts';
import { one, run, type Connection } from './statement.ts';
import { transaction, type Writer } from './transaction.ts';

/** Keeps an answer over the one before. `sale` null: it is this register's own, or nobody's. */
export function keepStoreSale(
  db: Writer,
  receipt: string,
  told: Pick<StoreSale, 'elsewhere' | 'registerName' | 'sale'>,
  at: Instant,
): void {
  transaction(db, () => {
    run(
      db,
      `INSERT INTO store_sale (receipt, register_name, asked_at, body) VALUES (?, ?, ?, ?)
       ON CONFLICT (receipt) DO UPDATE SET asked_at = excluded.asked_at, register_name = excluded.register_name,
         body = coalesce(excluded.body, body)`,
      [receipt, told.registerName, at, told.sale === null ? null : JSON.stringify(told.sale)],
    );
    run(db, 'DELETE FROM store_return WHERE receipt = ?', [receipt]);
    for (const { line, quantity, paid, tax } of told.elsewhere)
      run(
        db,
        'INSERT INTO store_return (receipt, line, quantity, paid, tax) VALUES (?, ?, ?, ?, ?)',
        [receipt, line, quantity, paid, tax],
      );
  });
}

type Row = {
  readonly askedAt: Instant;
  readonly registerName: string;
  readonly body: string | null;
};

/** A sale of another register as the channel told it, and when; null when it was never asked for. */
export function storeSale(
  db: Connection,
  receipt: string,
): { readonly sale: Sale | null; readonly registerName: string; readonly askedAt: Instant } | null {
  const row = one<Row>(
    db,
    'SELECT asked_at AS askedAt, register_name AS registerName, body FROM store_sale WHERE receipt = ?',
    [receipt.trim()],
  );
  if (row === undefined) return null;
  const sale = row.body === null ? null : parsed(saleSchema, row.body, 'sale of the store');
  return { sale, registerName: row.registerName, askedAt: row.askedAt };
}

/** What came back of a line at other registers, as far as the channel told. */
export function cameBackElsewhere(db: Connection, receipt: string, line: number): CameBack {
  const row = one<{ quantity: number; paid: number; tax: number }>(
    db,
    'SELECT quantity, paid, tax FROM store_return WHERE receipt = ? AND line = ?',
    [receipt, line],
  );
  return row === undefined
    ? { quantity: 0, paid: minor(0), tax: minor(0) }
    : { quantity: row.quantity, paid: minor(row.paid), tax: minor(row.tax) };
}
