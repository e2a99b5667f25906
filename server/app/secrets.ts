/** Secrets that a service makes for itself the first time: one file each in its folder, for its owner only. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Chance } from '../../shared/identity.ts';

/** `channel-token`: the channel's at headquarters; `channel-admin-token`: opens the cache reset. */
export type SecretName = 'channel-token' | 'channel-admin-token';

/** The secret of the folder, made now when it is missing. */
export function ownSecret(folder: string, name: SecretName, chance: Chance): string {
  const known = readSecret(folder, name);
  if (known !== null) return known;
  mkdirSync(folder, { recursive: true });
  const made = chance.id() + chance.id();
  writeFileSync(join(folder, name), `${made}\n`, { mode: 0o600, flag: 'wx', flush: true });
  return made;
}

/** The secret of the folder; null when there is none. */
export function readSecret(folder: string, name: SecretName): string | null {
  try {
    return readFileSync(join(folder, name), 'utf8').trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
