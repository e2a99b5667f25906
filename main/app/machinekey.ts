/**
 * On Windows the system's key store belongs to one account, and a machine's register to whoever signs in. So an installed register seals with a key of the
 * machine: made once, kept in the data folder, protected by DPAPI for this machine alone. Electron has no door to that, Windows' PowerShell has.
 */
import { spawnSync } from 'node:child_process';
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, win32 } from 'node:path';
import { writeWhole } from '../database/durable.ts';
import type { Keystore } from './keystore.ts';

/** Protects or opens bytes, in base64, for this machine; null when the system does not do it. */
export type Dpapi = (act: 'Protect' | 'Unprotect', base64: string) => string | null;

/** The bytes travel by standard input, so that no list of processes shows them. */
export const dpapi =
  (systemRoot: string): Dpapi =>
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

/** The machine's key, made when there is none; null where the system gives none, and the account's key store must do. */
function machineKey(folder: string, system: Dpapi): Uint8Array | null {
  const file = join(folder, 'machine.key');
  if (existsSync(file)) {
    const opened = system('Unprotect', readFileSync(file, 'utf8').trim());
    return opened === null ? null : Buffer.from(opened, 'base64');
  }
  const key = randomBytes(keyBytes);
  const sealed = system('Protect', key.toString('base64'));
  if (sealed === null) return null;
  writeWhole(file, sealed);
  return key;
}

/** Seals by the machine's key, and still opens what the account's key store has sealed. */
export function withMachineKey(account: Keystore, folder: string, system: Dpapi): Keystore {
  const key = machineKey(folder, system);
  if (key === null) return account;
  return {
    isOpen: account.isOpen,
    warning: null,
    seal: (text) => {
      const iv = randomBytes(ivBytes);
      const sealing = createCipheriv(cipher, key, iv);
      const parts = [iv, sealing.update(text, 'utf8'), sealing.final()];
      return mark + Buffer.concat([...parts, sealing.getAuthTag()]).toString('base64');
    },
    unseal: (sealed) => {
      if (!sealed.startsWith(mark)) return account.unseal(sealed);
      const bytes = Buffer.from(sealed.slice(mark.length), 'base64');
      const opening = createDecipheriv(cipher, key, bytes.subarray(0, ivBytes));
      opening.setAuthTag(bytes.subarray(-tagBytes));
      const text = opening.update(bytes.subarray(ivBytes, -tagBytes));
      return Buffer.concat([text, opening.final()]).toString('utf8');
    },
  };
}
