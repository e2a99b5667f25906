/** Whether the machine shows the times of its store: receipts and reports of the register go by the machine, business days at head office by the store. */
import type { StoreConfiguration } from '../../../shared/feed.ts';
import type { Instant } from '../../../shared/identity.ts';
import { isTimeZone } from '../../../shared/timezone.ts';
import { row, type Row } from './row.ts';

const halfYearMs = 182 * 24 * 3_600_000;

/** As the system has it, by its IANA name. */
export const machineZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Zones of different names are the same to a store when they show the same time now and in half a year. */
export function checkZone(store: StoreConfiguration | null, zone: string, now: Instant): Row {
  if (store === null) return row('zone', 'skipped', 'unread');
  if (store.timeZone === undefined) return row('zone', 'good', 'utc', { zone });
  const times = [now, new Date(Date.parse(now) + halfYearMs).toISOString()];
  const facts = { zone, store: store.timeZone };
  const isSame =
    isTimeZone(facts.store) && times.every((at) => shown(zone, at) === shown(facts.store, at));
  return isSame ? row('zone', 'good', 'good', facts) : row('zone', 'warning', 'another', facts);
}

const shown = (timeZone: string, at: Instant): string =>
  new Intl.DateTimeFormat('en-US', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(
    new Date(at),
  );
