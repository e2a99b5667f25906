/** Posted sales counted by the day on which their register completed them, and how many of them without the real-time service. */
import { insertRows } from '../database/rows.ts';
import type { SaleDayTable } from './cardtables.ts';
import type { Act } from './headquarters.ts';
import type { RegisterTable } from './tables.ts';

/** A posted sale: the day on which its register completed it, in the store's time zone. */
export type Sold = { readonly day: string; readonly offline: boolean };

/** The registers' rows are locked by the message, so that counting never makes two messages wait for each other. */
export async function countSales(
  act: Act,
  all: readonly {
    readonly register: Pick<RegisterTable, 'id' | 'store'>;
    readonly sales: readonly Sold[];
  }[],
): Promise<void> {
  const days = new Map<string, SaleDayTable>();
  for (const { register, sales } of all)
    for (const { day, offline } of sales) {
      const key = `${day} ${register.id}`;
      const before = days.get(key) ?? { sales: 0, offline: 0 };
      days.set(key, {
        store: register.store,
        register: register.id,
        day,
        sales: before.sales + 1,
        offline: before.offline + (offline ? 1 : 0),
      });
    }
  if (days.size === 0) return;
  const onto = `on conflict (register, store, day) do update
    set sales = sale_day.sales + excluded.sales, offline = sale_day.offline + excluded.offline`;
  await insertRows(act, 'sale_day', [...days.values()], onto);
}
