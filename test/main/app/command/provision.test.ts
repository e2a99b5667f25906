/** What an installer does with its parameters, on real folders. */
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readProvisioning } from '../../../../main/app/provisioning.ts';
import { newKey } from '../../../security/tills.ts';
import { runHoldfast } from './console.ts';

let place = '';
let folder = '';
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'holdfast-provision-'));
  folder = join(place, 'Holdfast');
});
afterEach(() => rmSync(place, { recursive: true }));

const run = (...words: string[]) => runHoldfast(folder, newKey(), ['provision', ...words]);
const written = (): unknown => readProvisioning({}, folder);
const server = ['--server', 'https://channel.example', '--code', 'ABCD-EFGH'];

test('makes the data folder when it is given nothing, and leaves a provisioning that is there', async () => {
  expect((await run()).exit).toBe(0);
  expect(lstatSync(folder).isDirectory()).toBe(true);
  expect(written()).toBeUndefined();
  await run(...server);
  expect((await run()).exit).toBe(0);
  expect(written()).toMatchObject({ channel: 'https://channel.example' });
});

test('writes what the words say; empty ones, as an installer passes them, say nothing', async () => {
  expect((await run(...server, '--language', '', '--kiosk', '')).exit).toBe(0);
  expect(written()).toEqual({ channel: 'https://channel.example', activationCode: 'ABCD-EFGH' });
  expect((await run(...server, '--language', 'zh-CN', '--kiosk', '1')).exit).toBe(0);
  expect(written()).toEqual({
    channel: 'https://channel.example',
    activationCode: 'ABCD-EFGH',
    language: 'zh-CN',
    kiosk: true,
  });
});

test('copies a file that is valid', async () => {
  const file = join(place, 'register.json');
  writeFileSync(file, JSON.stringify({ channel: 'https://channel.example', theme: 'dark' }));
  expect((await run('--file', file)).exit).toBe(0);
  expect(readFileSync(join(folder, 'provisioning.json'), 'utf8')).toBe(readFileSync(file, 'utf8'));
});

test.each([
  ['a code without a server', ['--code', 'ABCD-EFGH']],
  ['a server without a code', ['--server', 'https://channel.example']],
  ['a server without TLS', ['--server', 'http://channel.example', '--code', 'ABCD-EFGH']],
  ['another language', [...server, '--language', 'fr-FR']],
  ['another kiosk', [...server, '--kiosk', 'yes']],
  ['a file and words', ['--file', '/dev/null', ...server]],
  ['a file that is not there', ['--file', '/nowhere/register.json']],
  ['a file that is no JSON', ['--file', '/dev/null']],
  ['an unknown word', ['--host', 'x']],
])('refuses %s, and writes nothing', async (_, words) => {
  const { exit, lines } = await run(...words);
  expect(exit).toBe(2);
  expect(lines.join('\n')).not.toBe('');
  expect(existsSync(join(folder, 'provisioning.json'))).toBe(false);
});

test('refuses a data folder that is a link or a file: it would lead elsewhere', async () => {
  const elsewhere = join(place, 'elsewhere');
  mkdirSync(elsewhere);
  symlinkSync(elsewhere, folder);
  expect((await run(...server)).exit).toBe(1);
  expect(existsSync(join(elsewhere, 'provisioning.json'))).toBe(false);
  rmSync(folder);
  writeFileSync(folder, '');
  expect((await run()).exit).toBe(1);
});
