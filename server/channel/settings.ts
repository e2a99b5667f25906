/** Small whole numbers that the channel remembers about headquarters. */
import type { Reader, SettingName } from './tables.ts';

export async function readSetting(query: Reader, name: SettingName): Promise<number | null> {
  const row = await query
    .selectFrom('setting')
    .select('value')
    .where('name', '=', name)
    .executeTakeFirst();
  return row?.value ?? null;
}

export async function writeSetting(query: Reader, name: SettingName, value: number): Promise<void> {
  await query
    .insertInto('setting')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute();
}
