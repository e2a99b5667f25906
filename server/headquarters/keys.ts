/**
 * Headquarters' secrets: the Ed25519 key that signs grants and the key that instrument numbers are hashed with. They live in a file beside
 * the database, never in it, so that a copy of the database gives nobody a number or a grant.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { z } from 'zod';
import { hashText } from '../../shared/hash.ts';
import type { Hash } from '../../shared/identity.ts';

export type Keys = {
  /** SPKI in base64, as registers get it at activation. */
  readonly publicKey: string;
  /** Ed25519 over the text, base64. */
  readonly sign: (text: string) => string;
  readonly isSigned: (text: string, signature: string) => boolean;
  /** HMAC-SHA-256 of the text, lower-case hexadecimal. */
  readonly keyedHash: (text: string) => Hash;
  /** AES-256-GCM under a key of its own for each name, base64; `decrypt` throws when text or name is not what was encrypted. */
  readonly encrypt: (name: string, text: string) => string;
  readonly decrypt: (name: string, encrypted: string) => string;
  /** Tells whether a database belongs to these keys; it says nothing about them. */
  readonly fingerprint: Hash;
};

const fileSchema = z.strictObject({ signing: z.string(), numbers: z.string().min(40) });

/** Reads the keys of the file, making them the first time. The file must be kept with, but not inside, every backup of the database. */
export function openKeys(file: string): Keys {
  if (!existsSync(file)) {
    const { privateKey } = generateKeyPairSync('ed25519');
    const signing = privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');
    replaceFile(file, JSON.stringify({ signing, numbers: randomBytes(32).toString('base64') }));
  }
  const { signing, numbers } = fileSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const privateKey = createPrivateKey({
    key: Buffer.from(signing, 'base64'),
    format: 'der',
    type: 'pkcs8',
  });
  return makeKeys(privateKey, Buffer.from(numbers, 'base64'));
}

function makeKeys(privateKey: KeyObject, numbers: Buffer): Keys {
  const publicKey = createPublicKey(privateKey);
  const keyedHash = (text: string): Hash =>
    createHmac('sha256', numbers).update(text).digest('hex');
  const keyFor = (name: string): Buffer => Buffer.from(keyedHash(`encrypt\n${name}`), 'hex');
  const spki = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  return {
    publicKey: spki,
    sign: (text) => sign(null, Buffer.from(text), privateKey).toString('base64'),
    isSigned: (text, signature) =>
      verify(null, Buffer.from(text), publicKey, Buffer.from(signature, 'base64')),
    keyedHash,
    encrypt: (name, text) => encrypt(keyFor(name), text),
    decrypt: (name, encrypted) => decrypt(keyFor(name), encrypted),
    fingerprint: hashText(`${spki} ${keyedHash('fingerprint')}`),
  };
}

const nonceBytes = 12;
const tagBytes = 16;

function encrypt(key: Buffer, text: string): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64');
}

function decrypt(key: Buffer, encrypted: string): string {
  const all = Buffer.from(encrypted, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', key, all.subarray(0, nonceBytes));
  decipher.setAuthTag(all.subarray(nonceBytes, nonceBytes + tagBytes));
  const body = decipher.update(all.subarray(nonceBytes + tagBytes));
  return Buffer.concat([body, decipher.final()]).toString('utf8');
}

/** Writes the file so that a crash leaves the old or the new text, readable by its owner only. */
export function replaceFile(file: string, text: string): void {
  // Several processes may write it at once, each its own.
  const fresh = `${file}.${process.pid}.new`;
  const handle = openSync(fresh, 'w', 0o600);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(fresh, file);
}
