/** P7: the same number or the same sale under two hashes. Both post; one exception names both with both amounts. */
import { sql, type Compilable } from 'kysely';
import type { RegisterId, StoreId } from '../../shared/identity.ts';
import type { Sale } from '../../shared/sale.ts';
import type { ShiftId } from '../../shared/shift.ts';
import { rowsOf } from '../database/rows.ts';
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

/** What an entry that is to be posted names, and what of it was met already; null where nothing was. */
type Asked = {
  readonly register: RegisterId;
  readonly store: StoreId;
  readonly number: number;
  readonly sale: string | null;
  readonly receipt: string | null;
  readonly shift: ShiftId | null;
};
type Met = Pick<Asked, 'register' | 'sale' | 'receipt'> & {
  readonly number: number | null;
  /** The shift, where it is closed. */
  readonly closed: ShiftId | null;
};

/** Numbers and sales that are posted already, receipts of which something came back, and shifts that are closed; each by its index. */
export function twinsOf(act: Act, asked: readonly Asked[]): Compilable<Met> {
  const text = 'text' as const;
  const told = rowsOf(act, asked, {
    ...{ register: text, store: text, number: 'bigint', sale: text, receipt: text, shift: text },
  });
  const query = sql<Met>`select told.register,
    (select number from entry where register = told.register and number = told.number and state = 'posted' limit 1) as number,
    (select sale from entry where register = told.register and sale = told.sale and state = 'posted' limit 1) as sale,
    (select receipt from returned_line where store = told.store and receipt = told.receipt limit 1) as receipt,
    (select id from shift where register = told.register and id = told.shift and closed_json is not null) as closed
    from ${told}`;
  return { compile: () => query.compile(act) };
}
