/** Time zones by their IANA names, such as Asia/Shanghai, and the calendar day that an instant falls on in one of them. */
import type { Instant } from './identity.ts';

/** How a zone is written. An offset such as +08:00 is none: it knows no summer time. */
export const timeZonePattern = /^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/;

/** Whether the runtime's own table of zones (ICU) knows it. */
export const isTimeZone = (zone: string): boolean => formatOf(zone) !== null;

/**
 * The day as 2026-11-29. `zone` null is UTC, and so is one that this runtime does not know: names are checked when a store is saved, and
 * the day of a sale never keeps it from being posted.
 */
export function dayIn(zone: string | null, at: Instant): string {
  const format = zone === null ? null : formatOf(zone);
  if (zone === null || format === null) return at.slice(0, 10);
  const minute = `${zone} ${at.slice(0, 16)}`;
  const known = days.get(minute);
  if (known !== undefined) return known;
  const parts = format.formatToParts(new Date(at));
  const of = (type: Intl.DateTimeFormatPartTypes): string =>
    parts.find((part) => part.type === type)?.value ?? '';
  const day = `${of('year').padStart(4, '0')}-${of('month')}-${of('day')}`;
  if (days.size >= mostDays) days.clear();
  days.set(minute, day);
  return day;
}

/** Days by zone and minute: no zone of this century is off by seconds, and sales that are posted together are mostly of the same minutes. */
const days = new Map<string, string>();
const mostDays = 5000;

/** Making one takes a hundred times as long as asking it. Only zones that exist are kept. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat | null {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  if (!timeZonePattern.test(timeZone)) return null;
  try {
    const made = new Intl.DateTimeFormat('en-US', {
      ...{ timeZone, calendar: 'gregory', numberingSystem: 'latn' },
      ...{ year: 'numeric', month: '2-digit', day: '2-digit' },
    });
    formats.set(timeZone, made);
    return made;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
