/** Shifts as head office lists them, with their figures. */
import type { Kysely } from 'kysely';
import { zero } from '../../shared/money.ts';
import { shiftFigures, shiftName } from '../../shared/shift.ts';
import type { ShiftList } from '../../shared/wire/shiftlist.ts';
import { closedSchema, postedSums } from './shifts.ts';
import type { Tables } from './tables.ts';

/** The newest shifts, of all registers or of one. */
export async function shiftRows(
  db: Kysely<Tables>,
  register: string | null,
  most = 200,
): Promise<ShiftList> {
  const query = db
    .selectFrom('shift')
    .innerJoin('register', 'register.id', 'shift.register')
    .selectAll('shift')
    .select('register.name')
    .orderBy('shift.opened_at', 'desc')
    .orderBy('shift.id')
    .limit(most);
  const rows = await (
    register === null ? query : query.where('shift.register', '=', register)
  ).execute();
  const shifts: ShiftList['shifts'][number][] = [];
  for (const row of rows) {
    const closed =
      row.closed_json === null ? null : closedSchema.parse(JSON.parse(row.closed_json));
    const posted = await postedSums(db, row.register, row.id);
    const figures = shiftFigures(posted, closed?.declared ?? null);
    const cash = figures.tenders.find((tender) => tender.kind === 'cash');
    shifts.push({
      register: row.register,
      registerName: row.name,
      id: row.id,
      name: shiftName(row.name, row.number),
      state: row.state,
      openedAt: row.opened_at,
      openedBy: row.opened_by,
      changedAt: row.changed_at,
      changedBy: row.changed_by,
      currency: row.currency,
      sales: figures.sum('online').count + figures.sum('offline').count,
      offline: figures.sum('offline').count,
      total: figures.total,
      expectedCash: cash?.expected ?? zero,
      difference: cash?.difference ?? null,
      agrees: row.exception === null,
    });
  }
  return { shifts };
}
