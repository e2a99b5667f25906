/** What must hold after every step, whatever went wrong (PROTOCOL section 8). */
import { wanted } from '../../main/database/locks.ts';
import type { World } from './world.ts';

/** Nobody broke a lock and neither a register nor headquarters went back in time. */
export const isUndisturbed = ({ broken, officeRestored, tills }: World): boolean =>
  !broken && !officeRestored && !tills.some((till) => till.restored);

/** Every promise that is broken now. Headquarters' side is the model's, which was compared with it. */
export function brokenPromises(world: World): string[] {
  const { model, tills } = world;
  const flaws: string[] = [];
  const live = new Map<string, string>();
  for (const [request, lock] of model.locks) {
    if (lock.state !== 'live' || lock.card === null) continue;
    const other = live.get(lock.card);
    if (other !== undefined) flaws.push(`${other} and ${request} both hold one instrument`);
    live.set(lock.card, request);
  }
  if (!isUndisturbed(world)) return flaws;
  for (const till of tills) {
    for (const { request, state } of wanted(till.machine.db)) {
      if (state === 'asked') continue;
      const lock = model.locks.get(request);
      const isKept = lock?.state === 'live' || (state === 'spent' && lock?.state === 'settled');
      if (!isKept || lock.register !== till.register)
        flaws.push(
          `${till.register} counts on ${request} as ${state}, and at headquarters it is ${lock?.state ?? 'unknown'} (8.1)`,
        );
    }
  }
  return flaws;
}

/** Without a restore, entries and receipts of a register are numbered without gaps and each stands on the one before it (8.4). */
export function brokenChains(world: World): string[] {
  const flaws: string[] = [];
  for (const { register, restored } of world.tills) {
    if (restored) continue;
    const own = [...world.committed.values()].filter((entry) => entry.register === register);
    const receipts = own.flatMap((entry) => entry.receipt ?? []);
    own.forEach((entry, index) => {
      if (entry.number !== index + 1)
        flaws.push(`${register} numbered its entry ${index + 1} with ${entry.number}`);
    });
    receipts.forEach((receipt, index) => {
      if (Number(receipt.split('-').at(-1)) !== index + 1)
        flaws.push(`${register} gave receipt ${index + 1} the number ${receipt}`);
    });
  }
  return flaws;
}
