/** PINs as salted, memory-hard hashes: `scrypt$N$r$p$salt$hash`, salt and hash in base64 (shared/staff.ts). */
import { scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';

type Cost = { readonly n: number; readonly r: number; readonly p: number };

/** About a tenth of a second and 32 MiB on a till: slow for a guesser with the file, unnoticed by a cashier. */
const cost: Cost = { n: 32_768, r: 8, p: 1 };
const hashBytes = 32;
/** A hash that would need more memory than this is not ours: the register must not be stopped by a row of the feed. */
const mostMemory = 256 * 1024 * 1024;

/** What the function needs, in bytes. */
const memory = ({ n, r, p }: Cost): number => 128 * r * (n + p);

function derive(pin: string, salt: Buffer, length: number, with_: Cost): Promise<Buffer> {
  const options: ScryptOptions = { N: with_.n, r: with_.r, p: with_.p, maxmem: 2 * memory(with_) };
  return new Promise((resolve, reject) => {
    scrypt(pin.normalize('NFKC'), salt, length, options, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}

/** The hash of a PIN under a salt of at least 8 random bytes in base64. */
export async function hashPin(pin: string, salt: string): Promise<string> {
  const key = await derive(pin, Buffer.from(salt, 'base64'), hashBytes, cost);
  return `scrypt$${cost.n}$${cost.r}$${cost.p}$${salt}$${key.toString('base64')}`;
}

/** Whether the PIN is the one of the hash. A hash that cannot be read fits no PIN. */
export async function verifyPin(pin: string, pinHash: string): Promise<boolean> {
  const match = /^scrypt\$(\d{1,9})\$(\d{1,4})\$(\d{1,4})\$([^$]+)\$([^$]+)$/.exec(pinHash);
  if (!match) return false;
  const asked: Cost = { n: Number(match[1]), r: Number(match[2]), p: Number(match[3]) };
  const powerOfTwo = asked.n > 1 && Number.isInteger(Math.log2(asked.n));
  if (!powerOfTwo || asked.r < 1 || asked.p < 1 || memory(asked) > mostMemory) return false;
  const expected = Buffer.from(match[5] ?? '', 'base64');
  if (expected.length < 16) return false;
  const key = await derive(pin, Buffer.from(match[4] ?? '', 'base64'), expected.length, asked);
  return timingSafeEqual(key, expected);
}
