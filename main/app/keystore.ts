/** The operating system's key store: seals the database's key, the device token and reserved memo numbers, so that a copied disk does not hold them. */
import type { SafeStorage } from 'electron';
import { fault, type Fault } from '../../shared/fault.ts';

type Storage = Pick<
  SafeStorage,
  'isEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptString' | 'decryptString'
>;
export type Keystore = {
  /** Encrypted text in base64; the text itself, marked as open, where the system offers no key store. */
  readonly seal: (text: string) => string;
  /** The text that was sealed on this machine. Throws when it was sealed elsewhere. */
  readonly unseal: (sealed: string) => string;
  /** Whether it was sealed where the system offered no key store. */
  readonly isOpen: (sealed: string) => boolean;
  /** keystore.missing when what is sealed can be read by whoever has the disk; null when the system keeps the key. */
  readonly warning: Fault | null;
};

/** No base64 has a colon. */
const openMark = 'open:';

/**
 * A register without a key store sells all the same, and says so at each start: a shop that cannot open loses more than a token that head
 * office can switch off. Must be called when the app is ready.
 */
export function openKeystore(storage: Storage, platform: string): Keystore {
  const isKept = storage.isEncryptionAvailable();
  // Chromium on Linux encrypts with a password from its own source when no wallet runs.
  const isWeak =
    !isKept || (platform === 'linux' && storage.getSelectedStorageBackend() === 'basic_text');
  const isOpen = (sealed: string): boolean => sealed.startsWith(openMark);
  return {
    isOpen,
    seal: (text) =>
      isKept
        ? storage.encryptString(text).toString('base64')
        : openMark + Buffer.from(text).toString('base64'),
    unseal: (sealed) =>
      isOpen(sealed)
        ? Buffer.from(sealed.slice(openMark.length), 'base64').toString()
        : storage.decryptString(Buffer.from(sealed, 'base64')),
    warning: isWeak ? fault('keystore.missing') : null,
  };
}
