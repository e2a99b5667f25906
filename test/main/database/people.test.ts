import { expect, it } from 'vitest';
import { applyFeed } from '../../../main/database/feed.ts';
import {
  clearFailures,
  findBadge,
  findStaff,
  listStaff,
  recordFailure,
  signInFailures,
} from '../../../main/database/people.ts';
import { ada, everyone, mei } from '../../make/staff.ts';
import { must, openFile } from './file.ts';

it('knows the staff by number and badge, and lists them by name', async () => {
  const db = openFile();
  const rows = everyone.map((body) => ({ id: body.id, deleted: false, body }));
  must(await applyFeed(db, { job: '1060', version: 1, full: true, rows, next: null }));
  expect(listStaff(db)).toHaveLength(everyone.length);
  expect(findStaff(db, mei.id)).toEqual(mei);
  expect(findStaff(db, ada.id)).toEqual({ ...ada, badge: undefined });
  expect(findStaff(db, '999')).toBeNull();
  expect(findBadge(db, mei.badge ?? '')).toEqual(mei);
  expect(findBadge(db, 'none')).toBeNull();
  const names = listStaff(db).map((person) => person.name.en);
  expect(names).toEqual(names.toSorted());
});

it('counts failed sign-ins until a good one', () => {
  const db = openFile();
  expect(signInFailures(db, '101')).toEqual({ count: 0, last: null });
  recordFailure(db, '101', '2026-11-22T10:41:00.000Z');
  recordFailure(db, '101', '2026-11-22T10:42:00.000Z');
  recordFailure(db, '102', '2026-11-22T10:43:00.000Z');
  expect(signInFailures(db, '101')).toEqual({ count: 2, last: '2026-11-22T10:42:00.000Z' });
  clearFailures(db, '101');
  expect(signInFailures(db, '101').count).toBe(0);
  expect(signInFailures(db, '102').count).toBe(1);
});
