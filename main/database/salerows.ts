/** The sales of this register as the journal shows and searches them: newest first, page by page. */
import type { AnswerState } from '../../shared/entry.ts';
import type { Hash, Instant, StaffId } from '../../shared/identity.ts';
import type { Minor } from '../../shared/money.ts';
import type { Sale } from '../../shared/sale.ts';
import { all, one, run, type Cell, type Connection } from './statement.ts';
import type { Writer } from './transaction.ts';

/** How a sale stands: not at the channel yet, at the channel, or as head office answered. */
export type SaleState = 'pending' | 'sent' | AnswerState;
export type SaleRow = {
  readonly place: number;
  readonly entry: Hash;
  readonly receipt: string;
  readonly kind: Sale['kind'];
  readonly cashier: StaffId;
  readonly at: Instant;
  readonly total: Minor;
  readonly lines: number;
  readonly offline: boolean;
  /** Kinds of its tenders. */
  readonly tenders: readonly string[];
  readonly state: SaleState;
};

type Filed = { readonly entry: Hash; readonly sequence: number };

/** Files what the journal finds a sale by; once for each sale that comes into the journal. `place`: of an entry sealed here and now. */
export function insertSaleRow(
  db: Writer,
  sale: Sale,
  { place, ...filed }: Filed & { readonly place: number | undefined },
): void {
  // No row can name the hash of an entry that was not there before; one that came back may have left its row.
  const at = place ?? claimPlace(db, filed.entry);
  if (at !== undefined) addRow(db, sale, { ...filed, place: at });
}

/** Where the entry is; undefined when it is not in the journal. */
function claimPlace(db: Writer, entry: Hash): number | undefined {
  const place = one<{ place: number }>(db, 'SELECT place FROM journal WHERE hash = ?', [
    entry,
  ])?.place;
  if (place === undefined) return undefined;
  // A row whose entry was changed past the program goes with what its place holds now, so that the true entry can come back.
  run(
    db,
    `UPDATE sale_row SET entry = (SELECT hash FROM journal WHERE journal.place = sale_row.place)
     WHERE entry = ? AND place <> ?`,
    [entry, place],
  );
  return place;
}

function addRow(
  db: Writer,
  sale: Sale,
  { entry, sequence, place }: Filed & { readonly place: number },
): void {
  const kinds = [...new Set(sale.tenders.map((tender) => tender.kind))];
  run(
    db,
    `INSERT INTO sale_row (place, entry, receipt, sequence, kind, cashier, at, total, lines, offline, tenders)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      place,
      entry,
      sale.receipt,
      sequence,
      sale.kind,
      sale.cashier,
      sale.committedAt,
      sale.total,
      sale.lines.length,
      sale.completion.offline ? 1 : 0,
      kinds.join(' '),
    ],
  );
  for (const kind of kinds)
    run(db, 'INSERT INTO sale_tender (kind, place) VALUES (?, ?)', [kind, place]);
}

/** What to look for; null for anything. `text`: a receipt number, or its digits. `from` and `to`: instants, `to` left out. */
export type SaleFilter = {
  readonly text: string | null;
  readonly from: Instant | null;
  readonly to: Instant | null;
  readonly amount: Minor | null;
  readonly tender: string | null;
  readonly cashier: StaffId | null;
  readonly state: SaleState | 'offline' | null;
};

type Row = Omit<SaleRow, 'offline' | 'tenders'> & {
  readonly offline: 0 | 1;
  readonly tenders: string;
};

/** Sales before a place (null: the newest), newest first, at most `limit`. */
export function saleRows(
  db: Connection,
  filter: SaleFilter,
  before: number | null,
  limit: number,
): SaleRow[] {
  const wheres: string[] = [];
  const cells: Cell[] = [];
  const where = (text: string, ...of: readonly Cell[]): void => {
    wheres.push(text);
    cells.push(...of);
  };
  // Each kind of search goes along an index of its own that ends in the place, so that the newest page of any search is found at once.
  // An amount or a receipt is rarer than a tender, and leads where both are asked for.
  const byTender = filter.tender !== null && filter.amount === null && filter.text === null;
  const place = byTender ? 't.place' : 'r.place';
  if (byTender) where('t.kind = ?', filter.tender);
  else if (filter.tender !== null)
    where(
      'EXISTS (SELECT 1 FROM sale_tender t WHERE t.kind = ? AND t.place = r.place)',
      filter.tender,
    );
  if (before !== null) where(`${place} < ?`, before);
  if (filter.text !== null) {
    const digits = /^\d{1,15}$/.test(filter.text) ? Number(filter.text) : -1;
    where('(r.receipt = ? OR r.sequence = ?)', filter.text, digits);
  }
  if (filter.from !== null) where('r.at >= ?', filter.from);
  if (filter.to !== null) where('r.at < ?', filter.to);
  if (filter.amount !== null) where('r.total = ?', filter.amount);
  // The plus keeps SQLite from all sales of a cashier where a day is asked for.
  if (filter.cashier !== null)
    where(filter.from === null ? 'r.cashier = ?' : '+r.cashier = ?', filter.cashier);
  const state = stateWhere(filter.state);
  if (state !== null) where(state);
  return all<Row>(
    db,
    `SELECT r.place, r.entry, r.receipt, r.kind, r.cashier, r.at, r.total, r.lines, r.offline, r.tenders,
       CASE WHEN p.place IS NOT NULL THEN 'pending' ELSE coalesce(a.state, 'sent') END AS state
     FROM ${byTender ? 'sale_tender t CROSS JOIN sale_row r ON r.place = t.place' : 'sale_row r'}
     LEFT JOIN journal_pending p ON p.place = r.place LEFT JOIN answer a ON a.hash = r.entry
     ${wheres.length > 0 ? `WHERE ${wheres.join(' AND ')}` : ''}
     ORDER BY ${place} DESC LIMIT ?`,
    [...cells, limit],
  ).map((row) => ({
    ...row,
    offline: row.offline === 1,
    tenders: row.tenders.split(' ').filter((kind) => kind !== ''),
  }));
}

function stateWhere(state: SaleFilter['state']): string | null {
  switch (state) {
    case null:
      return null;
    case 'offline':
      return 'r.offline = 1';
    case 'pending':
      return 'r.place IN (SELECT place FROM journal_pending)';
    case 'sent':
      return 'r.place IN (SELECT place FROM entry_unanswered) AND p.place IS NULL AND a.hash IS NULL';
    case 'late':
    case 'exception':
      return `r.entry IN (SELECT hash FROM answer WHERE state = '${state}' AND state <> 'posted')`;
    case 'posted':
      // Most sales are: the newest are looked through, and not all answers.
      return "coalesce(a.state, '') = 'posted'";
  }
}

/** The row of a receipt; the latest one when a restored register used the number twice. */
export const saleRowOf = (db: Connection, receipt: string): SaleRow | null =>
  saleRows(db, { ...anySale, text: receipt.trim() }, null, 1)[0] ?? null;

export const anySale: SaleFilter = {
  text: null,
  from: null,
  to: null,
  amount: null,
  tender: null,
  cashier: null,
  state: null,
};
