/** The key of a database that may have come from another machine: by its key store, or by IT's recovery key. Makes no key and changes no file. */
import { existsSync, readFileSync } from 'node:fs';
import { escrowOf, openEscrow } from '../../database/escrow.ts';
import { isPlain, keyBytes, type DatabaseKey } from '../../database/key.ts';
import { keyfile, keyfileOf } from '../../database/keyfile.ts';
import { assert, fail, ok, type Result } from '../../../shared/fault.ts';
import type { Console } from './console.ts';

/** Environment variable with the passphrase of the recovery key's private half. */
const passphraseVariable = 'HOLDFAST_RECOVERY_PASSPHRASE';

/** Null: the file is not encrypted. `recoveryKey`: PEM file of the private half. Fault: keystore.lost. */
export function databaseKey(
  file: string,
  { keystore, environment }: Pick<Console, 'keystore' | 'environment'>,
  recoveryKey: string | undefined,
): Result<DatabaseKey | null> {
  if (isPlain(file)) return ok(null);
  if (recoveryKey !== undefined) {
    const sealed = escrowOf(file);
    if (!existsSync(sealed)) return fail('keystore.lost', { reason: 'no recovery file' });
    const pem = readFileSync(recoveryKey, 'utf8');
    const opened = openEscrow(readFileSync(sealed), pem, environment[passphraseVariable]);
    return opened ? ok(opened) : fail('keystore.lost', { reason: 'another recovery key' });
  }
  if (!existsSync(keyfileOf(file))) return fail('keystore.lost', { reason: 'no key' });
  const { seal, unseal } = keystore();
  const newKey = (): DatabaseKey => {
    assert(false, 'the key file is there');
    return new Uint8Array(keyBytes);
  };
  return keyfile({ seal, unseal, newKey })(file);
}
