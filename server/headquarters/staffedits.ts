/** Staff as somebody at head office edits them, and new PINs for them. */
import { fail, ok, type Result } from '../../shared/fault.ts';
import { checkNewPin } from '../../shared/pin.ts';
import type { Staff } from '../../shared/staff.ts';
import { staffSchema } from '../../shared/wire/feed.ts';
import type {
  MasterList,
  MastersQuery,
  NewPin,
  OfficeStaff,
  SaveStaff,
} from '../../shared/wire/masters.ts';
import { recordAct } from './audit.ts';
import type { Act, Headquarters } from './headquarters.ts';
import { noteSave, told, type Saved } from './masteredits.ts';
import { editMaster, findMaster, listMasters } from './masterrows.ts';
import { hashPin } from './pins.ts';

const officeStaff = (staff: Staff): OfficeStaff => ({
  id: staff.id,
  name: staff.name,
  role: staff.role,
  badge: staff.badge ?? null,
  hasPin: staff.pinHash !== '',
});

export async function listStaff(
  { db }: Headquarters,
  query: MastersQuery,
): Promise<MasterList<OfficeStaff>> {
  return listMasters(db.query, '1060', query, (body) => officeStaff(staffSchema.parse(body)));
}

/** Somebody new has no PIN until one is given. Faults: master.exists, master.conflict, master.invalid { at: 'badge' } for another's badge. */
export async function editStaff(
  headquarters: Headquarters,
  { base, active, body: { badge, ...facts } }: SaveStaff,
  by: string,
): Promise<Result<Saved>> {
  return headquarters.db.transaction(async (act) => {
    const known = await findMaster(act, '1060', facts.id);
    const pinHash = known === undefined ? '' : staffSchema.parse(known.body).pinHash;
    if (active && badge !== null && (await badgeOwner(act, badge, facts.id)) !== undefined)
      return fail('master.invalid', { at: 'badge' });
    const body: Staff = { ...facts, pinHash, ...(badge === null ? {} : { badge }) };
    const revision = await editMaster(act, '1060', base, { id: facts.id, body, active });
    if (revision.ok) await noteSave(headquarters, act, by, 'staff', { id: facts.id, active, base });
    return told(revision);
  });
}

async function badgeOwner(act: Act, badge: string, but: string): Promise<string | undefined> {
  const rows = await act
    .selectFrom('master')
    .select(['id', 'body_json'])
    .where('job', '=', '1060')
    .where('deleted', '=', 0)
    .where('id', '<>', but)
    .where('body_json', 'like', '%"badge":%')
    .execute();
  return rows.find((row) => staffSchema.parse(JSON.parse(row.body_json)).badge === badge)?.id;
}

const pinDigits = 6;

/** Six digits by chance, none of them one row of keys. */
function newPin({ chance }: Headquarters): string {
  for (;;) {
    const pin = String(Number.parseInt(chance.id().slice(0, 12), 16) % 10 ** pinDigits);
    const padded = pin.padStart(pinDigits, '0');
    if (checkNewPin(padded, '').ok) return padded;
  }
}

/** Gives a person a new PIN, which is told once; it works at registers after job 1060 has run. Faults: master.conflict. */
export async function resetPin(
  headquarters: Headquarters,
  { staff, base }: { readonly staff: string; readonly base: number },
  by: string,
): Promise<Result<NewPin>> {
  const pin = newPin(headquarters);
  const pinHash = await hashPin(pin);
  return headquarters.db.transaction(async (act) => {
    const known = await findMaster(act, '1060', staff);
    if (known === undefined) return fail('master.conflict', { id: staff });
    const body: Staff = { ...staffSchema.parse(known.body), pinHash };
    const write = { id: staff, body, active: known.active };
    const revision = await editMaster(act, '1060', base, write);
    if (!revision.ok) return revision;
    const at = headquarters.clock.now();
    await recordAct(headquarters, act, { at, account: by, act: 'staff.pinReset', detail: staff });
    return ok({ staff, pin, revision: revision.value });
  });
}
