/** How many of the sales of a period were completed without the real-time service. */
import { sql } from 'kysely';
import type { OfflineShareQuery, OfflineShareReport } from '../../../shared/wire/reports.ts';
import type { Headquarters } from '../headquarters.ts';
import { placeOf, storePlaces } from './movements.ts';

export async function offlineShareReport(
  { db }: Headquarters,
  { from, to, by }: OfflineShareQuery,
): Promise<OfflineShareReport> {
  const sums = db.query
    .selectFrom('sale_day')
    .leftJoin('register', 'register.id', 'sale_day.register')
    .select([
      sql<number>`sum(sale_day.sales)`.as('sales'),
      sql<number>`sum(sale_day.offline)`.as('offline'),
    ])
    .where('sale_day.day', '>=', from)
    .where('sale_day.day', '<=', to);
  if (by === 'day') {
    const rows = await sums
      .select('sale_day.day')
      .groupBy('sale_day.day')
      .orderBy('sale_day.day')
      .execute();
    return { rows: rows.map((row) => ({ ...nowhere, ...row })) };
  }
  const places = await storePlaces(db.query);
  if (by === 'store') {
    const rows = await sums
      .select('sale_day.store')
      .groupBy('sale_day.store')
      .orderBy('sale_day.store')
      .execute();
    return {
      rows: rows.map((row) => ({ ...nowhere, ...row, ...placeOf(places, row.store) })),
    };
  }
  const rows = await sums
    .select(['sale_day.store', 'sale_day.register', 'register.name as registerName'])
    .groupBy(['sale_day.store', 'sale_day.register', 'register.name'])
    .orderBy('sale_day.store')
    .orderBy('sale_day.register')
    .execute();
  return {
    rows: rows.map((row) => ({ ...nowhere, ...row, ...placeOf(places, row.store) })),
  };
}

const nowhere = {
  ...{ day: null, store: null, storeName: null, timeZone: null },
  ...{ register: null, registerName: null },
};
