/** The channel's way up, one page at a time, and what it fetches from headquarters. */
import { answersAfter as answersOf } from '../../server/headquarters/answers.ts';
import { currentEpoch } from '../../server/headquarters/epoch.ts';
import { pullAnswers } from '../../server/channel/answers.ts';
import { pageOf } from '../../server/channel/contents.ts';
import { runLane } from '../../server/channel/lane.ts';
import { makeLeftOut } from '../../server/channel/left-out.ts';
import { knowsHeads, unsentLinks } from '../../server/channel/unsent.ts';
import type { Caller } from '../../server/http/call.ts';
import type { Entry } from '../../shared/entry.ts';
import { fail, ok, type Result } from '../../shared/fault.ts';
import type { RegisterId } from '../../shared/identity.ts';
import type { Have } from '../../shared/wire/journal.ts';
import { channelId } from '../walk/histories/channel.ts';
import { cutOf, upperLink } from './line.ts';
import { atBranch } from './process.ts';
import { send } from './send.ts';
import type { World } from './world.ts';

/** Headquarters answered what it has of the register: the channel sends the next page. Without an answer it asks. */
export async function forwardPage(
  world: World,
  register: RegisterId,
  have: Have | null,
): Promise<string> {
  let sent = 0;
  const done = await atBranch(world, async () => {
    const { db, ground } = world.branch.running;
    const push = async (entries: readonly Entry[]): Promise<Result<Have>> => {
      if (have !== null && entries.length === 0) return ok(have);
      sent = entries.length;
      send(world, register, {
        is: 'post',
        to: 'headquarters',
        push: { register, entries: [...entries] },
      });
      return fail('realtime.unreachable');
    };
    return runLane({
      unsent: async (heads, most) => unsentLinks(db.query, register, heads, most),
      page: async (links, most) => pageOf(db.query, register, links, most),
      knows: async (heads) => knowsHeads(db.query, register, heads),
      push,
      leftOut: makeLeftOut(ground.clock),
      refused: () => undefined,
    });
  });
  return done === null ? 'killed' : `forwards ${sent}`;
}

/** The channel fetches the answers of headquarters. */
export async function poll(world: World): Promise<string> {
  const { up, down } = cutOf(world, upperLink);
  if (up || down) return 'no line';
  const pulled = await atBranch(world, async () => {
    const headquarters = world.office.running;
    const call: Caller = async ({ path }, schema) => {
      const after = Number(new URL(path, 'http://channel').searchParams.get('after'));
      return ok(schema.parse(await answersOf(headquarters, channelId, after)));
    };
    const epoch = await currentEpoch(headquarters.db.query);
    return pullAnswers(world.branch.running.db, call, epoch, 1);
  });
  if (pulled === null) return 'killed';
  if (!pulled.ok) world.flaws.push(`the channel could not fetch answers: ${pulled.fault.code}`);
  return pulled.ok ? `pulled ${pulled.value}` : pulled.fault.code;
}
