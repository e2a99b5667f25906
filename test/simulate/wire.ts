/** The channel as a register's real worker reaches it: its paths, answered by the channel's and headquarters' real code in this process. */
import type { Line } from '../../main/sync/call.ts';
import { answersAfter } from '../../server/channel/answers.ts';
import { lostEntries } from '../../server/channel/lost.ts';
import { readSetting } from '../../server/channel/settings.ts';
import type { Board } from '../../server/channel/suspended.ts';
import { fail, ok, type Result } from '../../shared/fault.ts';
import { holdSchema } from '../../shared/wire/grant.ts';
import { lostSchema, pushSchema } from '../../shared/wire/journal.ts';
import { channelPaths } from '../../shared/wire/register.ts';
import { suspendedToldSchema } from '../../shared/wire/suspended.ts';
import { store } from '../walk/histories/channel.ts';
import { receiveHold } from './office.ts';
import type { Till, World } from './world.ts';

type Asked = { readonly path: string; readonly body?: unknown; readonly query?: object };

async function answer(world: World, till: Till, board: Board, asked: Asked): Promise<unknown> {
  const { branch, register } = till;
  const { query } = branch.running.db;
  const body: unknown = structuredClone(asked.body);
  switch (asked.path) {
    case channelPaths.heartbeat:
      return {
        time: till.ground.clock.peek(),
        realtime: true,
        epoch: await readSetting(query, 'answersEpoch'),
        versions: {},
      };
    case channelPaths.push:
      return store(branch.running, pushSchema.parse(body));
    case channelPaths.lost:
      return { entries: await lostEntries(query, register, lostSchema.parse(body).known) };
    case channelPaths.answers:
      return answersAfter(query, register, Number(Object.values(asked.query ?? {})[0]));
    case channelPaths.hold:
      return receiveHold(world, holdSchema.parse(body));
    case channelPaths.storeSuspended: {
      const place = { register, name: register, store: branch.id };
      return board.exchange(place, suspendedToldSchema.parse(body));
    }
    default:
      throw new Error(`no worker asks ${asked.path} here`);
  }
}

export type Turns = <T>(work: () => Promise<T>) => Promise<T>;

/** One thing after the other, or the model would be compared with what is half done. */
export function makeTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return async (work) => {
    const mine = last.then(work);
    // Whoever asked for it hears of its failure; the next one goes on all the same.
    last = Promise.allSettled([mine]);
    return mine;
  };
}

/** A line that loses nothing. */
export const wholeLine = (world: World, till: Till, board: Board, inTurn: Turns): Line => ({
  call: async (call) => {
    const said = await inTurn(async () => answer(world, till, board, call));
    const result: Result<never> | null = said === null ? fail('realtime.unreachable') : null;
    return { how: 'answered', result: result ?? ok(call.answer.parse(said)) };
  },
  close: () => undefined,
});
