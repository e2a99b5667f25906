/**
 * The system's key store belongs to one account, and a machine's register to whoever signs in. So an installed register seals with a key of the machine: made
 * once, kept in the data folder, and protected for this machine alone, on Windows by DPAPI (Electron has no door to that, PowerShell has), on Linux by a
 * secret outside the data folder, which the Debian package makes for the accounts of its group.
 */
import { spawnSync } from 'node:child_process';
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, win32 } from 'node:path';
import { done, ok } from '../../shared/fault.ts';
import { writeWhole } from '../database/durable.ts';
import { guarded } from '../database/failure.ts';
import type { Keystore } from './keystore.ts';

/** Protects or opens bytes, in base64, for this machine; null when the system does not do it. */
export type MachineProtection = (act: 'Protect' | 'Unprotect', base64: string) => string | null;

/** The bytes travel by standard input, so that no list of processes shows them. */
export const dpapi =
  (systemRoot: string): MachineProtection =>
  (act, base64) => {
    const shell = win32.join(
      systemRoot,
      String.raw`System32\WindowsPowerShell\v1.0\powershell.exe`,
    );
    const script = [
      'Add-Type -AssemblyName System.Security',
      '$bytes = [Convert]::FromBase64String([Console]::In.ReadToEnd())',
      `[Convert]::ToBase64String([Security.Cryptography.ProtectedData]::${act}($bytes, $null, 'LocalMachine'))`,
    ].join('; ');
    const words = ['-NoProfile', '-NonInteractive', '-Command', script];
    const { status, stdout } = spawnSync(shell, words, {
      input: base64,
      encoding: 'utf8',
      windowsHide: true,
      timeout: 30_000,
    });
    return status === 0 ? stdout.trim() : null;
  };

const keyBytes = 32;
const mark = 'machine:';
const cipher = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;

function encrypt(bytes: Uint8Array, key: Uint8Array): Buffer {
  const iv = randomBytes(ivBytes);
  const sealing = createCipheriv(cipher, key, iv);
  const parts = [iv, sealing.update(bytes), sealing.final()];
  return Buffer.concat([...parts, sealing.getAuthTag()]);
}

/** Throws what was not encrypted with this key. */
function decrypt(bytes: Uint8Array, key: Uint8Array): Buffer {
  const opening = createDecipheriv(cipher, key, bytes.subarray(0, ivBytes));
  opening.setAuthTag(bytes.subarray(-tagBytes));
  return Buffer.concat([opening.update(bytes.subarray(ivBytes, -tagBytes)), opening.final()]);
}

/** Where build/linux/after-install.sh puts the machine's secret: 32 random bytes in base64. */
export const secretFile = '/etc/holdfast/machine.secret';

/** By a secret in a file; where this account cannot read one, the machine protects nothing. */
export const machineSecret =
  (file: string): MachineProtection =>
  (act, base64) => {
    const secret = guarded(() => ok(Buffer.from(readFileSync(file, 'utf8').trim(), 'base64')));
    if (!secret.ok || secret.value.length !== keyBytes) return null;
    const bytes = Buffer.from(base64, 'base64');
    if (act === 'Protect') return encrypt(bytes, secret.value).toString('base64');
    try {
      return decrypt(bytes, secret.value).toString('base64');
    } catch (error) {
      if (error instanceof Error) return null;
      throw error;
    }
  };

/** The machine's key, made when there is none; null where the system gives none, and the account's key store must do. */
function machineKey(folder: string, system: MachineProtection): Uint8Array | null {
  const file = join(folder, 'machine.key');
  if (existsSync(file)) {
    const kept = guarded(() => ok(readFileSync(file, 'utf8').trim()));
    const opened = kept.ok ? system('Unprotect', kept.value) : null;
    return opened === null ? null : Buffer.from(opened, 'base64');
  }
  const key = randomBytes(keyBytes);
  const sealed = system('Protect', key.toString('base64'));
  if (sealed === null) return null;
  // A folder that takes no key is told by what needs it more.
  const kept = guarded(() => {
    writeWhole(file, sealed);
    return done;
  });
  return kept.ok ? key : null;
}

/** Seals by the machine's key, and still opens what the account's key store has sealed. */
export function withMachineKey(
  account: Keystore,
  folder: string,
  system: MachineProtection,
): Keystore {
  const key = machineKey(folder, system);
  if (key === null) return account;
  return {
    isOpen: account.isOpen,
    warning: null,
    seal: (text) => mark + encrypt(Buffer.from(text), key).toString('base64'),
    unseal: (sealed) =>
      sealed.startsWith(mark)
        ? decrypt(Buffer.from(sealed.slice(mark.length), 'base64'), key).toString('utf8')
        : account.unseal(sealed),
  };
}
