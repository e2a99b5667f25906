/** Forwards entries to headquarters: every register in a lane of its own, four at a time, woken by each entry that comes in. */
import type { Entry } from '../../shared/entry.ts';
import type { Result } from '../../shared/fault.ts';
import type { Clock, Chance, RegisterId } from '../../shared/identity.ts';
import { haveSchema, type Have } from '../../shared/wire/journal.ts';
import { headquartersPaths } from '../../shared/wire/channel.ts';
import { claimed } from '../database/claim.ts';
import type { Caller } from '../http/call.ts';
import { logLine, type Log } from '../http/log.ts';
import type { GivingWay } from '../http/precedence.ts';
import { backoff } from './backoff.ts';
import { pageOf } from './contents.ts';
import { runLane, type LaneOutcome } from './lane.ts';
import { makeLeftOut, type LeftOut } from './left-out.ts';
import { mendedOf } from './mended.ts';
import type { Reach } from './reach.ts';
import type { ChannelDatabase } from './tables.ts';
import { knowsHeads, unsentLinks } from './unsent.ts';

type Lane = {
  due: boolean;
  failures: number;
  notBefore: number;
  leftOut: LeftOut;
  under: Promise<LaneOutcome> | null;
  /** Aborted when a HOLD waits for what is in the lane. */
  hurry: AbortController;
};

export type ForwardPorts = {
  readonly db: ChannelDatabase;
  readonly call: Caller;
  readonly reach: Reach;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  readonly timeout: number;
  readonly givingWay: GivingWay;
};
/** What a round did: entries taken by headquarters, whether the line is down, and when (running ms) a resting lane is due; null for none. */
export type Forwarded = {
  readonly moved: number;
  readonly down: boolean;
  readonly next: number | null;
};

export type Forwarder = {
  /** The register has something new. */
  readonly note: (register: RegisterId) => void;
  /** Asks HAVE of every register again: at start, after a restore of headquarters, and from time to time. */
  readonly noteAll: () => Promise<void>;
  /** Runs every lane that is due, unless headquarters is known to be unreachable. */
  readonly round: () => Promise<Forwarded>;
  /** Runs the register's lane if it is due, and waits for it. */
  readonly settle: (register: RegisterId) => Promise<void>;
};

const lanesAtOnce = 4;
/** How long (ms) a lane rests that another process of the channel has claimed. */
const claimedRest = 200;

export function makeForwarder(ports: ForwardPorts): Forwarder {
  const { db, clock, log } = ports;
  const lanes = new Map<RegisterId, Lane>();
  const laneOf = (register: RegisterId): Lane => {
    const known = lanes.get(register);
    if (known) return known;
    const lane: Lane = {
      ...{ due: true, failures: 0, notBefore: 0, leftOut: makeLeftOut(clock), under: null },
      hurry: new AbortController(),
    };
    lanes.set(register, lane);
    return lane;
  };
  const push =
    (register: RegisterId, { hurry }: Lane) =>
    async (entries: readonly Entry[]): Promise<Result<Have>> => {
      const body = { register, entries };
      const result = await ports.givingWay(
        () =>
          ports.call(
            { method: 'POST', path: headquartersPaths.push, body, timeout: ports.timeout },
            haveSchema,
          ),
        hurry.signal,
      );
      ports.reach.learn(result);
      return result;
    };
  const run = async (register: RegisterId, lane: Lane): Promise<LaneOutcome> => {
    lane.due = false;
    const outcome = await claimed(db, `lane ${register}`, async () =>
      runLane({
        unsent: (have, most) => unsentLinks(db.query, register, have, most),
        page: (links, most) => pageOf(db.query, register, links, most),
        knows: (heads) => knowsHeads(db.query, register, heads),
        push: push(register, lane),
        mended: await mendedOf(db, register),
        leftOut: lane.leftOut,
        refused: (hash, code) => log(logLine('forward.refused', { register, hash, code })),
      }),
    );
    if (outcome === undefined) {
      // Another process is at it, and may have looked before what is due here came in.
      lane.due = true;
      lane.notBefore = clock.running() + claimedRest;
      return { moved: 0, down: false, stuck: false };
    }
    lane.failures = outcome.stuck ? lane.failures + 1 : 0;
    if (outcome.stuck) lane.due = true;
    const rests = outcome.stuck && !outcome.down;
    lane.notBefore = rests
      ? clock.running() + Math.max(backoff(lane.failures, ports.chance), outcome.rest ?? 0)
      : 0;
    return outcome;
  };
  const runOnce = async (register: RegisterId, lane: Lane): Promise<LaneOutcome> => {
    lane.under ??= run(register, lane).finally(() => {
      lane.under = null;
      lane.hurry = new AbortController();
    });
    return lane.under;
  };
  const isReady = (lane: Lane): boolean => lane.due && lane.notBefore <= clock.running();

  return {
    note: (register) => {
      const lane = laneOf(register);
      lane.due = true;
      lane.notBefore = 0;
    },
    noteAll: async () => {
      for (const row of await db.query.selectFrom('chain').select('register').execute())
        laneOf(row.register).due = true;
      for (const lane of lanes.values()) lane.leftOut.clear();
    },
    round: async () => {
      if (ports.reach.isDown()) return { moved: 0, down: true, next: null };
      const ready = [...lanes].filter(([, lane]) => isReady(lane));
      let moved = 0;
      let down = false;
      const worker = async (): Promise<void> => {
        for (let next = ready.shift(); next && !down; next = ready.shift()) {
          const outcome = await runOnce(...next);
          moved += outcome.moved;
          down ||= outcome.down;
        }
      };
      await Promise.all(Array.from({ length: lanesAtOnce }, worker));
      const waits = [...lanes.values()].filter((lane) => lane.due).map((lane) => lane.notBefore);
      return { moved, down, next: waits.length === 0 ? null : Math.min(...waits) };
    },
    settle: async (register) => {
      const lane = lanes.get(register);
      if (!lane || ports.reach.isDown()) return;
      lane.hurry.abort();
      if (lane.under) await lane.under;
      lane.hurry.abort();
      if (isReady(lane)) await runOnce(register, lane);
    },
  };
}
