import { expect, it } from 'vitest';
import { applyFeed, jobVersions } from '../../../main/database/feed.ts';
import { knownAt } from '../../../main/database/known.ts';
import { isBehind } from '../../../main/sync/pull.ts';
import { makeProduct } from '../../make/product.ts';
import { must, openFile } from '../database/file.ts';

it('notes when nothing here is older than what the channel offers, and not more often than worth it', async () => {
  const db = openFile();
  const body = makeProduct(1, 100);
  const rows = [{ id: body.id, deleted: false, body }];
  must(await applyFeed(db, { job: '1040', version: 3, full: true, rows, next: null }));
  expect(jobVersions(db)['1040']).toBe(3);
  expect(isBehind(db, { '1040': 4 }, '2026-11-20T08:00:00.000Z')).toBe(true);
  expect(knownAt(db)).toBeNull();
  expect(isBehind(db, { '1040': 3 }, '2026-11-20T08:00:00.000Z')).toBe(false);
  isBehind(db, { '1040': 3 }, '2026-11-20T08:01:00.000Z');
  expect(knownAt(db)).toBe('2026-11-20T08:00:00.000Z');
  isBehind(db, { '1040': 3 }, '2026-11-20T08:06:00.000Z');
  expect(knownAt(db)).toBe('2026-11-20T08:06:00.000Z');
});

it('believes a clock that was set back', () => {
  const db = openFile();
  isBehind(db, {}, '2030-01-01T00:00:00.000Z');
  isBehind(db, {}, '2026-11-20T08:00:00.000Z');
  expect(knownAt(db)).toBe('2026-11-20T08:00:00.000Z');
});
