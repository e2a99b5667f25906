import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { beginTrial, failTrial, passTrial } from '../../../../main/app/update/trial.ts';

const at = '2026-11-29T03:00:00.000Z';
const on = { go: 'on', rolledBack: null };
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-trial-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const put = (name: string, text: string): void => writeFileSync(join(folder, name), text);
const has = (name: string): string => readFileSync(join(folder, name), 'utf8');
const begin = (version: string) => beginTrial(folder, version, at);
const pass = (version: string): void => passTrial(folder, version, at);

/** A machine on which 1.0.0 sells. */
function settle(): void {
  expect(begin('1.0.0')).toEqual(on);
  put('register.db', 'old data');
  put('register.db-wal', 'old log');
  put('register.db.key', 'key');
  put('witness.log', 'one line');
  pass('1.0.0');
}

test('the first version of a machine copies nothing, and is never taken back', () => {
  for (let start = 0; start < 5; start += 1) expect(begin('1.0.0')).toEqual(on);
  expect(existsSync(join(folder, 'before-1.0.0'))).toBe(false);
});

test('a new version that comes to its picture stays; the copy made before it is kept, older ones go', () => {
  settle();
  expect(begin('1.1.0')).toEqual(on);
  expect(has('before-1.1.0/register.db')).toBe('old data');
  put('register.db', 'migrated');
  pass('1.1.0');
  for (let start = 0; start < 5; start += 1) expect(begin('1.1.0')).toEqual(on);
  expect(begin('1.2.0')).toEqual(on);
  pass('1.2.0');
  expect(existsSync(join(folder, 'before-1.1.0'))).toBe(false);
  expect(has('before-1.2.0/register.db')).toBe('migrated');
});

test('one that fails twice is taken back with the data as it was, told once, and its own data kept beside', () => {
  settle();
  expect(begin('1.1.0')).toEqual(on);
  put('register.db', 'half migrated');
  put('register.db-wal', 'new log');
  put('witness.log', 'one line and one more');
  failTrial(folder, 'Error: no such column');
  expect(begin('1.1.0')).toEqual(on);
  failTrial(folder, 'Error: no such column');
  expect(begin('1.1.0')).toEqual({
    go: 'back',
    version: '1.0.0',
    reason: 'Error: no such column',
  });
  expect([has('register.db'), has('register.db-wal'), has('register.db.key')]).toEqual([
    'old data',
    'old log',
    'key',
  ]);
  expect(has('witness.log')).toBe('one line and one more');
  expect(has('before-1.1.0-failed/register.db')).toBe('half migrated');
  expect(begin('1.0.0')).toEqual({
    go: 'on',
    rolledBack: { version: '1.1.0', reason: 'Error: no such column' },
  });
  expect(begin('1.0.0')).toEqual(on);
});

test('the same version installed anew after the way back is tried again', () => {
  settle();
  for (let start = 0; start < 3; start += 1) begin('1.1.0');
  expect(begin('1.1.0')).toEqual(on);
  pass('1.1.0');
  expect(begin('1.1.0')).toEqual(on);
});

test('a power cut in the first start is no failure', () => {
  settle();
  begin('1.1.0');
  expect(begin('1.1.0')).toEqual(on);
  pass('1.1.0');
  expect(begin('1.1.0')).toEqual(on);
});

test('a record that cannot be read keeps nobody from selling', () => {
  settle();
  put('version.json', '{"version":');
  expect(begin('1.1.0')).toEqual(on);
  pass('1.1.0');
});
