/**
 * The activity that keeps headquarters' locks equal to what this register wants: sends a HOLD when its wants changed or a connection is new,
 * repeats it until it is answered, and gives an ask up after the profile's time-outs (PROTOCOL 3.2, R5).
 */
import { done, fail, never, type Result } from '../../shared/fault.ts';
import type { RequestId } from '../../shared/identity.ts';
import { reachesRealtime, type Link } from '../../shared/link.ts';
import type { OfflineProfile } from '../../shared/parameters.ts';
import { endOwnSale, ownSpent } from '../database/grants.ts';
import { openAsk, wanted, type LockRow } from '../database/locks.ts';
import type { Turn } from './activity.ts';
import type { Channel } from './channel.ts';
import {
  forgetAnswered,
  giveUpAsk,
  hearHeld,
  isHoldOwed,
  prepareHold,
  type LockPorts,
} from './locks.ts';
import { backoff, waitAsked } from './pace.ts';
import type { Timers } from './timers.ts';

export type HoldingPorts = LockPorts & {
  readonly timers: Timers;
  readonly channel: Pick<Channel, 'hold'>;
  readonly link: () => Link;
  readonly profile: () => OfflineProfile;
  /** Ends with the connection. */
  readonly signal: () => AbortSignal;
  /** Asks for HAVE if this connection has not heard it, so that what was lost here is known before the HOLD (PROTOCOL section 6). */
  readonly ready: () => Promise<Result<void>>;
  /** Sends all entries and hears answers (R5). */
  readonly settle: () => Promise<Result<void>>;
  /**
   * What the channel said of its entries counts no more: this register was rolled back, or a new epoch began, which services that were put back to an
   * older state begin, also where no call saw them away.
   */
  readonly unsure: () => void;
};

export type Holding = {
  readonly turn: () => Promise<Turn>;
  /** States the wants again even if nothing changed: a new connection, a new epoch. */
  readonly force: () => void;
  /** Breaks off a HOLD under way that asks for something else than what is asked for now. */
  readonly interrupt: () => void;
};

const pace = { first: 250, most: 5000 };
/** A register that holds a lock states it again after so many heartbeats: the lock may have been broken (R3). */
const restateBeats = 10;
/** Between two looks for the answer to an own sale that holds the same instrument, ms. */
const settlePause = 200;

export function makeHolding(ports: HoldingPorts): Holding {
  const { db, clock, timers } = ports;
  let forced = true;
  let tries = 0;
  let restateAt = 0;
  let seen: { readonly request: RequestId; readonly running: number } | null = null;
  let settled: RequestId | null = null;
  let inFlight: { readonly asked: RequestId | null; readonly controller: AbortController } | null =
    null;

  /** Milliseconds until the ask is given up. */
  const timeLeft = (asked: LockRow): number => {
    if (seen?.request !== asked.request)
      seen = { request: asked.request, running: clock.running() };
    const { timeout, retries } = ports.profile();
    return seen.running + timeout * (retries + 1) - clock.running();
  };
  const isOwed = (): boolean => forced || isHoldOwed(db) || clock.running() >= restateAt;
  const isHolding = (): boolean => wanted(db).some((row) => row.state === 'held');

  const rest = (): Turn => {
    const pause = ports.profile().heartbeat * restateBeats;
    if (!isHolding()) {
      restateAt = Infinity;
      return { result: done, again: null };
    }
    if (restateAt === Infinity || restateAt <= clock.running()) restateAt = clock.running() + pause;
    return { result: done, again: restateAt - clock.running() };
  };
  const retry = (result: Result<void>): Turn => {
    tries += 1;
    const asked = openAsk(db);
    const { fraction } = ports.chance;
    const wait = waitAsked(result, backoff(tries, pace, fraction()), fraction);
    return { result, again: asked === null ? wait : Math.max(0, Math.min(wait, timeLeft(asked))) };
  };
  const nextStep: Turn = { result: done, again: 0 };

  /** Waits so long at most, and no longer than the ask lives that a cashier may give up meanwhile. */
  const within = async <T>(
    work: Promise<T>,
    ms: number,
    signal: AbortSignal,
  ): Promise<T | null> => {
    let forget = (): void => undefined;
    const late = new Promise<null>((resolve) => {
      forget = timers.after(ms, () => resolve(null));
      signal.addEventListener('abort', () => resolve(null), { once: true });
    });
    return Promise.race([work, late]).finally(() => forget());
  };

  /** R5: sends own sales that hold the same instrument, and waits a while for their answers. Ends the ask when they cannot be sent. */
  const settleOwn = async (asked: LockRow): Promise<void> => {
    settled = asked.request;
    const controller = new AbortController();
    inFlight = { asked: asked.request, controller };
    const patience = clock.running() + timeLeft(asked) / 2;
    let isSent = false;
    while (
      ownSpent(db, asked).length > 0 &&
      !controller.signal.aborted &&
      clock.running() < patience
    ) {
      const sent = await within(ports.settle(), patience - clock.running(), controller.signal);
      isSent ||= sent?.ok === true;
      if (sent?.ok === false) break;
      await within(new Promise<never>(() => undefined), settlePause, controller.signal);
    }
    inFlight = null;
    if (!isSent && ownSpent(db, asked).length > 0) endOwnSale(db, asked.request);
  };

  const send = async (asked: LockRow | null): Promise<Turn> => {
    const controller = new AbortController();
    inFlight = { asked: asked?.request ?? null, controller };
    const forget =
      asked === null
        ? () => undefined
        : timers.after(Math.max(0, timeLeft(asked)), () => controller.abort());
    const hold = prepareHold(ports);
    const held = await ports.channel.hold(
      hold,
      AbortSignal.any([ports.signal(), controller.signal]),
    );
    forget();
    inFlight = null;
    if (controller.signal.aborted && !held.ok) return nextStep;
    if (!held.ok) return retry(held);
    const heard = hearHeld(ports, hold, held.value);
    if (!heard.ok) return retry(heard);
    switch (heard.value) {
      case 'results':
        tries = 0;
        forced = false;
        restateAt = 0;
        return isHoldOwed(db) ? nextStep : rest();
      case 'rolledBack':
      case 'epoch':
        ports.unsure();
        return nextStep;
      case 'resend':
        return nextStep;
      case 'ignored':
        return retry(fail('realtime.unreachable'));
      default:
        return never(heard.value);
    }
  };

  const turn = async (): Promise<Turn> => {
    const open = openAsk(db);
    if (open !== null && timeLeft(open) <= 0) giveUpAsk(ports, open.request);
    forgetAnswered(ports);
    const asked = openAsk(db);
    const { state } = ports.link();
    const resting = asked === null ? null : Math.max(0, timeLeft(asked));
    if (state === 'byHand') return { result: fail('channel.disconnected'), again: resting };
    if (!isOwed()) return rest();
    if (!reachesRealtime(ports.link()) && asked === null)
      return { result: fail('realtime.unreachable'), again: null };
    const ready = await ports.ready();
    if (!ready.ok) return retry(ready);
    const isNew = asked !== null && settled !== asked.request;
    if (isNew && ownSpent(db, asked).length > 0) await settleOwn(asked);
    return openAsk(db)?.request === asked?.request ? send(asked) : nextStep;
  };

  return {
    turn,
    force: () => {
      forced = true;
    },
    interrupt: () => {
      if (inFlight !== null && (openAsk(db)?.request ?? null) !== inFlight.asked)
        inFlight.controller.abort();
    },
  };
}
