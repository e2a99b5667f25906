/** Everything that ever happened to an instrument: postings with balances, locks with their ends, the memos before and after it. */
import type { Kysely } from 'kysely';
import type { z } from 'zod';
import { fail, ok, type Result } from '../../shared/fault.ts';
import type { Hash, Instant, Text } from '../../shared/identity.ts';
import { minor } from '../../shared/money.ts';
import { staffSchema } from '../../shared/wire/feed.ts';
import {
  lockHistoryRowSchema,
  type InstrumentDetail,
  type InstrumentPosting,
  type instrumentQuerySchema,
  type Relative,
} from '../../shared/wire/instruments.ts';
import { accountNames } from './accounts.ts';
import type { Headquarters } from './headquarters.ts';
import { lockRows, rowOf } from './instrumentrows.ts';
import { findInstrument, instrumentState } from './instruments.ts';
import { liveLock } from './locks.ts';
import { textSchema } from './names.ts';
import type { Tables } from './tables.ts';

const pageRows = 200;

/** Fault: instrument.unknown. */
export async function instrumentHistory(
  headquarters: Headquarters,
  key: Hash,
  before?: string,
): Promise<Result<InstrumentDetail>> {
  const db = headquarters.db.query;
  const now = headquarters.clock.now();
  const instrument = await findInstrument(db, key);
  if (instrument?.issued !== 1) return fail('instrument.unknown');
  const live = await liveLock(db, key);
  const held = await lockRows(headquarters, live ? [live.request] : []);
  const locks = await locksOf(db, key);
  const cashiers = await cashiersOf(db, key);
  const { postings, older } = await postingsOf(db, key, before, cashiers);
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
    .limit(pageRows)
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

/** The newest page before a place, oldest first. A place is the instant, book and line of a posting. */
async function postingsOf(
  db: Kysely<Tables>,
  key: Hash,
  before: z.output<typeof instrumentQuerySchema>['before'],
  cashiers: ReadonlyMap<string, Text>,
): Promise<Pick<InstrumentDetail, 'postings' | 'older'>> {
  const [at = '', book = '', line = ''] = before?.split('~') ?? [];
  const rows = await db
    .selectFrom('posting')
    .innerJoin('book', 'book.id', 'posting.book')
    .leftJoin('register', 'register.id', 'book.register')
    .leftJoin('store', 'store.id', 'register.store')
    .leftJoin('book_note', 'book_note.book', 'book.id')
    .select(['book.id', 'book.at', 'book.sale', 'book.receipt'])
    .select(['posting.line', 'posting.act', 'posting.amount', 'posting.balance'])
    .select(['register.name', 'store.name_json', 'book_note.by', 'book_note.reason'])
    .select('book_note.note')
    .where('posting.instrument', '=', key)
    .where((where) =>
      before === undefined
        ? where.lit(true)
        : where.or([
            where('book.at', '<', at),
            where.and([where('book.at', '=', at), where('book.id', '<', book)]),
            where.and([
              where('book.at', '=', at),
              where('book.id', '=', book),
              where('posting.line', '<', Number(line)),
            ]),
          ]),
    )
    .orderBy('book.at', 'desc')
    .orderBy('book.id', 'desc')
    .orderBy('posting.line', 'desc')
    .limit(pageRows + 1)
    .execute();
  const nameOf = await accountNames(db);
  const page = rows.slice(0, pageRows).toReversed();
  const first = page[0];
  return {
    older: rows.length > pageRows && first ? `${first.at}~${first.id}~${first.line}` : null,
    postings: page.map((row): InstrumentPosting => ({
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
  };
}

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
