import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { app } from './app.ts';
import { gap } from './gap.ts';

const prefix = Buffer.from('v10');
const ivBytes = 12;
const tagBytes = 16;

function key(): Buffer {
  if (!app.isReady()) throw new Error('safeStorage cannot be used before app is ready');
  const file = join(app.getPath('userData'), 'standin-safe-storage.key');
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, randomBytes(32), { mode: 0o600, flag: 'wx' });
  }
  return readFileSync(file);
}

/** As if a wallet ran, unless told `basic_text` (Chromium's own password) or `none` (no encryption at all). */
const backend = (): string => process.env['STANDIN_STORAGE_BACKEND'] ?? 'gnome_libsecret';

/** Electron's `safeStorage` by AES-256-GCM; the key lies beside the data, so it protects nothing from its owner. */
export const safeStorage = gap('safeStorage', {
  isEncryptionAvailable: (): boolean => app.isReady() && backend() !== 'none',
  getSelectedStorageBackend: (): string => backend(),
  encryptString(text: string): Buffer {
    const iv = randomBytes(ivBytes);
    const cipher = createCipheriv('aes-256-gcm', key(), iv);
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([prefix, iv, cipher.getAuthTag(), body]);
  },
  decryptString(encrypted: Buffer): string {
    const failure = 'Error while decrypting the ciphertext provided to safeStorage.decryptString.';
    const bodyAt = prefix.length + ivBytes + tagBytes;
    if (encrypted.length < bodyAt || !encrypted.subarray(0, prefix.length).equals(prefix)) {
      throw new Error(`${failure} Ciphertext does not appear to be encrypted.`);
    }
    const iv = encrypted.subarray(prefix.length, prefix.length + ivBytes);
    const decipher = createDecipheriv('aes-256-gcm', key(), iv);
    decipher.setAuthTag(encrypted.subarray(prefix.length + ivBytes, bodyAt));
    try {
      return Buffer.concat([
        decipher.update(encrypted.subarray(bodyAt)),
        decipher.final(),
      ]).toString('utf8');
    } catch (cause) {
      throw new Error(failure, { cause });
    }
  },
});
