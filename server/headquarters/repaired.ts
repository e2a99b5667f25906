/** Entries that persons repaired, seen from those that post and receive. */
import type { Kysely } from 'kysely';
import type { Entry } from '../../shared/entry.ts';
import type { Hash, RegisterId } from '../../shared/identity.ts';
import { readEntry } from '../../shared/wire/entry.ts';
import type { RepairTable } from './cardtables.ts';
import { raise } from './exceptions.ts';
import type { Act, Headquarters } from './headquarters.ts';
import type { Tables } from './tables.ts';

export async function newestRepair(
  db: Kysely<Tables>,
  register: RegisterId,
  entry: Hash,
): Promise<RepairTable | undefined> {
  return db
    .selectFrom('repair')
    .selectAll()
    .where('register', '=', register)
    .where('entry', '=', entry)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/**
 * An intact copy of an entry came that a person had repaired: it is kept, and a difference is named with both totals. What is posted stays,
 * because an entry posts once; a person corrects the card by the difference.
 */
export async function compareRepair(
  headquarters: Headquarters,
  act: Act,
  register: RegisterId,
  { hash, content }: Entry,
): Promise<void> {
  const repair = await newestRepair(act, register, hash);
  if (repair === undefined) return;
  const entry = await act
    .updateTable('entry')
    .set({ content })
    .where('register', '=', register)
    .where('hash', '=', hash)
    .returning(['number', 'sale', 'receipt', 'total'])
    .executeTakeFirstOrThrow();
  const read = readEntry({ hash, content });
  const sale = read.ok && read.value.body.kind === 'sale' ? read.value.body.sale : null;
  await raise(headquarters, act, {
    kind: 'repairDiffers',
    register,
    sale: entry.sale,
    receipt: entry.receipt,
    entry: hash,
    entry_number: entry.number,
    amount: entry.total,
    other_amount: sale?.total ?? null,
    currency: sale?.currency ?? null,
    detail: `entry ${entry.number} was repaired by ${repair.by} and ${repair.second}; an intact copy came later and is not the same`,
  });
}
