/** The list of instruments with who holds them, and the history of one. */
import { sql, type Kysely } from 'kysely';
import type { z } from 'zod';
import { fail, ok, type Result } from '../../shared/fault.ts';
import type { Hash, Instant } from '../../shared/identity.ts';
import { minor } from '../../shared/money.ts';
import { staffSchema } from '../../shared/wire/feed.ts';
import {
  instrumentPostingSchema,
  lockHistoryRowSchema,
  type InstrumentDetail,
  type InstrumentRow,
  type Instruments,
  type instrumentsQuerySchema,
  type LockRow,
} from '../../shared/wire/instruments.ts';
import type { Headquarters } from './headquarters.ts';
import { findInstrument, instrumentState } from './instruments.ts';
import { liveLock } from './locks.ts';
import { textSchema } from './names.ts';
import { contactOf } from './registerrows.ts';
import type { InstrumentTable, LockTable, Tables } from './tables.ts';

const pageRows = 100;

/** A page of instruments of a kind, with the counts of the whole kind. */
export async function instrumentRows(
  headquarters: Headquarters,
  query: z.output<typeof instrumentsQuerySchema>,
): Promise<Instruments> {
  const db = headquarters.db.query;
  const now = headquarters.clock.now();
  const { kind, show, text } = query;
  const pattern = `%${text.replaceAll(/[%_\\]/g, '')}%`;
  const page = await db
    .selectFrom('instrument')
    .leftJoin('lock', (join) =>
      join.onRef('lock.instrument', '=', 'instrument.key').on('lock.state', '=', 'live'),
    )
    .leftJoin('register', 'register.id', 'lock.register')
    .selectAll('instrument')
    .where('instrument.issued', '=', 1)
    .where('instrument.kind', '=', kind)
    .where('instrument.key', '>', query.after ?? '')
    .where((where) => {
      if (show === 'locked') return where('lock.request', 'is not', null);
      if (show === 'expired') return where('instrument.expires', '<=', now);
      return show === 'blocked' ? where('instrument.blocked', '=', 1) : where.lit(true);
    })
    .where((where) =>
      text === ''
        ? where.lit(true)
        : where.or([
            where('instrument.last4', '=', text.slice(-4)),
            where('register.name', 'like', pattern),
            where('lock.sale', '=', text),
          ]),
    )
    .orderBy('instrument.key')
    .limit(pageRows + 1)
    .execute();
  const rows: InstrumentRow[] = [];
  for (const instrument of page.slice(0, pageRows)) rows.push(await rowOf(db, instrument, now));
  const counts = await db
    .selectFrom('instrument')
    .leftJoin('lock', (join) =>
      join.onRef('lock.instrument', '=', 'instrument.key').on('lock.state', '=', 'live'),
    )
    .select([
      sql<number>`count(*)`.as('all'),
      sql<number>`count(lock.request)`.as('locked'),
      sql<number>`coalesce(sum(case when instrument.expires <= ${now} then 1 else 0 end), 0)`.as(
        'expired',
      ),
      sql<number>`coalesce(sum(instrument.blocked), 0)`.as('blocked'),
    ])
    .where('instrument.issued', '=', 1)
    .where('instrument.kind', '=', kind)
    .executeTakeFirstOrThrow();
  const liability = await db
    .selectFrom('instrument')
    .select(['currency', sql<number>`sum(balance)`.as('amount')])
    .where('kind', '=', kind)
    .where('issued', '=', 1)
    .groupBy('currency')
    .orderBy('currency')
    .execute();
  return {
    rows,
    counts,
    liability: liability.map((row) => ({ currency: row.currency, amount: minor(row.amount) })),
    next: page.length > pageRows ? (rows.at(-1)?.key ?? null) : null,
  };
}

async function rowOf(
  db: Kysely<Tables>,
  instrument: InstrumentTable,
  now: Instant,
): Promise<InstrumentRow> {
  const lock = await liveLock(db, instrument.key);
  return {
    key: instrument.key,
    kind: instrument.kind,
    last4: instrument.last4,
    currency: instrument.currency,
    balance: minor(instrument.balance),
    expires: instrument.expires,
    state: instrumentState(instrument, now),
    lock: lock ? await lockRow(db, lock, now) : null,
  };
}

async function lockRow(db: Kysely<Tables>, lock: LockTable, now: Instant): Promise<LockRow> {
  const register = await db
    .selectFrom('register')
    .innerJoin('store', 'store.id', 'register.store')
    .selectAll('register')
    .select('store.name_json')
    .where('register.id', '=', lock.register)
    .executeTakeFirstOrThrow();
  const cashier = await db
    .selectFrom('master')
    .select('body_json')
    .where('job', '=', '1060')
    .where('id', '=', lock.cashier)
    .executeTakeFirst();
  // A parked entry cannot be read, but the id of a request is random enough to be found in its text.
  const parked = await db
    .selectFrom('entry')
    .select(['number', 'hash'])
    .where('register', '=', lock.register)
    .where('state', '=', 'parked')
    .where('content', 'like', `%"${lock.request}"%`)
    .limit(1)
    .executeTakeFirst();
  return {
    request: lock.request,
    purpose: lock.purpose,
    store: lock.store,
    storeName: textSchema.parse(register.name_json),
    register: lock.register,
    registerName: register.name,
    contact: contactOf(register, now),
    lastContact: register.last_contact,
    sale: lock.sale,
    cashier: lock.cashier,
    cashierName: cashier ? staffSchema.parse(JSON.parse(cashier.body_json)).name : null,
    since: lock.since,
    balance: minor(lock.balance),
    parked: parked ?? null,
  };
}

/** Everything that ever happened to an instrument: postings with balances, locks with their ends. Fault: instrument.unknown. */
export async function instrumentHistory(
  headquarters: Headquarters,
  key: Hash,
): Promise<Result<InstrumentDetail>> {
  const db = headquarters.db.query;
  const now = headquarters.clock.now();
  const instrument = await findInstrument(db, key);
  if (instrument?.issued !== 1) return fail('instrument.unknown');
  const postings = await db
    .selectFrom('posting')
    .innerJoin('book', 'book.id', 'posting.book')
    .leftJoin('register', 'register.id', 'book.register')
    .select([
      'book.at',
      'posting.act',
      'posting.amount',
      'posting.balance',
      'book.sale',
      'book.receipt',
      'register.name',
    ])
    .where('posting.instrument', '=', key)
    .orderBy('book.at')
    .orderBy('posting.line')
    .execute();
  const locks = await db
    .selectFrom('lock')
    .leftJoin('register', 'register.id', 'lock.register')
    .selectAll('lock')
    .select('register.name')
    .where('lock.instrument', '=', key)
    .where('lock.state', '<>', 'refused')
    .orderBy('lock.since')
    .execute();
  return ok({
    instrument: await rowOf(db, instrument, now),
    postings: postings.map((row) =>
      instrumentPostingSchema.parse({
        at: row.at,
        act: row.act,
        change: -row.amount,
        balance: row.balance,
        sale: row.sale,
        receipt: row.receipt,
        registerName: row.name,
      }),
    ),
    locks: locks.map((row) =>
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
    ),
  });
}
