/**
 * The database's key once more, for the day when the machine is dead and its key store with it (docs/decisions/0009): encrypted to IT's public
 * recovery key, in a file beside the sealed one. Only who has the private half, which no register and no server has, can open it.
 */
import {
  constants,
  createHash,
  createPrivateKey,
  createPublicKey,
  privateDecrypt,
  publicEncrypt,
  type KeyObject,
} from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { writeWhole } from './durable.ts';
import { keyBytes, type DatabaseKey } from './key.ts';
import { keyfileOf } from './keyfile.ts';
import { readSetting, writeSetting } from './settings.ts';
import type { Writer } from './transaction.ts';

/** Where the key lies for IT. */
export const escrowOf = (file: string): string => `${keyfileOf(file)}.recovery`;

/** RSA-OAEP with SHA-256, which `openssl pkeyutl` opens as well. */
const padding = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' } as const;
const fewestBits = 3072;

/** Whether the text is a public RSA key in PEM of at least 3072 bits; a private one is none, so that nobody provisions it by mistake. */
export function isRecoveryKey(pem: string): boolean {
  if (pem.includes('PRIVATE KEY')) return false;
  const key = publicKeyOf(pem);
  return (
    key?.asymmetricKeyType === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) >= fewestBits
  );
}

function publicKeyOf(pem: string): KeyObject | null {
  try {
    return createPublicKey(pem);
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const noted = 'recovery.key';

/** Writes the key for the holder of `pem`, a public key; nothing when it was done before and the file is as it was left. */
export function keepEscrow(
  db: Writer & { readonly file: string; readonly key: DatabaseKey | null },
  pem: string,
): void {
  if (db.key === null) return;
  const file = escrowOf(db.file);
  const key = createPublicKey(pem);
  const name = sha256(key.export({ type: 'spki', format: 'der' }));
  const mark = (sealed: Uint8Array): string => `${name} ${sha256(sealed)}`;
  if (existsSync(file) && readSetting(db, noted) === mark(readFileSync(file))) return;
  const sealed = publicEncrypt({ key, ...padding }, db.key);
  writeWhole(file, sealed);
  writeSetting(db, noted, mark(sealed));
}

/** Opens the key with the private half in PEM; null when it is another key's, or the passphrase is wrong. */
export function openEscrow(
  sealed: Uint8Array,
  pem: string,
  passphrase: string | undefined,
): DatabaseKey | null {
  try {
    const key = createPrivateKey({ key: pem, passphrase });
    const opened = privateDecrypt({ key, ...padding }, sealed);
    return opened.length === keyBytes ? Uint8Array.from(opened) : null;
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}
