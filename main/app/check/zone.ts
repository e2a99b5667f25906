/** Whether the machine shows the times of its store: receipts and reports of the register go by the machine, business days at head office by the store. */
import { one, type Connection } from '../../database/statement.ts';
import type { Instant } from '../../../shared/identity.ts';
import { isTimeZone } from '../../../shared/timezone.ts';
import { row, type Row } from './row.ts';

const halfYearMs = 182 * 24 * 3_600_000;

/** As the system has it, by its IANA name. */
export const machineZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Of the register's store, as head office has it; `name` null: it reckons by UTC. */
export type StoreZone = { readonly name: string | null };

/** Null before the first feed. Read without its schema: whatever a program of another version left beside it, it can be judged. */
export const readStoreZone = (db: Connection): StoreZone | null =>
  one<StoreZone>(
    db,
    "SELECT c.body ->> '$.timeZone' AS name FROM identity i CROSS JOIN configuration c ON c.id = i.store",
  ) ?? null;

/** Zones of different names are the same to a store when they show the same time now and in half a year. */
export function checkZone(store: StoreZone | null, zone: string, now: Instant): Row {
  if (store === null) return row('zone', 'skipped', 'unread');
  if (store.name === null) return row('zone', 'good', 'utc', { zone });
  const times = [now, new Date(Date.parse(now) + halfYearMs).toISOString()];
  const facts = { zone, store: store.name };
  const isSame =
    isTimeZone(facts.store) && times.every((at) => shown(zone, at) === shown(facts.store, at));
  return isSame ? row('zone', 'good', 'good', facts) : row('zone', 'warning', 'another', facts);
}

const shown = (timeZone: string, at: Instant): string =>
  new Intl.DateTimeFormat('en-US', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(
    new Date(at),
  );
