/** Single facts of headquarters by name. */
import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** keys: fingerprint of the keys. epoch, starts, marked: see epoch.ts. halted: why nothing is granted (PROTOCOL section 7). email: yes or no, whether receipts can be sent. */
export type SettingName = 'keys' | 'epoch' | 'starts' | 'marked' | 'halted' | 'email';

export async function readSetting(db: Kysely<Tables>, name: SettingName): Promise<string | null> {
  const row = await db
    .selectFrom('setting')
    .select('value')
    .where('name', '=', name)
    .executeTakeFirst();
  return row?.value ?? null;
}

export async function writeSetting(
  db: Kysely<Tables>,
  name: SettingName,
  value: string,
): Promise<void> {
  await db
    .insertInto('setting')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute();
}

export async function clearSetting(db: Kysely<Tables>, name: SettingName): Promise<void> {
  await db.deleteFrom('setting').where('name', '=', name).execute();
}
