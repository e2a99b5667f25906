import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openKeystore, type Keystore } from '../../../main/app/keystore.ts';
import {
  dpapi,
  machineSecret,
  withMachineKey,
  type MachineProtection,
} from '../../../main/app/machinekey.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-machinekey-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The key store of one Windows account: another account cannot open what it sealed. */
const accountOf = (name: string): Keystore =>
  openKeystore(
    {
      isEncryptionAvailable: () => true,
      getSelectedStorageBackend: () => 'unknown',
      encryptString: (text) => Buffer.from(`${name}:${text}`),
      decryptString: (sealed) => {
        const [owner, ...rest] = sealed.toString().split(':');
        if (owner !== name) throw new Error('sealed by another account');
        return rest.join(':');
      },
    },
    'win32',
  );
/** A machine: what it protects, only it opens. */
const machine =
  (name: string): MachineProtection =>
  (act, base64) => {
    const own = Buffer.from(`${name}|`);
    const bytes = Buffer.from(base64, 'base64');
    if (act === 'Protect') return Buffer.concat([own, bytes]).toString('base64');
    return bytes.subarray(0, own.length).equals(own)
      ? bytes.subarray(own.length).toString('base64')
      : null;
  };

test('what one account has sealed, another account of the machine opens', () => {
  const sealed = withMachineKey(accountOf('mei'), folder, machine('R-01')).seal('token 令牌');
  expect(sealed).toMatch(/^machine:[\w+/]+=*$/);
  expect(withMachineKey(accountOf('tomas'), folder, machine('R-01')).unseal(sealed)).toBe(
    'token 令牌',
  );
});

test('another machine, and a changed text, are refused', () => {
  const mine = withMachineKey(accountOf('mei'), folder, machine('R-01'));
  const sealed = mine.seal('token');
  const elsewhere = withMachineKey(accountOf('mei'), folder, machine('stolen'));
  expect(() => elsewhere.unseal(sealed)).toThrow();
  const last = sealed.at(-3) === 'A' ? 'B' : 'A';
  expect(() => mine.unseal(sealed.slice(0, -3) + last + sealed.slice(-2))).toThrow();
  expect(readFileSync(join(folder, 'machine.key'), 'utf8')).not.toContain('token');
});

test('what the account sealed before there was a key of the machine is still opened', () => {
  const account = accountOf('mei');
  const before = account.seal('token');
  expect(withMachineKey(account, folder, machine('R-01')).unseal(before)).toBe('token');
});

test('where the system protects nothing for a machine, the account does', () => {
  const account = accountOf('mei');
  expect(withMachineKey(account, folder, () => null)).toBe(account);
  expect(withMachineKey(account, folder, dpapi(folder))).toBe(account);
});

test('on Linux a secret outside the data folder protects the key: without it, with another one or half of one nothing opens', () => {
  const secret = join(folder, 'machine.secret');
  const write = (bytes: Buffer): void => writeFileSync(secret, `${bytes.toString('base64')}\n`);
  const own = randomBytes(32);
  write(own);
  const account = accountOf('mei');
  const sealed = withMachineKey(account, folder, machineSecret(secret)).seal('token 令牌');
  const opened = (): string =>
    withMachineKey(accountOf('tomas'), folder, machineSecret(secret)).unseal(sealed);
  expect(opened()).toBe('token 令牌');
  expect(readFileSync(join(folder, 'machine.key'), 'utf8')).not.toContain(own.toString('base64'));
  for (const wrong of [randomBytes(32), own.subarray(0, 16)]) {
    write(wrong);
    expect(opened).toThrow('sealed by another account');
  }
  rmSync(secret);
  expect(opened).toThrow('sealed by another account');
  write(own);
  expect(opened()).toBe('token 令牌');
});

test('a folder that takes no key leaves it to the account', () => {
  const account = accountOf('mei');
  const secret = join(folder, 'machine.secret');
  writeFileSync(secret, randomBytes(32).toString('base64'));
  expect(withMachineKey(account, join(folder, 'nowhere'), machineSecret(secret))).toBe(account);
});
