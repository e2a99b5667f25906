/** Movements of balances by month, of all stores: sums of the sums of days, for months that are over. */
import { sql, type Kysely } from 'kysely';
import type { Instant } from '../../../shared/identity.ts';
import type { LedgerMonthTable } from '../cardtables.ts';
import type { Act } from '../headquarters.ts';
import type { Tables } from '../tables.ts';

/** Of a day or an instant, as `2026-11`. */
export const monthOf = (instant: Instant): string => instant.slice(0, 7);

function monthAfter(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return monthOf(new Date(Date.UTC(year, number, 1)).toISOString());
}

/** The first month that is not summed up; '' for none that is. */
export async function monthsUntil(db: Kysely<Tables>): Promise<string> {
  const { last } = await db
    .selectFrom('ledger_month')
    .select(sql<string | null>`max(month)`.as('last'))
    .executeTakeFirstOrThrow();
  return last === null ? '' : monthAfter(last);
}

/** Sums up the months before this one, whose days are all summed up. */
export async function closeMonths(act: Act, under: string): Promise<void> {
  const from = await monthsUntil(act);
  if (from >= under) return;
  await act
    .insertInto('ledger_month')
    .columns(['month', 'kind', 'act', 'currency', 'count', 'amount'])
    .expression(
      act
        .selectFrom('ledger_day')
        .select([month, 'kind', 'act', 'currency', count, amount])
        .where('day', '>=', from)
        .where('day', '<', `${under}-01`)
        .groupBy([sql`1`, 'kind', 'act', 'currency']),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

const month = sql<string>`substr(day, 1, 7)`.as('month');
const count = sql<number>`sum(count)`.as('count');
const amount = sql<number>`sum(amount)`.as('amount');

/** What all months before this one moved, by kind and currency. */
export const balancesOfMonths = (db: Kysely<Tables>, before: string): Promise<Balance[]> =>
  db
    .selectFrom('ledger_month')
    .select(['kind', 'currency', amount])
    .where('month', '<', before)
    .groupBy(['kind', 'currency'])
    .execute();
type Balance = Pick<LedgerMonthTable, 'kind' | 'currency' | 'amount'>;

/** Sums that are not those of the days, in English. */
export async function monthsFlaws(db: Kysely<Tables>): Promise<string[]> {
  const until = await monthsUntil(db);
  const kept = await db
    .selectFrom('ledger_month')
    .select(['month', 'kind', 'currency', amount])
    .groupBy(['month', 'kind', 'currency'])
    .execute();
  const days = await db
    .selectFrom('ledger_day')
    .select([month, 'kind', 'currency', amount])
    .where('day', '<', until === '' ? '' : `${until}-01`)
    .groupBy([sql`1`, 'kind', 'currency'])
    .execute();
  const name = (row: (typeof days)[number]): string => `${row.month} ${row.kind} ${row.currency}`;
  const sums = new Map(days.map((row) => [name(row), row.amount]));
  const found = new Map(kept.map((row) => [name(row), row.amount]));
  return [...new Set([...sums.keys(), ...found.keys()])]
    .filter((one) => sums.get(one) !== found.get(one))
    .map((one) => `the sums of ${one} are not those of its days`);
}
