/** Posted sales counted by the day on which their register completed them, and how many of them without the real-time service. */
import type { Sale } from '../../shared/sale.ts';
import type { Act } from './headquarters.ts';
import type { RegisterTable } from './tables.ts';

/** The register's row is locked by the message, so that counting never makes two messages wait for each other. */
export async function countSale(
  act: Act,
  register: Pick<RegisterTable, 'id' | 'store'>,
  { completion, committedAt }: Sale,
): Promise<void> {
  const offline = completion.offline ? 1 : 0;
  await act
    .insertInto('sale_day')
    .values({
      store: register.store,
      register: register.id,
      day: committedAt.slice(0, 10),
      sales: 1,
      offline,
    })
    .onConflict((conflict) =>
      conflict.columns(['register', 'store', 'day']).doUpdateSet((where) => ({
        sales: where('sale_day.sales', '+', 1),
        offline: where('sale_day.offline', '+', offline),
      })),
    )
    .execute();
}
