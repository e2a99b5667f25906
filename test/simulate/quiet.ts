/**
 * A quiet time: the registers' real workers run on whole lines and nobody sells. Whatever was, after it everything committed is posted and headquarters
 * grants again - also when the services are put back to their backup in the middle of it, within one heartbeat, so that no call sees them away.
 */
import { pendingEntries } from '../../main/database/journal.ts';
import type { Timers } from '../../main/sync/timers.ts';
import { createWorker, type Worker } from '../../main/sync/worker.ts';
import { makeBoard } from '../../server/channel/suspended.ts';
import { poll } from './answers.ts';
import { restoreHeadquarters } from './comeback.ts';
import { count } from './coverage.ts';
import { backUpOffice, restoreChannel } from './disaster.ts';
import { forwardAll } from './forward.ts';
import { sense } from './line.ts';
import { entryKey, isRecovering } from './model/state.ts';
import { noteJournal } from './process.ts';
import { backUpService } from './servers.ts';
import { makeTurns, wholeLine, type Turns } from './wire.ts';
import type { Till, World } from './world.ts';

/** How long the workers run before the services go back, and after it, and between two rounds of the channels' own loops, ms. */
const before = 40_000;
const after = 120_000;
const round = 4000;
/** More than any quiet time needs: a worker that never rests is a flaw. */
const mostTimers = 20_000;

type Waiting = { readonly at: number; readonly run: () => void };
type Time = { readonly timers: Timers; readonly pass: (ms: number) => Promise<void> };

/** Time that only passes when everything that could happen in it has happened. */
function makeTime(world: World): Time {
  let now = 0;
  let fired = 0;
  const waiting = new Set<Waiting>();
  const advance = (to: number): void => {
    for (const clock of world.clocks) clock.pass(to - now);
    now = to;
  };
  const rest = async (): Promise<void> => {
    for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  };
  return {
    timers: {
      after: (ms, run) => {
        const one = { at: now + Math.ceil(ms), run };
        waiting.add(one);
        return () => void waiting.delete(one);
      },
    },
    pass: async (ms) => {
      const end = now + ms;
      for (await rest(); fired < mostTimers; await rest()) {
        const [next] = [...waiting].toSorted((a, b) => a.at - b.at);
        if (next === undefined || next.at > end) break;
        waiting.delete(next);
        fired += 1;
        advance(Math.max(now, next.at));
        next.run();
      }
      if (fired >= mostTimers) world.flaws.push('a worker never rests');
      advance(Math.max(now, end));
    },
  };
}

const isDisturbed = (world: World): boolean =>
  world.model.halted ||
  world.tills.some((till) => till.byHand || till.rotten.size > 0 || till.foreign !== null) ||
  [...world.model.entries.values()].some((entry) => entry.state === 'parked' || entry.givenUp);

/** Both services are copied, as an operator's nightly backup does. */
export function backUpServices(world: World): string {
  backUpOffice(world);
  for (const branch of world.branches) backUpService(branch);
  return 'copied';
}

/** The quiet time; with backups of all services they are put back in the middle of it. */
export async function blink(world: World): Promise<string> {
  if (isDisturbed(world)) return 'not quiet';
  world.cuts.clear();
  const none = { fuse: null, startFuse: null, room: null };
  for (const part of [world.office, ...world.branches, ...world.tills]) Object.assign(part, none);
  for (const till of world.tills) sense(world, till);
  const time = makeTime(world);
  const inTurn = makeTurns();
  const boards = new Map(
    world.branches.map((branch) => [branch, makeBoard(branch.ground.clock)] as const),
  );
  const workers = world.tills.map((till) => {
    const board = boards.get(till.branch) ?? makeBoard(till.branch.ground.clock);
    return startWorker(world, till, time, wholeLine(world, till, board, inTurn));
  });
  await live(world, time, inTurn, before);
  const isRestored = await putBack(world, inTurn);
  if (isRestored) count(world.coverage, 'services were restored and back within a heartbeat');
  await live(world, time, inTurn, after);
  await Promise.all(workers.map(async (worker) => worker.stop()));
  for (const till of world.tills) noteJournal(world, till);
  if (isDisturbed(world)) return 'not quiet any more';
  world.flaws.push(...incomplete(world));
  count(world.coverage, 'the real workers brought everything in order in a quiet time');
  return isRestored ? 'restored' : 'quiet';
}

function startWorker(
  world: World,
  till: Till,
  { timers }: Time,
  line: ReturnType<typeof wholeLine>,
): Worker {
  const { locks, witness } = till.machine;
  const worker = createWorker({
    ...{ ...locks, witness, timers, line },
    token: () => '',
    channel: '',
    version: '1.0.0',
    alarm: (name, error) => world.flaws.push(`${till.register}'s ${name} threw ${String(error)}`),
  });
  worker.start();
  return worker;
}

/** The workers live, and the channels forward and ask for answers. */
async function live(world: World, time: Time, inTurn: Turns, ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= round) {
    await time.pass(round);
    await inTurn(async () => {
      for (const till of world.tills) {
        noteJournal(world, till);
        await forwardAll(world, till.register);
      }
      for (const branch of world.branches) await poll(world, branch);
    });
  }
}

async function putBack(world: World, inTurn: Turns): Promise<boolean> {
  const { office, branches, modelBackup } = world;
  const isCopied = [office, ...branches].every((one) => one.backup !== null);
  if (!isCopied || modelBackup === null) return false;
  await inTurn(async () => {
    await restoreHeadquarters(world, false);
    for (const branch of branches) await restoreChannel(world, branch);
  });
  return true;
}

function incomplete(world: World): string[] {
  const { model, tills } = world;
  const flaws = isRecovering(model) ? ['after a quiet time cards are still refused'] : [];
  for (const { register, machine, journal } of tills) {
    if (pendingEntries(machine.db).entries > 0)
      flaws.push(`after a quiet time ${register} has entries that were never sent`);
    for (const hash of journal)
      if ((model.entries.get(entryKey(register, hash))?.answer ?? null) === null)
        flaws.push(`after a quiet time an entry of ${register} is not posted`);
  }
  return flaws;
}
