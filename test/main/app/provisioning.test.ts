import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { makeAuthority } from '../../server/http/authority.ts';
import {
  provisioningFile,
  readProvisioning,
  wantedFolder,
} from '../../../main/app/provisioning.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-provisioning-'));
const file = join(folder, 'named.json');
const elsewhere = join(folder, 'data');
const nowhere = join(folder, 'nowhere');
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

const bare = { platform: 'none', systemRoot: '', ask: () => null, read: () => null };
const linux = (policy: object) => ({
  ...bare,
  platform: 'linux',
  read: (name: string) => (name === '/etc/holdfast/policy.json' ? JSON.stringify(policy) : null),
});
/** What `reg query HKLM\Software\Policies\Holdfast /reg:64` prints. */
const registry = String.raw`
HKEY_LOCAL_MACHINE\Software\Policies\Holdfast
    Channel    REG_SZ    https://policy.example
    Kiosk    REG_DWORD    0x1
    Pins    REG_MULTI_SZ    ${pin}\0${'B'.repeat(43)}=
    OfflineProfile    REG_SZ    {"timeout":9000}
    Later    REG_SZ    a setting of another version
`;
const windows = {
  ...bare,
  platform: 'win32',
  systemRoot: String.raw`C:\Windows`,
  ask: () => registry,
};

test('lets a policy win over the environment, the environment over the file, each setting by itself', () => {
  writeFileSync(
    file,
    JSON.stringify({ channel: 'https://file.example', theme: 'dark', language: 'zh-CN' }),
  );
  const environment = {
    HOLDFAST_PROVISIONING: file,
    HOLDFAST_THEME: 'contrast',
    HOLDFAST_CHANNEL_ADDRESS: 'https://environment.example',
    HOLDFAST_LANGUAGE: '',
  };
  const read = (policy: object) => readProvisioning(environment, elsewhere, linux(policy));
  expect(read({ theme: 'light' })).toEqual({
    channel: 'https://environment.example',
    theme: 'light',
    language: 'zh-CN',
  });
  expect(read({})?.theme).toBe('contrast');
});

test("reads group policy out of Windows' registry, by the system's own reg.exe", () => {
  const asked: string[] = [];
  const ask = (program: string, words: readonly string[]) => {
    asked.push(program, ...words);
    return registry;
  };
  expect(readProvisioning({}, nowhere, { ...windows, ask })).toEqual({
    channel: 'https://policy.example',
    kiosk: true,
    pins: [pin, `${'B'.repeat(43)}=`],
    offlineProfile: { timeout: 9000 },
  });
  expect(asked).toEqual([
    String.raw`C:\Windows\System32\reg.exe`,
    'query',
    String.raw`HKLM\Software\Policies\Holdfast`,
    '/reg:64',
  ]);
});

test.each([
  ['environment', { HOLDFAST_KIOSK: 'perhaps' }, bare],
  ['environment', { HOLDFAST_DEVICES: '{"printer":' }, bare],
  ['environment', { HOLDFAST_OFFLINE_PROFILE: '{"timeout":1}' }, bare],
  ['policy', {}, linux({ colour: 'blue' })],
])('names the source of a flaw: %s %o', (source, environment, policy) => {
  expect(() => readProvisioning(environment, elsewhere, policy)).toThrow(`provisioning ${source}`);
});

test('takes lists, switches and objects out of texts', () => {
  const environment = {
    HOLDFAST_CHANNEL_ADDRESS: 'https://channel.example',
    HOLDFAST_KIOSK: '1',
    HOLDFAST_PINS: `${pin}, ${pin}`,
    HOLDFAST_DEVICES: '{"printer":{"kind":"network","host":"printer"}}',
  };
  expect(readProvisioning(environment, elsewhere, bare)).toMatchObject({
    kiosk: true,
    pins: [pin, pin],
    devices: { printer: { kind: 'network', port: 9100 } },
  });
  expect(readProvisioning({}, nowhere, bare)).toBeUndefined();
});

test('finds the data folder before the file that lies there, which cannot lead away from it', () => {
  writeFileSync(file, JSON.stringify({ dataFolder: 'data' }));
  expect(wantedFolder({ HOLDFAST_PROVISIONING: file }, bare)).toBe(elsewhere);
  expect(wantedFolder({ HOLDFAST_FOLDER: folder }, linux({ dataFolder: '/policy' }))).toBe(
    '/policy',
  );
  expect(wantedFolder({}, bare)).toBeUndefined();
  mkdirSync(elsewhere, { recursive: true });
  writeFileSync(provisioningFile(elsewhere), JSON.stringify({ dataFolder: '..', kiosk: true }));
  expect(() => readProvisioning({}, elsewhere, bare)).toThrow('cannot lead away');
  rmSync(provisioningFile(elsewhere));
});

test('takes a public recovery key, and no private one by mistake', () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 3072,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  writeFileSync(join(folder, 'recovery.pem'), publicKey);
  expect(give({ recoveryKey: 'recovery.pem' })?.recoveryKey).toBe(publicKey);
  writeFileSync(join(folder, 'recovery.pem'), privateKey);
  expect(() => give({ recoveryKey: 'recovery.pem' })).toThrow('public RSA key');
});
