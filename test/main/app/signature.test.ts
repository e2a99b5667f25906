import { generateKeyPairSync, sign } from 'node:crypto';
import { expect, test } from 'vitest';
import { grantCheck, signatureCheck } from '../../../main/app/signature.ts';
import { grantText } from '../../../shared/lock.ts';
import { minor } from '../../../shared/money.ts';
import { signedGrant } from '../../shared/sample.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const check = signatureCheck(publicKey.export({ format: 'der', type: 'spki' }).toString('base64'));
const { grant } = signedGrant('r1', minor(5000));
const signature = sign(null, Buffer.from(grantText(grant)), privateKey).toString('base64');

test('a grant of headquarters verifies', () =>
  expect(grantCheck(check)({ grant, signature })).toBe(true));

test.each([
  ['another sale', { ...grant, sale: 'sale-2' }],
  ['another register', { ...grant, register: 'S01-R09' }],
  ['a larger balance', { ...grant, balance: minor(5001) }],
  ['another epoch', { ...grant, epoch: 2 }],
])('a grant that was edited to name %s does not', (_, edited) => {
  expect(grantCheck(check)({ grant: edited, signature })).toBe(false);
});

test.each(['', 'AAAA', 'not base64 at all', signature.slice(4)])(
  'the signature %j does not',
  (wrong) => {
    expect(grantCheck(check)({ grant, signature: wrong })).toBe(false);
  },
);
