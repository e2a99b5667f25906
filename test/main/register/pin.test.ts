import { scryptSync } from 'node:crypto';
import { expect, it } from 'vitest';
import { hashPin, verifyPin } from '../../../main/register/pin.ts';

const salt = Buffer.from('sixteen bytes ok').toString('base64');

it('knows the PIN of its hash and no other', async () => {
  const hash = await hashPin('2468', salt);
  expect(hash).toMatch(/^scrypt\$\d+\$\d+\$\d+\$[^$]+\$[^$]+$/);
  expect(await verifyPin('2468', hash)).toBe(true);
  expect(await verifyPin('2469', hash)).toBe(false);
  expect(await verifyPin('', hash)).toBe(false);
});

it('reads a hash of a higher cost than its own', async () => {
  const cost = { N: 131_072, r: 8, p: 1, maxmem: 256 * 1024 * 1024 };
  const key = scryptSync('2468', Buffer.from(salt, 'base64'), 32, cost).toString('base64');
  expect(await verifyPin('2468', `scrypt$131072$8$1$${salt}$${key}`)).toBe(true);
});

it('hashes under the salt', async () => {
  const other = Buffer.from('another salt here').toString('base64');
  expect(await hashPin('2468', salt)).not.toBe(await hashPin('2468', other));
});

it.each([
  ['', 'nothing'],
  ['2468', 'a PIN in the clear'],
  ['scrypt$1000$8$1$c2FsdA==$aGFzaGhhc2hoYXNoaGFzaA==', 'a cost that is no power of two'],
  ['scrypt$16777216$64$1$c2FsdA==$aGFzaGhhc2hoYXNoaGFzaA==', 'a cost that would eat the memory'],
  ['scrypt$16$8$1$c2FsdA==$aA==', 'a hash too short to mean anything'],
])('lets nobody in by the hash %j: %s', async (hash) => {
  expect(await verifyPin('2468', hash)).toBe(false);
  expect(await verifyPin('', hash)).toBe(false);
});
