/** When it was last known that the reference data here is the newest there is. */
import type { Instant } from '../../shared/identity.ts';
import { readSetting, writeSetting } from './settings.ts';
import type { Connection } from './statement.ts';
import type { Writer } from './transaction.ts';

const key = 'feed.known';
/** So often it is worth a write. */
const worth = 5 * 60_000;

/** When this register last heard that all its jobs are the newest; null: never. */
export const knownAt = (db: Connection): Instant | null => readSetting(db, key);

/** Notes that they are so now, unless that was noted a moment ago. */
export function noteKnown(db: Writer, at: Instant): void {
  const before = knownAt(db);
  if (before !== null && Math.abs(Date.parse(at) - Date.parse(before)) < worth) return;
  writeSetting(db, key, at);
}
