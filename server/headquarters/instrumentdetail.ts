/** Everything that ever happened to an instrument: postings with balances, locks with their ends, the memos before and after it. */
import type { Kysely } from 'kysely';
import { fail, ok, type Result } from '../../shared/fault.ts';
import type { Hash, Instant, Text } from '../../shared/identity.ts';
import { minor } from '../../shared/money.ts';
import { staffSchema } from '../../shared/wire/feed.ts';
import {
  lockHistoryRowSchema,
  type InstrumentDetail,
  type InstrumentPosting,
  type Relative,
} from '../../shared/wire/instruments.ts';
import { firstPage, type PageQuery } from '../../shared/wire/page.ts';
import { pageOf, type Keyset } from '../database/page.ts';
import { accountNames } from './accounts.ts';
import type { Headquarters } from './headquarters.ts';
import { lockRows, rowOf } from './instrumentrows.ts';
import { findInstrument, instrumentState } from './instruments.ts';
import { liveLock } from './locks.ts';
import { textSchema } from './names.ts';
import type { Tables } from './tables.ts';

const mostLocks = 200;

/** Faults: instrument.unknown; wire.malformed for a cursor of another list. */
export async function instrumentHistory(
  headquarters: Headquarters,
  key: Hash,
  page: PageQuery = firstPage,
): Promise<Result<InstrumentDetail>> {
  const db = headquarters.db.query;
  const now = headquarters.clock.now();
  const instrument = await findInstrument(db, key);
  if (instrument?.issued !== 1) return fail('instrument.unknown');
  const live = await liveLock(db, key);
  const held = await lockRows(headquarters, live ? [live.request] : []);
  const locks = await locksOf(db, key);
  const cashiers = await cashiersOf(db, key);
  const read = await postingsOf(db, key, page, cashiers);
  if (!read.ok) return read;
  const { postings, older } = read.value;
  return ok({
    instrument: rowOf(instrument, held.get(key) ?? null, now),
    postings,
    older,
    from: await relative(db, 'from', key, now),
    into: await relative(db, 'into', key, now),
    locks,
  });
}

async function locksOf(db: Kysely<Tables>, key: Hash): Promise<InstrumentDetail['locks']> {
  const locks = await db
    .selectFrom('lock')
    .leftJoin('register', 'register.id', 'lock.register')
    .selectAll('lock')
    .select('register.name')
    .where('lock.instrument', '=', key)
    .where('lock.state', '<>', 'refused')
    .orderBy('lock.since', 'desc')
    .limit(mostLocks)
    .execute();
  return locks.toReversed().map((row) =>
    lockHistoryRowSchema.parse({
      request: row.request,
      purpose: row.purpose,
      registerName: row.name ?? row.register,
      sale: row.sale,
      since: row.since,
      ended: row.ended,
      state: row.state,
      endedBy: row.ended_by,
      reason: row.reason,
    }),
  );
}

/** Who sold: the lock of the sale names its cashier, also for the memo that the sale made of the rest. */
async function cashiersOf(db: Kysely<Tables>, key: Hash): Promise<ReadonlyMap<string, Text>> {
  const rows = await db
    .selectFrom('lock')
    .innerJoin('master', (join) =>
      join.onRef('master.id', '=', 'lock.cashier').on('master.job', '=', '1060'),
    )
    .select(['lock.sale', 'master.body_json'])
    .where((where) =>
      where.or([where('lock.instrument', '=', key), where('lock.reserved_key', '=', key)]),
    )
    .execute();
  return new Map(
    rows.map((row) => [row.sale, staffSchema.parse(JSON.parse(row.body_json)).name] as const),
  );
}

/** A page from the newest back, oldest first. */
async function postingsOf(
  db: Kysely<Tables>,
  key: Hash,
  page: PageQuery,
  cashiers: ReadonlyMap<string, Text>,
): Promise<Result<Pick<InstrumentDetail, 'postings' | 'older'>>> {
  const listed = db
    .selectFrom('posting')
    .innerJoin('book', 'book.id', 'posting.book')
    .leftJoin('register', 'register.id', 'book.register')
    .leftJoin('store', 'store.id', 'register.store')
    .leftJoin('book_note', 'book_note.book', 'book.id')
    .select(['book.id', 'book.at', 'book.sale', 'book.receipt'])
    .select(['posting.line', 'posting.act', 'posting.amount', 'posting.balance'])
    .select(['register.name', 'store.name_json', 'book_note.by', 'book_note.reason'])
    .select('book_note.note')
    .where('posting.instrument', '=', key);
  const found = await pageOf(listed, newest, page);
  if (!found.ok) return found;
  const nameOf = await accountNames(db);
  return ok({
    older: found.value.next,
    postings: found.value.rows.toReversed().map((row): InstrumentPosting => ({
      posting: `${row.id} ${row.line}`,
      at: row.at,
      act: row.act as InstrumentPosting['act'],
      change: minor(-row.amount),
      balance: minor(row.balance ?? 0),
      sale: row.sale,
      receipt: row.receipt,
      registerName: row.name,
      storeName: row.name_json === null ? null : textSchema.parse(row.name_json),
      cashierName: row.sale === null ? null : (cashiers.get(row.sale) ?? null),
      made:
        row.by === null
          ? null
          : { by: nameOf(row.by), reason: row.reason ?? '', note: row.note ?? '' },
    })),
  });
}

/** Those of one instrument are few enough to be sorted: no index has instant and instrument together. */
const newest: Keyset<{ readonly at: string; readonly id: string; readonly line: number }> = {
  columns: ['book.at', 'book.id', 'posting.line'],
  holds: ['text', 'text', 'number'],
  order: 'desc',
  of: (row) => [row.at, row.id, row.line],
};

/** The memo that this one is the rest of, or the memo that is the rest of this one. */
async function relative(
  db: Kysely<Tables>,
  which: 'from' | 'into',
  key: Hash,
  now: Instant,
): Promise<Relative | null> {
  const [own, other] =
    which === 'from'
      ? (['reserved_key', 'instrument'] as const)
      : (['instrument', 'reserved_key'] as const);
  const row = await db
    .selectFrom('lock')
    .innerJoin('instrument', 'instrument.key', `lock.${other}`)
    .selectAll('instrument')
    .select('lock.sale')
    .where(`lock.${own}`, '=', key)
    .where('lock.state', '=', 'settled')
    .where('instrument.issued', '=', 1)
    .orderBy('lock.ended', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined
    ? null
    : {
        key: row.key,
        last4: row.last4,
        balance: minor(row.balance),
        state: instrumentState(row, now),
        sale: row.sale,
      };
}
