/** Headquarters' signature on grants: Ed25519, checked with the public key that came with the activation. */
import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import { grantText, type SignedGrant } from '../../shared/lock.ts';

export type VerifyText = (text: string, signature: string) => boolean;

/** Pictures and commits ask for the same few grants again and again: those of the open sale. */
const mostValid = 64;

/** A check against one SPKI key in base64. A signature that is no base64 or has the wrong length is simply not valid. */
export function signatureCheck(signingKey: string): VerifyText {
  const key: KeyObject = createPublicKey({
    key: Buffer.from(signingKey, 'base64'),
    format: 'der',
    type: 'spki',
  });
  const valid = new Set<string>();
  return (text, signature) => {
    const asked = `${signature} ${text}`;
    if (valid.has(asked)) return true;
    const isValid = verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64'));
    if (valid.size >= mostValid) valid.clear();
    if (isValid) valid.add(asked);
    return isValid;
  };
}

export const grantCheck =
  (check: VerifyText) =>
  (signed: SignedGrant): boolean =>
    check(grantText(signed.grant), signed.signature);
