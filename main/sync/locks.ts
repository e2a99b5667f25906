/** One HOLD and its answer, step by step, without the network: what the worker does, and what a test or a simulation may do by hand. */
import { never, type Result } from '../../shared/fault.ts';
import type { Chance, Clock, RequestId } from '../../shared/identity.ts';
import type { Held, Hold, HoldRef, TypedNumber } from '../../shared/lock.ts';
import { applyHeld, endInvalid, endUnanswered, type Heard } from '../database/grants.ts';
import { isStated, lastHold, nextHold } from '../database/holds.ts';
import { openAsk } from '../database/locks.ts';
import type { Database } from '../database/open.ts';
import { recover } from '../database/recovery.ts';

export type LockPorts = {
  readonly db: Database;
  readonly clock: Clock;
  readonly chance: Chance;
  /** Of what is being asked for. */
  readonly numbers: Map<RequestId, TypedNumber>;
  readonly verify: (text: string, signature: string) => boolean;
  readonly seal: (text: string) => string;
};

/** Whether headquarters has not yet acted on a HOLD that states what is wanted now. */
export const isHoldOwed = (db: Database): boolean =>
  !isStated(db) || lastHold(db)?.answered !== true;

/** Forgets the numbers of requests that are not being asked for any more. */
export function forgetAnswered({ db, numbers }: Pick<LockPorts, 'db' | 'numbers'>): void {
  const asked = openAsk(db)?.request;
  for (const request of [...numbers.keys()]) if (request !== asked) numbers.delete(request);
}

/** The HOLD to send now, durable, with the number and PIN of the open ask. An ask whose number memory lost is given up first. */
export function prepareHold(ports: Pick<LockPorts, 'db' | 'chance' | 'numbers'>): Hold {
  const { db, chance, numbers } = ports;
  const asked = openAsk(db);
  if (asked !== null && !numbers.has(asked.request)) endUnanswered(db, asked.request);
  forgetAnswered(ports);
  const hold = nextHold(db, chance);
  const wants = hold.wants.map((want) => {
    const typed = numbers.get(want.request);
    if (typed === undefined) return want;
    const { number, pin } = typed;
    return { ...want, ...(number === null ? {} : { number }), ...(pin === null ? {} : { pin }) };
  });
  return { ...hold, wants };
}

/**
 * Takes in what headquarters answered to this HOLD (R1 to R3, R9; section 6 for an unknown one). *epoch*, *resend* and *rolledBack* mean
 * that another HOLD is due. An ask whose grant does not count is ended with grant.invalid; the next HOLD frees its lock.
 */
export function hearHeld(ports: LockPorts, hold: HoldRef, held: Held): Result<Heard['heard']> {
  const { db, clock, verify, seal } = ports;
  const heard = applyHeld(db, hold, held, { verify, seal, at: clock.now() });
  switch (heard.heard) {
    case 'results':
      for (const request of heard.invalid) endInvalid(db, request);
      break;
    case 'rolledBack': {
      const recovered = recover(db, { hold: heard.last });
      if (!recovered.ok) return recovered;
      break;
    }
    case 'epoch':
    case 'resend':
    case 'ignored':
      break;
    default:
      never(heard);
  }
  forgetAnswered(ports);
  return { ok: true, value: heard.heard };
}

/** The ask was not answered in time: *gone*, and the cashier is told. False when it had been answered or given up. */
export function giveUpAsk(ports: Pick<LockPorts, 'db' | 'numbers'>, request: RequestId): boolean {
  const ended = endUnanswered(ports.db, request);
  forgetAnswered(ports);
  return ended;
}
