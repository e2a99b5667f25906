/** The real clock and the real chance; every other room of the servers gets them as ports. */
import { randomBytes } from 'node:crypto';
import type { Chance, Clock } from '../../shared/identity.ts';

export const systemClock: Clock = {
  now: () => new Date().toISOString(),
  running: () => performance.now(),
};

export const systemChance: Chance = {
  id: () => randomBytes(16).toString('hex'),
  fraction: () => randomBytes(4).readUInt32BE() / 0x1_0000_0000,
};
