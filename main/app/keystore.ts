/** The operating system's key store: seals the device token and reserved memo numbers, so that a copied database does not hold them. */
import { safeStorage } from 'electron';

/** Encrypted text in base64. Throws when the system offers no key store. */
export function seal(text: string): string {
  if (!safeStorage.isEncryptionAvailable())
    throw new Error('this system offers no key store to keep the device token in');
  return safeStorage.encryptString(text).toString('base64');
}

/** The text that `seal` encrypted on this machine. Throws when it was sealed elsewhere. */
export const unseal = (sealed: string): string =>
  safeStorage.decryptString(Buffer.from(sealed, 'base64'));
