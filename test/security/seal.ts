/** A key store for tests, as the system's is one: what is sealed tells nothing to those who do not have its secret. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

export type Sealer = {
  readonly seal: (text: string) => string;
  readonly unseal: (sealed: string) => string;
};

/** `secret`: 32 bytes in hexadecimal. */
export function sealWith(secret: string): Sealer {
  const key = Buffer.from(secret, 'hex');
  return {
    seal: (text) => {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, iv);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64');
    },
    unseal: (sealed) => {
      const bytes = Buffer.from(sealed, 'base64');
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
      decipher.setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString(
        'utf8',
      );
    },
  };
}
