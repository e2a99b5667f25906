/**
 * Movements of balances by day, kind, act, store and currency. Days that are over are summed up once, so that a report reads some rows a
 * day instead of every posting; the day under way is summed from its postings.
 */
import { sql, type Kysely } from 'kysely';
import type { Instant } from '../../../shared/identity.ts';
import { planAnew } from '../../database/pipeline.ts';
import type { LedgerDayTable } from '../cardtables.ts';
import type { Headquarters } from '../headquarters.ts';
import { balancesOfMonths, closeMonths, monthOf, monthsUntil } from './months.ts';
import type { Tables } from '../tables.ts';

export type Movement = Omit<LedgerDayTable, 'day'>;

const dayMs = 24 * 3_600_000;
/** A message that began before midnight is surely over after this. */
const messageMs = 3_600_000;

export const dayOf = (instant: Instant): string => instant.slice(0, 10);
export const dayAfter = (day: string): string =>
  dayOf(new Date(Date.parse(`${day}T00:00:00.000Z`) + dayMs).toISOString());
export const endOf = (day: string): Instant => `${day}T23:59:59.999Z`;

/** Sums up the days and the months that are over. A day whose sums are taken back, because the clock was set back, is summed up again, and so is its month. */
export async function closeDays({ db, clock }: Headquarters): Promise<void> {
  const under = dayOf(new Date(Date.parse(clock.now()) - messageMs).toISOString());
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
          .where('book.at', '>=', from)
          .where('book.at', '<', under)
          .groupBy([sql`1`, sql`2`, 'posting.act', sql`4`, 'posting.currency']),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await closeMonths(act, monthOf(under));
  });
}

const day = sql<string>`substr(book.at, 1, 10)`.as('day');
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
  return last === null ? '' : dayAfter(last);
}

/** The first day whose postings are read themselves: the instant's own, unless it is the end of a day that is summed up. */
async function splitOf(db: Kysely<Tables>, until: Instant): Promise<string> {
  const day = dayOf(until);
  const last = until === endOf(day) ? dayAfter(day) : day;
  const summed = await summedUntil(db);
  return summed < last ? summed : last;
}

/** All movements from the beginning of a day ('' for the very first) up to and with an instant. */
export async function movements(
  db: Kysely<Tables>,
  from: string,
  until: Instant,
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
  const single = await planAnew(
    db,
    db
      .selectFrom('book')
      .innerJoin('posting', 'posting.book', 'book.id')
      .leftJoin('register', 'register.id', 'book.register')
      .select([kind, moved, store, 'posting.currency', count, amount])
      .where('posting.instrument', 'is not', null)
      .where('book.at', '>=', from > split ? from : split)
      .where('book.at', '<=', until)
      .groupBy([sql`1`, 'posting.act', sql`3`, 'posting.currency']),
  );
  return [...whole, ...single];
}

/** What is owed at an instant, by kind and currency: sums of months, then of the days after them, then the postings of the last day. */
export async function balances(
  db: Kysely<Tables>,
  until: Instant,
): Promise<Pick<Movement, 'kind' | 'currency' | 'amount'>[]> {
  const months = await monthsUntil(db);
  const last = monthOf(until);
  const split = months < last ? months : last;
  const days = await movementsByDay(db, split === '' ? '' : `${split}-01`, until);
  return [...(await balancesOfMonths(db, split)), ...days];
}

/** What each day of a period moved, by kind and currency; days without movement are left out. */
export async function movementsByDay(
  db: Kysely<Tables>,
  from: string,
  until: Instant,
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
  const single = await planAnew(
    db,
    db
      .selectFrom('book')
      .innerJoin('posting', 'posting.book', 'book.id')
      .select([day, kind, 'posting.currency', amount])
      .where('posting.instrument', 'is not', null)
      .where('book.at', '>=', from > split ? from : split)
      .where('book.at', '<=', until)
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
    .where('book.at', '<', summed)
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
