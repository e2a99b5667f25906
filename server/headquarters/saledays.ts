/** Posted sales counted by the day on which their register completed them, and how many of them without the real-time service. */
import { sql } from 'kysely';
import type { Sale } from '../../shared/sale.ts';
import { later } from '../database/pipeline.ts';
import { insertRows } from '../database/rows.ts';
import type { SaleDayTable } from './cardtables.ts';
import type { Act } from './headquarters.ts';
import type { RegisterTable } from './tables.ts';

/** The registers' rows are locked by the message, so that counting never makes two messages wait for each other. */
export async function countSales(
  act: Act,
  all: readonly {
    readonly register: Pick<RegisterTable, 'id' | 'store'>;
    readonly sales: readonly Sale[];
  }[],
): Promise<void> {
  const days = new Map<string, SaleDayTable>();
  for (const { register, sales } of all)
    for (const { completion, committedAt } of sales) {
      const day = committedAt.slice(0, 10);
      const key = `${day} ${register.id}`;
      const before = days.get(key) ?? { sales: 0, offline: 0 };
      days.set(key, {
        store: register.store,
        register: register.id,
        day,
        sales: before.sales + 1,
        offline: before.offline + (completion.offline ? 1 : 0),
      });
    }
  if (days.size === 0) return;
  const onto = sql`on conflict (register, store, day) do update
    set sales = sale_day.sales + excluded.sales, offline = sale_day.offline + excluded.offline`;
  await later(act, insertRows(act, 'sale_day', [...days.values()], onto));
}
