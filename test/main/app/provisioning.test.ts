import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readProvisioning } from '../../../main/app/provisioning.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-provisioning-'));
const file = join(folder, 'provisioning.json');
afterAll(() => rmSync(folder, { recursive: true }));

function read(channel: string): string | undefined {
  writeFileSync(file, JSON.stringify({ channel, activationCode: 'ABCD-EFGH' }));
  return readProvisioning({ HOLDFAST_PROVISIONING: file })?.channel;
}

test.each([
  'https://channel.store.example',
  'http://127.0.0.1:7420',
  'http://localhost:1',
  'http://[::1]:1',
])('takes the channel %s', (channel) => expect(read(channel)).toBe(channel));

test.each([
  'http://channel.store.example',
  'http://192.168.1.7:7420',
  'http://127.0.0.1.elsewhere.example',
  'http://localhost@elsewhere.example',
  'ftp://127.0.0.1',
])('refuses the channel %s', (channel) => {
  expect(() => read(channel)).toThrow('HOLDFAST_PROVISIONING');
});

test('a machine without provisioning has none', () => {
  expect(readProvisioning({})).toBeUndefined();
});
