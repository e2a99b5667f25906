/** What a register may know of its store: the sales of all its registers, and what came back of a sale elsewhere. */
import { sql } from 'kysely';
import { minor } from '../../shared/money.ts';
import { readEntry } from '../../shared/wire/entry.ts';
import type { StoreJournal, StoreJournalQuery, StoreSale } from '../../shared/wire/storesales.ts';
import type { Device } from './devices.ts';
import type { Reader } from './tables.ts';

/** A page of the store's sales, newest first. */
export async function storeJournal(
  query: Reader,
  store: string,
  asked: StoreJournalQuery,
): Promise<StoreJournal> {
  let rows = query
    .selectFrom('sale')
    .leftJoin('device', 'device.register', 'sale.register')
    .selectAll('sale')
    .select('device.name')
    .where('sale.store', '=', store)
    .orderBy('sale.at', 'desc')
    .orderBy('sale.hash', 'desc')
    .limit(asked.limit);
  const { text, before } = asked;
  if (text !== null) {
    const sequence = /^\d{1,15}$/.test(text) ? Number(text) : -1;
    rows = rows.where((where) =>
      where.or([
        where('sale.receipt', '=', text.toUpperCase()),
        where('sale.sequence', '=', sequence),
      ]),
    );
  }
  if (asked.amount !== null) rows = rows.where('sale.total', '=', asked.amount);
  if (asked.cashier !== null) rows = rows.where('sale.cashier', '=', asked.cashier);
  if (asked.offline) rows = rows.where('sale.offline', '=', 1);
  if (asked.tender !== null)
    rows = rows.where(sql<boolean>`' ' || sale.tenders || ' ' like ${`% ${asked.tender} %`}`);
  if (asked.from !== null) rows = rows.where('sale.at', '>=', asked.from);
  if (asked.to !== null) rows = rows.where('sale.at', '<', asked.to);
  if (before !== null)
    rows = rows.where((where) =>
      where.or([
        where('sale.at', '<', before.at),
        where.and([where('sale.at', '=', before.at), where('sale.hash', '<', before.hash)]),
      ]),
    );
  return {
    rows: (await rows.execute()).map((row) => ({
      hash: row.hash,
      register: row.register,
      registerName: row.name ?? row.register.slice(0, 20),
      receipt: row.receipt,
      kind: row.kind,
      at: row.at,
      cashier: row.cashier,
      currency: row.currency,
      total: minor(row.total),
      lines: row.lines,
      tenders: row.tenders.split(' ').filter((kind) => kind !== ''),
      offline: row.offline === 1,
    })),
  };
}

/** The newest sale of the number, without its grants, and what came back of it at other registers than the one that asks. */
export async function storeSale(query: Reader, by: Device, receipt: string): Promise<StoreSale> {
  const number = receipt.trim().toUpperCase();
  const found = await query
    .selectFrom('sale')
    .innerJoin('entry', (join) =>
      join.onRef('entry.register', '=', 'sale.register').onRef('entry.hash', '=', 'sale.hash'),
    )
    .leftJoin('device', 'device.register', 'sale.register')
    .select(['entry.hash', 'entry.content', 'device.name'])
    .where('sale.store', '=', by.store)
    .where('sale.receipt', '=', number)
    .orderBy('sale.at', 'desc')
    .limit(1)
    .executeTakeFirst();
  const entry = found === undefined ? undefined : readEntry(found);
  const body = entry?.ok === true ? entry.value.body : undefined;
  const back = await query
    .selectFrom('sale_return')
    .select([
      'receipt_line',
      sql<number>`sum(quantity)`.as('quantity'),
      sql<number>`sum(paid)`.as('paid'),
      sql<number>`sum(tax)`.as('tax'),
    ])
    .where('store', '=', by.store)
    .where('receipt', '=', number)
    .where('register', '<>', by.register)
    .groupBy('receipt_line')
    .execute();
  return {
    sale: body?.kind === 'sale' ? { ...body.sale, grants: [] } : null,
    registerName: found?.name ?? '',
    elsewhere: back.map((row) => ({
      line: row.receipt_line,
      quantity: Number(row.quantity),
      paid: minor(Number(row.paid)),
      tax: minor(Number(row.tax)),
    })),
  };
}
