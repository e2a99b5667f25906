/** How long locks have been there: most end within minutes, an old one is a card that nobody can spend. */
import { minor } from '../../../shared/money.ts';
import { lockAges, type LockAge, type LockAgeReport } from '../../../shared/wire/reports.ts';
import { sql } from 'kysely';
import type { Headquarters } from '../headquarters.ts';
import { textSchema } from '../names.ts';

const hourMs = 3_600_000;
/** Below how many milliseconds a lock is of this age. */
const ends: Readonly<Record<LockAge, number>> = {
  hour: hourMs,
  day: 24 * hourMs,
  week: 7 * 24 * hourMs,
  longer: Number.POSITIVE_INFINITY,
};
const mostOldest = 50;

export async function lockAgeReport({ db, clock }: Headquarters): Promise<LockAgeReport> {
  const at = clock.now();
  const before = (ms: number): string => new Date(Date.parse(at) - ms).toISOString();
  const age = sql<LockAge>`case when since > ${before(ends.hour)} then 'hour' when since > ${before(ends.day)} then 'day' when since > ${before(ends.week)} then 'week' else 'longer' end`;
  const rows = await db.query
    .selectFrom((from) =>
      from
        .selectFrom('lock')
        .select([age.as('age'), 'kind', 'currency', 'balance'])
        .where('state', '=', 'live')
        .as('aged'),
    )
    .select([
      'age',
      'kind',
      'currency',
      sql<number>`count(*)`.as('count'),
      sql<number>`sum(balance)`.as('amount'),
    ])
    .groupBy(['age', 'kind', 'currency'])
    .execute();
  const oldest = await db.query
    .selectFrom('lock')
    .innerJoin('register', 'register.id', 'lock.register')
    .innerJoin('store', 'store.id', 'lock.store')
    .select(['lock.instrument', 'lock.kind', 'lock.last4', 'lock.currency', 'lock.balance'])
    .select(['lock.sale', 'lock.since', 'register.name', 'store.name_json'])
    .where('lock.state', '=', 'live')
    .orderBy('lock.since')
    .orderBy('lock.request')
    .limit(mostOldest)
    .execute();
  return {
    at,
    rows: rows
      .map((row) => ({ ...row, amount: minor(row.amount) }))
      .toSorted(
        (a, b) =>
          lockAges.indexOf(a.age) - lockAges.indexOf(b.age) ||
          (a.kind === b.kind ? (a.currency < b.currency ? -1 : 1) : a.kind > b.kind ? -1 : 1),
      ),
    oldest: oldest.map((row) => ({
      key: row.instrument ?? '',
      kind: row.kind,
      last4: row.last4,
      currency: row.currency,
      balance: minor(row.balance),
      storeName: textSchema.parse(row.name_json),
      registerName: row.name,
      sale: row.sale,
      since: row.since,
    })),
  };
}
