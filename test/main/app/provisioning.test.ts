import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { makeAuthority } from '../../server/http/authority.ts';
import { provisioningFile, readProvisioning } from '../../../main/app/provisioning.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-provisioning-'));
const file = join(folder, 'named.json');
const elsewhere = join(folder, 'data');
afterAll(() => rmSync(folder, { recursive: true }));

function read(channel: string): string | undefined {
  writeFileSync(file, JSON.stringify({ channel, activationCode: 'ABCD-EFGH' }));
  return readProvisioning({ HOLDFAST_PROVISIONING: file }, elsewhere)?.channel;
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
  expect(() => read(channel)).toThrow(`provisioning ${file}`);
});

const give = (more: object): ReturnType<typeof readProvisioning> => {
  const whole = { channel: 'https://channel.example', activationCode: 'ABCD-EFGH', ...more };
  writeFileSync(file, JSON.stringify(whole));
  return readProvisioning({ HOLDFAST_PROVISIONING: file }, elsewhere);
};
const pin = `${'A'.repeat(43)}=`;

test('takes pins of the channel, several of them while a key is exchanged', () => {
  expect(give({ pins: [pin, `${'B'.repeat(43)}=`] })?.pins).toHaveLength(2);
});

test.each([
  ['a pin of another length', { pins: ['AAAA='] }],
  ['a pin in hexadecimal', { pins: ['a'.repeat(64)] }],
  ['no pin', { pins: [] }],
  ['more pins than anybody needs', { pins: [pin, pin, pin, pin, pin] }],
  ['a pin of a channel without a key', { channel: 'http://127.0.0.1:7420', pins: [pin] }],
  ['a file of authorities that is not there', { authorities: 'nowhere.pem' }],
])('refuses %s', (_name, more) => {
  expect(() => give(more)).toThrow(/provisioning|ENOENT/);
});

test('reads the authorities beside the provisioning file, and no other text', () => {
  const authority = makeAuthority();
  writeFileSync(join(folder, 'ca.pem'), authority.cert);
  expect(give({ authorities: 'ca.pem' })?.authorities).toBe(authority.cert);
  expect(give({ authorities: authority.certFile })?.authorities).toBe(authority.cert);
  writeFileSync(join(folder, 'ca.pem'), 'no certificate');
  expect(() => give({ authorities: 'ca.pem' })).toThrow('holds no certificate');
  authority.remove();
});

test('a machine without provisioning has none; one whose installer brought a file has that one, unless another is named', () => {
  expect(readProvisioning({}, elsewhere)).toBeUndefined();
  mkdirSync(elsewhere);
  const installed = { channel: 'https://installed.example', activationCode: 'ABCD-EFGH' };
  writeFileSync(provisioningFile(elsewhere), JSON.stringify(installed));
  expect(readProvisioning({}, elsewhere)?.channel).toBe(installed.channel);
  expect(give({})?.channel).toBe('https://channel.example');
});
