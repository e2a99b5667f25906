import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { filesBeside } from '../../../main/database/beside.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-beside-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('the files named after a file, and no others, also where the folder has signs of a pattern', () => {
  const place = join(folder, 'a[b]{c}*');
  mkdirSync(place);
  const names = ['register.db', 'register.db.before-2', 'register.db.before-1', 'x.db.before-1'];
  for (const name of [...names, 'register.db.backup']) writeFileSync(join(place, name), '');
  const file = join(place, 'register.db');
  expect(filesBeside(file, '.before-')).toEqual([`${file}.before-1`, `${file}.before-2`]);
  expect(filesBeside(join(folder, 'nowhere', 'register.db'), '.before-')).toEqual([]);
});

test('a start loads no matcher of file names', () => {
  // In a process of its own, because the test runner has loaded much.
  const script = `
    const { openDatabase, closeDatabase } = await import('./main/database/open.ts');
    const clock = { now: () => '2026-11-29T08:00:00.000Z', running: () => 0 };
    const opened = openDatabase(process.argv[1], { clock });
    if (!opened.ok) throw new Error(opened.fault.code);
    closeDatabase(opened.value);
    console.log(JSON.stringify(process.moduleLoadList));`;
  const words = ['--input-type=module', '--eval', script, join(folder, 'register.db')];
  const told = execFileSync(process.execPath, words, { encoding: 'utf8' });
  expect(told).toContain('NativeModule fs');
  expect(told).not.toMatch(/internal\/fs\/glob|minimatch/);
});
