/** Secrets that people type: PINs of cards and passwords of accounts, as salted, memory-hard hashes `scrypt$N$r$p$salt$hash`. */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import type { Instant } from '../../shared/identity.ts';
import type { Act } from './headquarters.ts';
import type { InstrumentTable } from './tables.ts';

const cost = { N: 16_384, r: 8, p: 1 };
const hashBytes = 32;

function derive(secret: string, salt: Buffer, N: number, r: number, p: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(
      secret.normalize('NFKC'),
      salt,
      hashBytes,
      { N, r, p, maxmem: 256 * N * r },
      (error, hash) => (error ? reject(error) : resolve(hash)),
    );
  });
}

/** Hash of a PIN or password with a salt of its own. */
export async function hashPin(secret: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(secret, salt, cost.N, cost.r, cost.p);
  return `scrypt$${cost.N}$${cost.r}$${cost.p}$${salt.toString('base64')}$${hash.toString('base64')}`;
}

/** False for a wrong secret and for a text that is no hash of ours. */
export async function isPin(secret: string, stored: string): Promise<boolean> {
  const match = /^scrypt\$(\d{1,7})\$(\d{1,2})\$(\d{1,2})\$([\w+/=]+)\$([\w+/=]+)$/.exec(stored);
  if (!match) return false;
  const [, N, r, p, salt, hash] = match;
  const expected = Buffer.from(hash ?? '', 'base64');
  const found = await derive(
    secret,
    Buffer.from(salt ?? '', 'base64'),
    Number(N),
    Number(r),
    Number(p),
  );
  return expected.length === found.length && timingSafeEqual(expected, found);
}

const mostFailures = 5;
const lockedForMs = 15 * 60_000;

export const isPinLocked = (instrument: InstrumentTable, now: Instant): boolean =>
  instrument.pin_locked_until !== null && instrument.pin_locked_until > now;

/** Counts a wrong PIN; after five in a row the card takes none for a quarter of an hour. A right one clears the count. */
export async function countPin(
  act: Act,
  instrument: InstrumentTable,
  right: boolean,
  now: Instant,
): Promise<void> {
  if (right && instrument.pin_failures === 0) return;
  const failures = right ? 0 : instrument.pin_failures + 1;
  const locked = failures >= mostFailures;
  await act
    .updateTable('instrument')
    .set({
      pin_failures: locked ? 0 : failures,
      pin_locked_until: locked ? new Date(Date.parse(now) + lockedForMs).toISOString() : null,
    })
    .where('key', '=', instrument.key)
    .execute();
}
