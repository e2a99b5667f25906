/** ARTS POSLog of a period: written transaction by transaction, however many there are. */
import XMLBuilder from 'fast-xml-builder';
import type { Hash, Instant, RegisterId } from '../../../shared/identity.ts';
import { hashText } from '../../../shared/hash.ts';
import { dayIn } from '../../../shared/timezone.ts';
import { readEntry } from '../../../shared/wire/entry.ts';
import { pageOf, type Keyset } from '../../database/page.ts';
import type { Headquarters } from '../headquarters.ts';
import { newestRepair } from '../repaired.ts';
import type { EntryTable } from '../tables.ts';
import { transactionOf, type Element } from './elements.ts';

/** `from` inclusive, `to` exclusive: when headquarters posted, so that exports one after the other hold each sale exactly once, late ones too. */
export type Period = {
  readonly from: Instant;
  readonly to: Instant;
  readonly register?: RegisterId | undefined;
};

const root = {
  '@_xmlns': 'http://www.nrf-arts.org/IXRetail/namespace/',
  '@_MajorVersion': '6',
  '@_MinorVersion': '0',
  '@_FixVersion': '0',
};
const builder = new XMLBuilder({ ignoreAttributes: false, suppressBooleanAttributes: false });

/** Lines of the document: its beginning, one line for each transaction in the order of posting, its end. */
export async function* poslogLines(
  headquarters: Headquarters,
  period: Period,
): AsyncGenerator<string, number> {
  const [begin = '', end = ''] = builder.build({ POSLog: { ...root, '#text': '\n' } }).split('\n');
  yield '<?xml version="1.0" encoding="UTF-8"?>';
  yield begin;
  let transactions = 0;
  for await (const element of transactionsIn(headquarters, period)) {
    transactions += 1;
    yield legal(builder.build({ Transaction: element }));
  }
  yield end;
  return transactions;
}

/** What XML 1.0 calls Char: it knows no control characters, not even escaped; damaged text may hold some. */
const legal = (text: string): string =>
  text.replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD');

const rowsAtOnce = 200;

async function* transactionsIn(
  headquarters: Headquarters,
  { from, to, register }: Period,
): AsyncGenerator<Element> {
  const db = headquarters.db.query;
  const names = await db.selectFrom('register').select(['id', 'name']).execute();
  const nameOf = new Map(names.map((row) => [row.id, row.name]));
  const sales = db
    .selectFrom('entry')
    .select(['register', 'hash', 'number', 'content', 'posted_at', 'day'])
    .where('sale', 'is not', null)
    .where('posted_at', '>=', from)
    .where('posted_at', '<', to);
  const chosen = register === undefined ? sales : sales.where('register', '=', register);
  let after: string | undefined;
  do {
    const page = await pageOf(chosen, byPosting, { after, limit: rowsAtOnce });
    if (!page.ok) throw new Error('a cursor of this list is read by this list');
    for (const row of page.value.rows) {
      const sale = await saleIn(headquarters, row);
      yield transactionOf({
        sale,
        number: row.number,
        registerName: nameOf.get(row.register) ?? row.register,
        day: row.day ?? dayIn(null, sale.committedAt),
      });
    }
    after = page.value.next ?? undefined;
  } while (after !== undefined);
}

type Row = Pick<EntryTable, 'register' | 'hash' | 'number' | 'content' | 'posted_at' | 'day'>;
const byPosting: Keyset<Row> = {
  columns: ['posted_at', 'register', 'hash'],
  holds: ['text', 'text', 'text'],
  order: 'asc',
  of: (row) => [row.posted_at ?? '', row.register, row.hash],
};

/** As it was posted: what a person repaired stands for what came. */
async function saleIn(headquarters: Headquarters, row: Row) {
  const repair = await newestRepair(headquarters.db.query, row.register, row.hash);
  const content = repair?.content ?? row.content;
  const hash: Hash = repair ? hashText(content) : row.hash;
  const read = readEntry({ hash, content });
  if (!read.ok || read.value.body.kind !== 'sale')
    throw new Error(`the posted sale ${row.hash} cannot be read by this version`);
  return read.value.body.sale;
}
