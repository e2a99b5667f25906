/** The database's key in a file beside it, sealed by the system's key store (docs/decisions/0006). */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { fail, ok, type Result } from '../../shared/fault.ts';
import { copiesOf } from './backup.ts';
import { writeWhole } from './durable.ts';
import { isPlain, keyBytes, type DatabaseKey, type KeyPort } from './key.ts';

export type KeyfilePorts = {
  readonly seal: (text: string) => string;
  /** Throws for what this key store cannot open. */
  readonly unseal: (sealed: string) => string;
  /** Whether it was sealed without a key store, so that whoever has the disk can read it. */
  readonly isOpen?: (sealed: string) => boolean;
  /** 32 random bytes. */
  readonly newKey: () => DatabaseKey;
};

/** Where the sealed key of a database lies. */
export const keyfileOf = (file: string): string => `${file}.key`;

/**
 * Reads the key, or makes it when there is nothing yet that it could have encrypted. Fault: keystore.lost, when the key store cannot open the key,
 * or the file is encrypted and its key is gone. Nothing is touched then.
 */
export const keyfile =
  (ports: KeyfilePorts): KeyPort =>
  (file) => {
    const place = keyfileOf(file);
    if (existsSync(place)) return readKey(place, ports);
    if (isEncrypted(file)) return fail('keystore.lost', { reason: 'no key' });
    const key = ports.newKey();
    writeWhole(place, ports.seal(textOf(key)));
    return ok(key);
  };

function readKey(place: string, { seal, unseal, isOpen }: KeyfilePorts): Result<DatabaseKey> {
  const sealed = readFileSync(place, 'utf8').trim();
  const text = opened(sealed, unseal);
  if (text === null || !keyText.test(text)) return fail('keystore.lost', { reason: 'sealed' });
  // A key store that came later protects what had lain open until then.
  if (isOpen?.(sealed) === true) {
    const anew = seal(text);
    if (!isOpen(anew)) writeWhole(place, anew);
  }
  return ok(Uint8Array.from(Buffer.from(text, 'hex')));
}

const keyText = new RegExp(`^[0-9a-f]{${keyBytes * 2}}$`);
const textOf = (key: DatabaseKey): string => Buffer.from(key).toString('hex');

/** Null when the key store refuses: it was sealed under another account or on another machine. */
function opened(sealed: string, unseal: KeyfilePorts['unseal']): string | null {
  try {
    return unseal(sealed);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return null;
  }
}

/** Whether there is a database or a copy of one, and none of them is plain. */
function isEncrypted(file: string): boolean {
  const there = [file, ...copiesOf(file)].filter(
    (one) => existsSync(one) && statSync(one).size > 0,
  );
  return there.length > 0 && !there.some(isPlain);
}
