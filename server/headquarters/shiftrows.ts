/** Shifts as head office lists them, with their figures. */
import type { Kysely } from 'kysely';
import { ok, type Result } from '../../shared/fault.ts';
import { zero } from '../../shared/money.ts';
import { shiftFigures, shiftName } from '../../shared/shift.ts';
import type { ShiftList } from '../../shared/wire/shiftlist.ts';
import type { PageQuery } from '../../shared/wire/page.ts';
import { pageOf, type Keyset } from '../database/page.ts';
import { closedSchema, postedSums } from './shifts.ts';
import type { ShiftTable } from './shifttables.ts';
import type { Tables } from './tables.ts';

/** Shifts of all registers or of one, newest first, in pages. Fault: wire.malformed for a cursor of another list. */
export async function shiftRows(
  db: Kysely<Tables>,
  register: string | null,
  page: PageQuery = { limit: 200 },
): Promise<Result<ShiftList>> {
  const query = db
    .selectFrom('shift')
    .innerJoin('register', 'register.id', 'shift.register')
    .selectAll('shift')
    .select('register.name');
  const chosen = register === null ? query : query.where('shift.register', '=', register);
  const found = await pageOf(chosen, newest, page);
  if (!found.ok) return found;
  const shifts: ShiftList['rows'] = [];
  for (const row of found.value.rows) {
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
  return ok({ rows: shifts, next: found.value.next });
}

const newest: Keyset<Pick<ShiftTable, 'opened_at' | 'register' | 'id'>> = {
  columns: ['shift.opened_at', 'shift.register', 'shift.id'],
  holds: ['text', 'text', 'text'],
  order: 'desc',
  of: (row) => [row.opened_at, row.register, row.id],
};
