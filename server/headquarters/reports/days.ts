/**
 * Movements of balances by day, kind, act, store and currency. Days that are over are summed up once, so that a report reads some rows a
 * day instead of every posting; days under way are summed from their postings. A book's day is that of its store, as it was posted
 * (docs/decisions/0024-days-of-stores.md).
 */
import { sql, type Kysely, type RawBuilder, type SqlBool } from 'kysely';
import type { Instant } from '../../../shared/identity.ts';
import { planAnew } from '../../database/pipeline.ts';
import type { LedgerDayTable } from '../cardtables.ts';
import type { Headquarters } from '../headquarters.ts';
import { balancesOfMonths, closeMonths, monthOf, monthsUntil } from './months.ts';
import type { Tables } from '../tables.ts';

export type Movement = Omit<LedgerDayTable, 'day'>;

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** The first place on Earth begins a day so long before UTC does (UTC+14), the last one ends it so long after (UTC-12). */
const aheadMs = 14 * hourMs;
const behindMs = 12 * hourMs;
/** A message that began before midnight is surely over after this. */
const messageMs = hourMs;

const later = (instant: Instant, ms: number): Instant =>
  new Date(Date.parse(instant) + ms).toISOString();
const midnight = (day: string): Instant => `${day}T00:00:00.000Z`;
/** In UTC. */
export const dayOf = (instant: Instant): string => instant.slice(0, 10);
/** So many days after the day, before it when that is negative. */
export const daysAfter = (day: string, days: number): string =>
  dayOf(later(midnight(day), days * dayMs));
/** The first day that is not over everywhere at the instant: everything of the days before it has an earlier instant. */
const openAt = (instant: Instant): string => dayOf(later(instant, -behindMs));

/** Up to and with a day, as each store reckons it, or an instant, which is the same everywhere. */
export type Until = { readonly day: string } | { readonly at: Instant };
/** The first day of which not everything is before the end. */
const dayUnder = (until: Until): string =>
  'day' in until ? daysAfter(until.day, 1) : openAt(until.at);

