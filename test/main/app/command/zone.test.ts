/** The row of `--check` that holds the machine's time zone against the store's. */
import { expect, it } from 'vitest';
import { wordsOf } from '../../../../main/app/check/words.ts';
import { checkDatabase } from '../../../../main/app/check/machine.ts';
import { checkZone, machineZone } from '../../../../main/app/check/zone.ts';
import { applyFeed } from '../../../../main/database/feed.ts';
import { run } from '../../../../main/database/statement.ts';
import { ok } from '../../../../shared/fault.ts';
import { isTimeZone } from '../../../../shared/timezone.ts';
import { configuration } from '../../../make/place.ts';
import { must, openActivated } from '../../database/file.ts';

const now = '2026-11-29T12:00:00.000Z';
const judge = (zone: string, timeZone?: string): string =>
  wordsOf(checkZone({ name: timeZone ?? null }, zone, now), 'en-US')
    .slice(1)
    .join(': ');

it('is good where both show the same time, summer and winter, under whatever name', () => {
  expect(judge('Asia/Shanghai', 'Asia/Shanghai')).toBe("good: Asia/Shanghai, the store's times");
  expect(judge('Europe/Paris', 'Europe/Berlin')).toMatch(/^good: /);
});

it('warns where it shows another time, if only in summer', () => {
  expect(judge('UTC', 'Asia/Shanghai')).toMatch(
    /^WARNING: UTC, but the store is in Asia\/Shanghai: /,
  );
  expect(judge('Africa/Algiers', 'Europe/Paris')).toMatch(/^WARNING: /);
  expect(judge('UTC', 'Mars/Olympus')).toMatch(/^WARNING: /);
});

it('says so where the store has none, or is not known yet', () => {
  expect(judge('Europe/Paris')).toMatch(/^good: Europe\/Paris; head office has no time zone/);
  expect(checkZone(null, 'UTC', now)).toMatchObject({ state: 'skipped', code: 'unread' });
});

it("reads the store's from the database, also beside what only a program of another version knows", async () => {
  const db = openActivated();
  const zone = (): unknown => checkDatabase(db.file, ok(null)).storeZone;
  expect(zone()).toBeNull();
  const body = { ...configuration, timeZone: 'Asia/Shanghai' };
  const rows = [{ id: body.store, deleted: false, body }];
  must(await applyFeed(db, { job: '1070', version: 1, full: true, rows, next: null }));
  run(db, "UPDATE configuration SET body = json_set(body, '$.fromAnotherYear', 1)");
  expect(zone()).toEqual({ name: 'Asia/Shanghai' });
});

it("knows the machine's own", () => {
  expect(isTimeZone(machineZone())).toBe(true);
});
