/** The day of an instant in a time zone, against the zone's own offset; days of 23 and 25 hours, and zones of half hours. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dayIn, isTimeZone } from '../../shared/timezone.ts';

const hour = 3_600_000;
const iso = (ms: number): string => new Date(ms).toISOString();

it('knows places, not offsets, and no others', () => {
  const zones = ['Asia/Shanghai', 'America/New_York', 'Asia/Kolkata', 'UTC', 'Etc/GMT+12'];
  expect(zones.filter((zone) => !isTimeZone(zone))).toEqual([]);
  const none = ['', 'Shanghai', '+08:00', '-05', 'Asia/Shanghai ', 'Mars/Base', 'x'.repeat(65)];
  expect(none.filter(isTimeZone)).toEqual([]);
});

it('puts an evening of New York and a morning of Shanghai on their own days', () => {
  expect(dayIn('America/New_York', '2026-03-03T01:00:00.000Z')).toBe('2026-03-02');
  expect(dayIn('Asia/Shanghai', '2026-03-02T23:00:00.000Z')).toBe('2026-03-03');
  expect(dayIn(null, '2026-03-02T23:00:00.000Z')).toBe('2026-03-02');
  // A zone of a later year than the runtime's keeps no sale from being posted.
  expect(dayIn('Mars/Base', '2026-03-02T23:00:00.000Z')).toBe('2026-03-02');
});

it('changes the day at the midnight of the place, in zones of half and quarter hours too', () => {
  const midnights = [
    ['Asia/Kolkata', '2026-03-02T18:30:00.000Z'],
    ['Asia/Kathmandu', '2026-03-02T18:15:00.000Z'],
    ['America/St_Johns', '2026-03-03T03:30:00.000Z'],
    ['Australia/Lord_Howe', '2026-03-02T13:00:00.000Z'],
    ['Australia/Lord_Howe', '2026-07-02T13:30:00.000Z'],
    ['Pacific/Kiritimati', '2026-03-02T10:00:00.000Z'],
    ['Etc/GMT+12', '2026-03-03T12:00:00.000Z'],
  ] as const;
  for (const [zone, at] of midnights) {
    const [, month, date] = dayIn(zone, at).split('-').map(Number);
    const before = dayIn(zone, iso(Date.parse(at) - 1));
    expect(before < dayIn(zone, at), zone).toBe(true);
    expect([month, date], zone).toEqual([Number(at.slice(5, 7)), 3]);
  }
});

it('counts the hours of the days on which clocks are changed', () => {
  const hoursOf = (zone: string, day: string, step = hour): number => {
    let steps = 0;
    for (
      let at = Date.parse(`${day}T00:00:00Z`) - 24 * hour;
      at < Date.parse(`${day}T00:00:00Z`) + 48 * hour;
      at += step
    )
      if (dayIn(zone, iso(at)) === day) steps += 1;
    return (steps * step) / hour;
  };
  expect(hoursOf('America/New_York', '2026-03-08')).toBe(23);
  expect(hoursOf('America/New_York', '2026-11-01')).toBe(25);
  expect(hoursOf('Europe/Berlin', '2026-03-29')).toBe(23);
  expect(hoursOf('Europe/Berlin', '2026-10-25')).toBe(25);
  expect(hoursOf('Australia/Lord_Howe', '2026-04-05', hour / 2)).toBe(24.5);
  expect(hoursOf('Australia/Lord_Howe', '2026-10-04', hour / 2)).toBe(23.5);
  expect(hoursOf('Asia/Shanghai', '2026-03-08')).toBe(24);
});

it('agrees with the offset of every zone at any instant, goes forward only, and is near the day of UTC', () => {
  const offsets = new Map<string, Intl.DateTimeFormat>();
  const offsetOf = (timeZone: string, at: number): number => {
    const format =
      offsets.get(timeZone) ??
      new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
    offsets.set(timeZone, format);
    const name = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value;
    const [, sign, hours, minutes] = /^GMT(?:([+-])(\d\d):(\d\d))?$/.exec(name ?? '') ?? [];
    return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
  };
  const zone = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
  const instant = fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2050, 0) });
  fc.assert(
    fc.property(zone, instant, fc.integer({ min: 0, max: 72 * hour }), (name, at, more) => {
      const day = dayIn(name, iso(at));
      expect(day).toBe(iso(at + offsetOf(name, at)).slice(0, 10));
      expect(dayIn(name, iso(at)), 'asked again').toBe(day);
      expect(dayIn(name, iso(at + more)) >= day).toBe(true);
      // What the reports rely on: 14 hours before UTC's day at the earliest, 12 after it at the latest.
      const midnight = Date.parse(`${day}T00:00:00.000Z`);
      expect(at).toBeGreaterThanOrEqual(midnight - 14 * hour);
      expect(at).toBeLessThan(midnight + (24 + 12) * hour);
    }),
    { numRuns: 300 },
  );
});
