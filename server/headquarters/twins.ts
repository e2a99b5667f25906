/** P7: the same number or the same sale under two hashes. Both post; one exception names both with both amounts. */
import type { Sale } from '../../shared/sale.ts';
import { raise } from './exceptions.ts';
import type { Act, Headquarters } from './headquarters.ts';
import type { EntryTable } from './tables.ts';

/** Compares an entry that is about to be posted with those of its register that are. */
export async function nameTwins(
  headquarters: Headquarters,
  act: Act,
  entry: EntryTable,
  sale: Sale | null,
): Promise<void> {
  const twins = await act
    .selectFrom('entry')
    .selectAll()
    .where('register', '=', entry.register)
    .where('state', '=', 'posted')
    .where('hash', '<>', entry.hash)
    .where((where) =>
      where.or([
        where('number', '=', entry.number),
        ...(sale ? [where('sale', '=', sale.id)] : []),
      ]),
    )
    .orderBy('number')
    .execute();
  for (const twin of twins) {
    const again = sale !== null && twin.sale === sale.id;
    await raise(headquarters, act, {
      kind: again ? 'saleTwice' : 'numberTwice',
      register: entry.register,
      sale: sale?.id ?? null,
      receipt: sale?.receipt ?? null,
      entry: entry.hash,
      entry_number: entry.number,
      amount: twin.total ?? 0,
      other_amount: sale?.total ?? 0,
      currency: sale?.currency ?? null,
      detail: `entry ${entry.number} ${entry.hash.slice(0, 12)} and entry ${twin.number} ${twin.hash.slice(0, 12)} ${again ? 'are the same sale' : 'have the same number'}`,
    });
  }
}
