/** The real clock and the real chance; every other room of the servers gets them as ports. */
import { randomBytes, randomFillSync } from 'node:crypto';
import type { Chance, Clock } from '../../shared/identity.ts';

export const systemClock: Clock = {
  now: () => new Date().toISOString(),
  running: () => performance.now(),
};

const idBytes = 16;
/** Drawn ahead for 256 ids at a time: each call of the generator takes twenty times what an id does. */
const drawn = Buffer.alloc(256 * idBytes);
let next = drawn.length;

function id(): string {
  if (next === drawn.length) {
    randomFillSync(drawn);
    next = 0;
  }
  const text = drawn.toString('hex', next, next + idBytes);
  // An id that was given is nowhere in memory but with whom it was given to.
  drawn.fill(0, next, next + idBytes);
  next += idBytes;
  return text;
}

export const systemChance: Chance = {
  id,
  fraction: () => randomBytes(4).readUInt32BE() / 0x1_0000_0000,
};
