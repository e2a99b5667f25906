/** What must hold at every moment (PROTOCOL section 8). */
import { wanted } from '../../../main/database/locks.ts';
import { books } from '../../../server/headquarters/books.ts';
import { findLock } from '../../../server/headquarters/locks.ts';
import { isDisturbed } from './steps.ts';
import { nameOf, type World } from './world.ts';

/** Every promise that is broken now. */
export async function brokenPromises(world: World): Promise<string[]> {
  const { flaws } = await books(world.headquarters.now());
  return [...flaws, ...(isDisturbed(world.history) ? [] : await lostLocks(world))];
}

/** Without break and restore, what a register holds or has spent is its live lock until its entry is posted (8.1). */
async function lostLocks(world: World): Promise<string[]> {
  const { db } = world.headquarters.now();
  const lost: string[] = [];
  for (const machine of world.machines.values()) {
    for (const { request, state } of wanted(machine.db)) {
      if (state === 'asked') continue;
      const lock = await findLock(db.query, request);
      const isKept = lock?.state === 'live' || (state === 'spent' && lock?.state === 'settled');
      if (!isKept || lock.register !== machine.register)
        lost.push(
          `${machine.register} counts on ${nameOf(world.requests, request)}, and it is not its lock`,
        );
    }
  }
  return lost;
}
