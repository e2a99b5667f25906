/** The channel's way up, one page at a time. */
import { pageOf } from '../../server/channel/contents.ts';
import { runLane } from '../../server/channel/lane.ts';
import { makeLeftOut } from '../../server/channel/left-out.ts';
import { knowsHeads, unsentLinks } from '../../server/channel/unsent.ts';
import type { Entry } from '../../shared/entry.ts';
import { fail, ok, type Result } from '../../shared/fault.ts';
import type { RegisterId } from '../../shared/identity.ts';
import type { Have } from '../../shared/wire/journal.ts';
import { atBranch } from './process.ts';
import { send } from './send.ts';
import { tillOf, type World } from './world.ts';

/** Headquarters answered what it has of the register: the channel sends the next page. Without an answer it asks. */
export async function forwardPage(
  world: World,
  register: RegisterId,
  have: Have | null,
): Promise<string> {
  let sent = 0;
  const { branch } = tillOf(world, register);
  const done = await atBranch(world, branch, async () => {
    const { db, ground } = branch.running;
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
