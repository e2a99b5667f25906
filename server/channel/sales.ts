/** The sales among the entries that came, found beside the registers' way: a page of entries never waits for it. */
import type { Hash, RegisterId } from '../../shared/identity.ts';
import type { Sale } from '../../shared/sale.ts';
import { readEntry } from '../../shared/wire/entry.ts';
import { later } from '../database/pipeline.ts';
import { among, insertRows } from '../database/rows.ts';
import type { ChannelDatabase, ChannelTables, Reader } from './tables.ts';
import { mapInTurns } from './turns.ts';

type Key = { readonly register: RegisterId; readonly hash: Hash };
/** Entries looked into in one transaction. */
const portion = 200;

/** Notes entries for later; runs in the transaction that files them. */
export async function noteUnread(query: Reader, keys: readonly Key[]): Promise<void> {
  if (keys.length === 0) return;
  await insertRows(query, 'unread_entry', keys, 'on conflict do nothing');
}

/** Looks into what came since last time, at most so many entries; answers how many. */
export async function readSales(db: ChannelDatabase, most = 2000): Promise<number> {
  let read = 0;
  while (read < most) {
    const some = await readPortion(db);
    read += some;
    if (some < portion) break;
  }
  return read;
}

const readPortion = (db: ChannelDatabase): Promise<number> =>
  db.transaction(async (transaction) => {
    const rows = await transaction
      .selectFrom('unread_entry')
      .innerJoin('entry', (join) =>
        join
          .onRef('entry.register', '=', 'unread_entry.register')
          .onRef('entry.hash', '=', 'unread_entry.hash'),
      )
      .leftJoin('device', 'device.register', 'unread_entry.register')
      .select(['entry.register', 'entry.hash', 'entry.content', 'device.store'])
      .limit(portion)
      .execute();
    const read = await mapInTurns(rows, ({ register, hash, content, store }) => {
      const entry = readEntry({ hash, content });
      return entry.ok && entry.value.body.kind === 'sale' && store !== null
        ? [{ key: { register, hash }, store, sale: entry.value.body.sale }]
        : [];
    });
    const found = read.flat();
    // The same entry, or the same sale in two entries of a restored register, is filed once.
    const once = 'on conflict do nothing';
    if (found.length > 0) await insertRows(transaction, 'sale', found.map(saleRow), once);
    const returned = found.flatMap(returnRows);
    if (returned.length > 0) await insertRows(transaction, 'sale_return', returned, once);
    for (const register of new Set(rows.map((row) => row.register))) {
      const hashes = rows.filter((row) => row.register === register).map((row) => row.hash);
      await later(
        transaction,
        transaction
          .deleteFrom('unread_entry')
          .where('register', '=', register)
          .where(among(transaction, 'hash', hashes)),
      );
    }
    return rows.length;
  });

type Found = { readonly key: Key; readonly store: string; readonly sale: Sale };

const saleRow = ({ key, store, sale }: Found): ChannelTables['sale'] => ({
  ...key,
  store,
  receipt: sale.receipt.toUpperCase(),
  sequence: Number(/(\d{1,15})$/.exec(sale.receipt)?.[1] ?? 0),
  kind: sale.kind,
  at: sale.committedAt,
  cashier: sale.cashier,
  currency: sale.currency,
  total: sale.total,
  lines: sale.lines.length,
  tenders: [...new Set(sale.tenders.map((tender) => tender.kind))].join(' '),
  offline: sale.completion.offline ? 1 : 0,
});

const returnRows = ({ key, store, sale }: Found): ChannelTables['sale_return'][] =>
  sale.lines.flatMap((line) =>
    line.kind !== 'product' || line.returnOf === null || line.quantity >= 0
      ? []
      : [
          {
            sale: sale.id,
            line: line.line,
            store,
            register: key.register,
            receipt: line.returnOf.receipt.toUpperCase(),
            receipt_line: line.returnOf.line,
            quantity: -line.quantity,
            paid: line.discount - line.gross,
            tax: -line.taxAmount,
          },
        ],
  );
