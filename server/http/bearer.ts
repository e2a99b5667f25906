/** Bearer tokens: read from a request, kept as hashes, compared without telling how much of them was right. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Hash } from '../../shared/identity.ts';

/** The token of `Authorization: Bearer <token>`; null when there is none. */
export function bearerToken(headers: IncomingHttpHeaders): string | null {
  const match = /^Bearer ([\w.~+/=-]{1,400})$/.exec(headers.authorization ?? '');
  return match?.[1] ?? null;
}

/** Tokens are 128 random bits or more, so that a plain SHA-256 of them cannot be searched. */
export const tokenHash = (token: string): Hash => createHash('sha256').update(token).digest('hex');

/** True when the token is the one with this hash. */
export const isToken = (token: string, hash: Hash): boolean =>
  timingSafeEqual(Buffer.from(tokenHash(token)), Buffer.from(hash.padEnd(64).slice(0, 64)));
