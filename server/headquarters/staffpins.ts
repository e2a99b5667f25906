/** A person changes the own PIN from a register: checked against the row that was handed out, and handed out anew at once. */
import { sql } from 'kysely';
import { fail, ok, type Result } from '../../shared/fault.ts';
import type { Staff } from '../../shared/staff.ts';
import { staffSchema } from '../../shared/wire/feed.ts';
import type { PinChange, PinChanged } from '../../shared/wire/person.ts';
import { recordAct } from './audit.ts';
import { countUnknown, guessingFault } from './guessing.ts';
import type { Act, Headquarters } from './headquarters.ts';
import { lockRegister } from './locks.ts';
import { isPin } from './pins.ts';

const job = '1060';

const readStaff = (json: string): Staff => staffSchema.parse(JSON.parse(json));

/** The person as handed out; undefined for nobody. */
async function publishedStaff(act: Act, id: string): Promise<Staff | undefined> {
  const row = await act
    .selectFrom('master')
    .select(['published_json', 'published_deleted'])
    .where('job', '=', job)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.published_json && row.published_deleted === 0
    ? readStaff(row.published_json)
    : undefined;
}

/**
 * Changes the PIN and hands the row out as a new version of job 1060; what else waits for the job goes on waiting. Wrong PINs and unknown
 * numbers count against the register. Faults: device.unknown, signIn.unknown, signIn.wrongPin, signIn.lockedOut { until }.
 */
export async function changeStaffPin(
  headquarters: Headquarters,
  change: PinChange,
): Promise<Result<PinChanged>> {
  const before = await headquarters.db.transaction((act) => publishedStaff(act, change.staff));
  const right = before !== undefined && (await isPin(change.pin, before.pinHash));
  return headquarters.db.transaction(async (act) => {
    const register = await lockRegister(act, change.register);
    if (!register || register.active === 0)
      return fail('device.unknown', { register: change.register });
    const at = headquarters.clock.now();
    const guessing = guessingFault(register, at);
    if (guessing) return fail('signIn.lockedOut', guessing.data);
    const staff = await publishedStaff(act, change.staff);
    if (staff === undefined || !right || staff.pinHash !== before.pinHash) {
      await countUnknown(act, register, at);
      return fail(staff === undefined ? 'signIn.unknown' : 'signIn.wrongPin');
    }
    const version = await publish(act, { ...staff, pinHash: change.pinHash });
    await act
      .insertInto('job_run')
      .values({
        id: headquarters.chance.id(),
        job,
        version,
        at,
        by: staff.id,
        is_full: 0,
        rows: 1,
      })
      .execute();
    await recordAct(headquarters, act, {
      at,
      account: staff.id,
      act: 'staff.pin',
      detail: `changed at register ${register.name}`,
    });
    return ok({ version });
  });
}

async function publish(act: Act, staff: Staff): Promise<number> {
  const { version } = await act
    .updateTable('job')
    .set((where) => ({ version: where('version', '+', 1) }))
    .where('job', '=', job)
    .returning('version')
    .executeTakeFirstOrThrow();
  const row = await act
    .selectFrom('master')
    .select('body_json')
    .where('job', '=', job)
    .where('id', '=', staff.id)
    .executeTakeFirstOrThrow();
  const edited = { ...readStaff(row.body_json), pinHash: staff.pinHash };
  await act
    .updateTable('master')
    .set({
      body_json: JSON.stringify(edited),
      published_json: JSON.stringify(staff),
      version: sql<number>`${version}`,
    })
    .where('job', '=', job)
    .where('id', '=', staff.id)
    .execute();
  return version;
}
