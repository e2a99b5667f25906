/** The sales among the entries that came, found beside the registers' way: a page of entries never waits for it. */
import type { Hash, RegisterId } from '../../shared/identity.ts';
import type { Sale } from '../../shared/sale.ts';
import { readEntry } from '../../shared/wire/entry.ts';
import type { ChannelDatabase, ChannelTables, Reader } from './tables.ts';

type Key = { readonly register: RegisterId; readonly hash: Hash };
/** Entries looked into in one transaction. */
const portion = 200;

/** Notes entries for later; runs in the transaction that files them. */
export async function noteUnread(query: Reader, keys: readonly Key[]): Promise<void> {
  if (keys.length === 0) return;
  await query
    .insertInto('unread_entry')
    .values([...keys])
    .onConflict((conflict) => conflict.doNothing())
    .execute();
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
    for (const { register, hash, content, store } of rows) {
      const entry = readEntry({ hash, content });
      if (entry.ok && entry.value.body.kind === 'sale' && store !== null)
        await fileSale(transaction, { register, hash }, store, entry.value.body.sale);
      await transaction
        .deleteFrom('unread_entry')
        .where('register', '=', register)
        .where('hash', '=', hash)
        .execute();
    }
    return rows.length;
  });

async function fileSale(query: Reader, key: Key, store: string, sale: Sale): Promise<void> {
  const row: ChannelTables['sale'] = {
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
  };
  await query
    .insertInto('sale')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  for (const line of sale.lines) {
    if (line.kind !== 'product' || line.returnOf === null || line.quantity >= 0) continue;
    await query
      .insertInto('sale_return')
      .values({
        sale: sale.id,
        line: line.line,
        store,
        register: key.register,
        receipt: line.returnOf.receipt.toUpperCase(),
        receipt_line: line.returnOf.line,
        quantity: -line.quantity,
        paid: line.discount - line.gross,
        tax: -line.taxAmount,
      })
      // The same sale in two entries of a restored register came back once.
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}