/** Sums up the days and the months that are over in every zone. A day whose sums are taken back, because the clock was set back, is summed up again, and so is its month. */
export async function closeDays({ db, clock }: Headquarters): Promise<void> {
  const under = openAt(later(clock.now(), -messageMs));
  const isSummed =
    (await summedUntil(db.query)) >= under && (await monthsUntil(db.query)) >= monthOf(under);
  if (isSummed) return;
  await db.transaction(async (act) => {
    const from = await summedUntil(act);
    await act
      .insertInto('ledger_day')
      .columns(['day', 'kind', 'act', 'store', 'currency', 'count', 'amount'])
      .expression(
        act
          .selectFrom('book')
          .innerJoin('posting', 'posting.book', 'book.id')
          .leftJoin('register', 'register.id', 'book.register')
          .select([day, kind, moved, store, 'posting.currency', count, amount])
          .where('posting.instrument', 'is not', null)
          .where(isWithin(from, { day: daysAfter(under, -1) }))
          .groupBy([sql`1`, sql`2`, 'posting.act', sql`4`, 'posting.currency']),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await closeMonths(act, monthOf(under));
  });
}

/** Whether the book is of the day `from` ('' for the very first) or a later one, up to the end. Its instant says nearly the same, and has an index. */
function isWithin(from: string, until: Until): RawBuilder<SqlBool> {
  const begin = from === '' ? '' : later(midnight(from), -aheadMs);
  const end =
    'day' in until
      ? sql<SqlBool>`book.at < ${later(midnight(daysAfter(until.day, 1)), behindMs)} and ${bookDay} <= ${until.day}`
      : sql<SqlBool>`book.at <= ${until.at}`;
  return sql<SqlBool>`book.at >= ${begin} and ${bookDay} >= ${from} and ${end}`;
}

const bookDay = sql<string>`coalesce(book.day, substr(book.at, 1, 10))`;
const day = bookDay.as('day');
const kind = sql<
  LedgerDayTable['kind']
>`case posting.account when 'giftCardLiability' then 'giftCard' else 'creditMemo' end`.as('kind');
const moved = sql<LedgerDayTable['act']>`posting.act`.as('act');
const store = sql<string>`coalesce(register.store, '')`.as('store');
const count = sql<number>`count(*)`.as('count');
const amount = sql<number>`-sum(posting.amount)`.as('amount');

/** The first day that is not summed up. */
async function summedUntil(db: Kysely<Tables>): Promise<string> {
  const { last } = await db
    .selectFrom('ledger_day')
    .select(sql<string | null>`max(day)`.as('last'))
    .executeTakeFirstOrThrow();
  return last === null ? '' : daysAfter(last, 1);
}

/** The first day whose postings are read themselves. */
async function splitOf(db: Kysely<Tables>, until: Until): Promise<string> {
  const under = dayUnder(until);
  const summed = await summedUntil(db);
  return summed < under ? summed : under;
}

/** All movements from the beginning of a day ('' for the very first) up to the end. */
export async function movements(
  db: Kysely<Tables>,
  from: string,
  until: Until,
): Promise<Movement[]> {
  const split = await splitOf(db, until);
  const whole = await planAnew(
    db,
    db
      .selectFrom('ledger_day')
      .select([
        'kind',
        'act',
        'store',
        'currency',
        sql<number>`sum(count)`.as('count'),
        sql<number>`sum(amount)`.as('amount'),
      ])
      .where('day', '>=', from)
      .where('day', '<', split)
      .groupBy(['kind', 'act', 'store', 'currency']),
  );
  const start = from > split ? from : split;
  if ('day' in until && start > until.day) return whole;
  const single = await planAnew(
    db,
    db
      .selectFrom('book')
      .innerJoin('posting', 'posting.book', 'book.id')
      .leftJoin('register', 'register.id', 'book.register')
      .select([kind, moved, store, 'posting.currency', count, amount])
      .where('posting.instrument', 'is not', null)
      .where(isWithin(start, until))
      .groupBy([sql`1`, 'posting.act', sql`3`, 'posting.currency']),
  );
  return [...whole, ...single];
}

/** What is owed at the end, by kind and currency: sums of months, then of the days after them, then the postings of the days under way. */
export async function balances(
  db: Kysely<Tables>,
  until: Until,
): Promise<Pick<Movement, 'kind' | 'currency' | 'amount'>[]> {
  const months = await monthsUntil(db);
  const last = monthOf(dayUnder(until));
  const split = months < last ? months : last;
  const days = await movementsByDay(db, split === '' ? '' : `${split}-01`, until);
  return [...(await balancesOfMonths(db, split)), ...days];
}

/** What each day of a period moved, by kind and currency; days without movement are left out. */
export async function movementsByDay(
  db: Kysely<Tables>,
  from: string,
  until: Until,
): Promise<(Pick<Movement, 'kind' | 'currency' | 'amount'> & { readonly day: string })[]> {
  const split = await splitOf(db, until);
  const whole = await planAnew(
    db,
    db
      .selectFrom('ledger_day')
      .select(['day', 'kind', 'currency', sql<number>`sum(amount)`.as('amount')])
      .where('day', '>=', from)
      .where('day', '<', split)
      .groupBy(['day', 'kind', 'currency']),
  );
  const start = from > split ? from : split;
  if ('day' in until && start > until.day) return whole;
  const single = await planAnew(
    db,
    db
      .selectFrom('book')
      .innerJoin('posting', 'posting.book', 'book.id')
      .select([day, kind, 'posting.currency', amount])
      .where('posting.instrument', 'is not', null)
      .where(isWithin(start, until))
      .groupBy([sql`1`, sql`2`, 'posting.currency']),
  );
  return [...whole, ...single];
}

/** Sums that are not those of the postings, in English. */
export async function daysFlaws(db: Kysely<Tables>): Promise<string[]> {
  const summed = await summedUntil(db);
  const kept = await db
    .selectFrom('ledger_day')
    .select(['day', 'kind', 'currency', sql<number>`sum(amount)`.as('amount')])
    .groupBy(['day', 'kind', 'currency'])
    .execute();
  const posted = await db
    .selectFrom('book')
    .innerJoin('posting', 'posting.book', 'book.id')
    .select([day, kind, 'posting.currency', amount])
    .where('posting.instrument', 'is not', null)
    .where(bookDay, '<', summed)
    .groupBy([sql`1`, sql`2`, 'posting.currency'])
    .execute();
  const name = (row: { day: string; kind: string; currency: string }): string =>
    `${row.day} ${row.kind} ${row.currency}`;
  const sums = new Map(posted.map((row) => [name(row), row.amount]));
  const wrong = kept.filter((row) => sums.get(name(row)) !== row.amount);
  const missing = posted.filter((row) => !kept.some((one) => name(one) === name(row)));
  return [...wrong, ...missing].map(
    (row) => `the sums of ${name(row)} are not those of its postings`,
  );
}
