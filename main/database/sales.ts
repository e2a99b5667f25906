/** The sealed sales of this register, as they are asked for: by receipt, and what came back of them. */
import { assert } from '../../shared/fault.ts';
import type { Hash } from '../../shared/identity.ts';
import { minor, type Minor } from '../../shared/money.ts';
import type { Sale } from '../../shared/sale.ts';
import { readEntry } from '../../shared/wire/entry.ts';
import { sellCards } from './cardpayments.ts';
import { insertSaleRow } from './salerows.ts';
import { all, one, run, type Connection } from './statement.ts';
import { transaction, type Writer } from './transaction.ts';

/** Setting: a receipt sequence that is known to be used though its sale was lost here (PROTOCOL 6.4). */
export const receiptFloor = 'receipt.floor';

/** The number at the end of a receipt number: 482 of R02-000482; 0 when there is none. */
export const receiptSequence = (receipt: string): number =>
  Number(/(\d{1,15})$/.exec(receipt)?.[1] ?? 0);

/** Files a sale under the journal entry that holds it; it never changes again. `place`: of an entry that was sealed here and now. */
export function insertSale(db: Writer, sale: Sale, entryHash: Hash, place?: number): void {
  transaction(db, () => {
    run(
      db,
      `INSERT INTO sale (entry, id, kind, receipt, sequence, cashier, committed_at, currency, total)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        entryHash,
        sale.id,
        sale.kind,
        sale.receipt,
        receiptSequence(sale.receipt),
        sale.cashier,
        sale.committedAt,
        sale.currency,
        sale.total,
      ],
    );
    insertSaleRow(db, sale, { entry: entryHash, sequence: receiptSequence(sale.receipt), place });
    sellCards(db, sale.tenders);
    for (const line of sale.lines) {
      if (line.kind !== 'product' || line.returnOf === null || line.quantity >= 0) continue;
      run(
        db,
        `INSERT INTO sale_return (entry, line, receipt, receipt_line, quantity, paid, tax)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
        [
          entryHash,
          line.line,
          line.returnOf.receipt,
          line.returnOf.line,
          -line.quantity,
          line.discount - line.gross,
          -line.taxAmount,
        ],
      );
    }
  });
}

type Row = { readonly hash: Hash; readonly content: string };

function toSale(row: Row | undefined): Sale | null {
  if (row === undefined) return null;
  const content = readEntry(row);
  // Changed past the program: named at start (`edited.ts`), and no sale that anything may be based on.
  if (!content.ok) return null;
  assert(content.value.body.kind === 'sale', `entry ${row.hash} holds a sale`);
  return content.value.body.sale;
}

/** The sale of a receipt, without regard to case; the latest one when a restored register used the number twice. */
export const findSale = (db: Connection, receipt: string): Sale | null =>
  toSale(
    one<Row>(
      db,
      `SELECT j.hash, j.content FROM sale s JOIN journal j ON j.hash = s.entry
       WHERE s.receipt = ? ORDER BY j.place DESC LIMIT 1`,
      [receipt.trim()],
    ),
  );

/** The sale with the highest receipt number, or null. */
export const lastSale = (db: Connection): Sale | null =>
  toSale(
    one<Row>(
      db,
      `SELECT j.hash, j.content FROM sale s JOIN journal j ON j.hash = s.entry
       WHERE s.sequence = (SELECT max(sequence) FROM sale) ORDER BY j.place DESC LIMIT 1`,
    ),
  );

/** The sales that gave back goods of a receipt, in their order. */
export const returnsOf = (db: Connection, receipt: string): Sale[] =>
  all<Row>(
    db,
    `SELECT hash, content FROM journal
     WHERE hash IN (SELECT entry FROM sale_return WHERE receipt = ?) ORDER BY place`,
    [receipt],
  ).flatMap((row) => toSale(row) ?? []);

/** What came back of a sold line, with the signs of its sale: thousandths, the price after discount that was given back, and the tax. */
export type CameBack = { readonly quantity: number; readonly paid: Minor; readonly tax: Minor };

/** What came back of a line in committed sales. */
export function cameBack(db: Connection, receipt: string, line: number): CameBack {
  const sums = one<{ quantity: number; paid: number; tax: number }>(
    db,
    `SELECT coalesce(sum(quantity), 0) AS quantity, coalesce(sum(paid), 0) AS paid,
       coalesce(sum(tax), 0) AS tax FROM sale_return WHERE receipt = ? AND receipt_line = ?`,
    [receipt, line],
  );
  assert(sums !== undefined, 'a sum has one row');
  return { quantity: sums.quantity, paid: minor(sums.paid), tax: minor(sums.tax) };
}

/** The sequence of the next receipt: gapless, and above every one that is known. */
export function nextReceiptSequence(db: Connection): number {
  const known = one<{ sequence: number | null; floor: string | null }>(
    db,
    `SELECT (SELECT max(sequence) FROM sale) AS sequence,
       (SELECT value FROM setting WHERE key = ?) AS floor`,
    [receiptFloor],
  );
  return 1 + Math.max(known?.sequence ?? 0, Number(known?.floor ?? 0));
}
