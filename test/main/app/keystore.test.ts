import { expect, test } from 'vitest';
import { openKeystore } from '../../../main/app/keystore.ts';

/** A key store that turns texts around; as a system offers it. */
const storage = (isAvailable: boolean, backend: 'gnome_libsecret' | 'basic_text') => ({
  isEncryptionAvailable: () => isAvailable,
  getSelectedStorageBackend: () => backend,
  encryptString: (text: string) => Buffer.from(text).reverse(),
  decryptString: (sealed: Buffer) => Buffer.from(sealed).reverse().toString(),
});

test.each([
  ['linux', true, 'gnome_libsecret', null],
  ['linux', true, 'basic_text', 'keystore.missing'],
  ['linux', false, 'basic_text', 'keystore.missing'],
  ['win32', true, 'basic_text', null],
  ['win32', false, 'basic_text', 'keystore.missing'],
] as const)('on %s, available %s, backend %s: warns %s', (platform, isAvailable, backend, code) => {
  const keystore = openKeystore(storage(isAvailable, backend), platform);
  expect(keystore.warning?.code ?? null).toBe(code);
  expect(keystore.unseal(keystore.seal('a device token'))).toBe('a device token');
});

test('what was sealed without a key store is read once there is one', () => {
  const before = openKeystore(storage(false, 'basic_text'), 'linux');
  const after = openKeystore(storage(true, 'gnome_libsecret'), 'linux');
  expect(after.unseal(before.seal('a device token'))).toBe('a device token');
  expect([before, after].map(({ isOpen, seal }) => isOpen(seal('a key')))).toEqual([true, false]);
});
