/** Small facts by name that belong to nothing larger, such as the chosen language. */
import { one, run, type Connection } from './statement.ts';
import { transaction, type Writer } from './transaction.ts';

/** The value as written, or null. */
export const readSetting = (db: Connection, key: string): string | null =>
  one<{ value: string }>(db, 'SELECT value FROM setting WHERE key = ?', [key])?.value ?? null;

/** Writes the value over an earlier one. */
export function writeSetting(db: Writer, key: string, value: string): void {
  transaction(db, () =>
    run(
      db,
      'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
      [key, value],
    ),
  );
}
