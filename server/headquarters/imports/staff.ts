/** Staff from a file. PINs are in no file: whoever is new gets one from head office. */
import { staffSchema } from '../../../shared/wire/feed.ts';
import type { Cells } from './cells.ts';
import { planRows, type Plan, type Present } from './plan.ts';

const roles = ['cashier', 'manager', 'stock'] as const;

export function planStaff(rows: readonly Cells[], present: Present): Plan {
  const owners = new Map<string, string>();
  for (const person of present.staff.values())
    if (person.badge !== undefined && !present.inactive.has(person.id))
      owners.set(person.badge, person.id);
  return planRows(rows, (reader) => {
    const id = reader.id('id');
    const known = id === undefined ? undefined : present.staff.get(id);
    const name = { en: reader.text('name_en'), zh: reader.text('name_zh') };
    const role = reader.choice('role', roles);
    const badge = reader.optional('badge', 64) ?? known?.badge;
    if (badge !== undefined && (owners.get(badge) ?? id) !== id) reader.flaw('badge', 'taken');
    const active = reader.yesNo('active', true);
    const body = staffSchema.safeParse({
      ...{ id, name, role, pinHash: known?.pinHash ?? '' },
      ...(badge === undefined ? {} : { badge }),
    });
    if (!body.success || active === undefined || reader.flaws.length > 0) {
      if (reader.flaws.length === 0) reader.flaw('', 'notAllowed');
      return undefined;
    }
    if (badge !== undefined) owners.set(badge, body.data.id);
    return { id: body.data.id, body: body.data, active };
  });
}
