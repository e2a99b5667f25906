/** A parked entry as a person sees it, and what would be posted of what they made of it. */
import { isInstrumentTender } from '../../shared/tender.ts';
import { fail, ok, type Result } from '../../shared/fault.ts';
import { minor } from '../../shared/money.ts';
import type { ParkedEntry, RepairLook } from '../../shared/wire/exceptions.ts';
import type { Headquarters } from './headquarters.ts';
import { liveLocksOf } from './locks.ts';
import type { EntryKey } from './posting.ts';
import { isForeign, parkedEntry, readRepair, type Repaired } from './repairing.ts';
import { hideNumbers, layOut } from './repairtext.ts';

/** Fault: repair.none. */
export async function viewParked(
  { db }: Headquarters,
  key: EntryKey,
): Promise<Result<ParkedEntry>> {
  const entry = await parkedEntry(db.query, key);
  if (!entry) return fail('repair.none');
  const { name } = await db.query
    .selectFrom('register')
    .select('name')
    .where('id', '=', key.register)
    .executeTakeFirstOrThrow();
  const locks = await liveLocksOf(db.query, key.register);
  return ok({
    register: key.register,
    hash: key.hash,
    registerName: name,
    number: entry.number,
    receivedAt: entry.received_at,
    foreign: isForeign(entry),
    text: hideNumbers(layOut(entry.content)),
    locks: locks
      .filter(({ request }) => entry.content.includes(`"${request}"`))
      .map(({ request, last4, balance, currency, sale }) => ({
        request,
        last4,
        balance: minor(balance),
        currency,
        sale,
      })),
  });
}

/** The second look: nothing is changed. Faults: repair.none, those of `readRepair`. */
export async function lookAtRepair(
  { db }: Headquarters,
  key: EntryKey,
  edited: string,
): Promise<Result<RepairLook>> {
  const entry = await parkedEntry(db.query, key);
  const register = await db.query
    .selectFrom('register')
    .selectAll()
    .where('id', '=', key.register)
    .executeTakeFirst();
  if (!entry || !register) return fail('repair.none');
  const repaired = await readRepair(db.query, entry, register, edited);
  return repaired.ok ? ok(lookOf(repaired.value)) : repaired;
}

function lookOf({ content: { body }, text, sealed }: Repaired): RepairLook {
  const sale = body.kind === 'sale' ? body.sale : null;
  const lines = (sale?.lines ?? []).flatMap((line) => (line.kind === 'giftCard' ? [line] : []));
  return {
    sealed,
    text: hideNumbers(layOut(text)),
    kind: body.kind,
    receipt: sale?.receipt ?? null,
    total: sale?.total ?? null,
    currency: sale?.currency ?? null,
    instruments: [...(sale?.tenders ?? []).filter(isInstrumentTender), ...lines].map(
      ({ last4, amount }) => ({ last4, amount }),
    ),
  };
}
