/**
 * SHA-256 of a text's UTF-8 bytes. `shared` knows no Node, so that a page can run it; where the runtime has its own implementation, which takes
 * a quarter of the time and less, that one is used (docs/decisions/0023-native-hash.md).
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** Lower-case hexadecimal. */
export type Sha256 = (text: string) => string;

/** What runs anywhere. */
export const portableSha256: Sha256 = (text) => bytesToHex(sha256(utf8ToBytes(text)));

/** What of Node is needed here. */
type Hasher = {
  readonly update: (text: string, encoding: 'utf8') => Hasher;
  readonly digest: (encoding: 'hex') => string;
};
type Runtime = {
  readonly process?: { readonly getBuiltinModule?: (name: string) => unknown };
};

/** The runtime's own; undefined in a page. */
export function nativeSha256(runtime: Runtime): Sha256 | undefined {
  const found = runtime.process?.getBuiltinModule?.('node:crypto');
  if (found === undefined) return undefined;
  const { createHash } = found as { readonly createHash: (name: 'sha256') => Hasher };
  return (text) => createHash('sha256').update(text, 'utf8').digest('hex');
}

export const textSha256: Sha256 = nativeSha256(globalThis as Runtime) ?? portableSha256;
